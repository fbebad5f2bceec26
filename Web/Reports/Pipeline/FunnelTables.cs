using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The funnel as a table: fixed column names for other programs, the reader's words for people.</summary>
public sealed class FunnelTables(Words words)
{
    public ExportTable Of(StageFunnel funnel, StageScheme stages, FunnelComparison compared)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(stages);
        return ExportTable.Of(
            "stage-funnel",
            [
                "stage", "entered", "forward", "lost", "abandoned", "moved_back", "open", "success_rate", "success_low", "success_high",
                "median_days", "p80_days", "norm_days", "sample", "widened", "previous_entered", "previous_success_rate", "last_year_entered", "last_year_success_rate",
            ],
            stages.Open.Select(stage => Row(stage, funnel.Row(stage.Id), compared.BeforeOf(stage.Id), compared.LastYearOf(stage.Id))));
    }

    public ExportTable ForReaders(ExportTable table, string title)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table with { Name = title, Columns = [.. table.Columns.Select(column => words[$"Pipeline.FunnelColumn.{column}"])] };
    }

    private static IReadOnlyList<object?> Row(Stage stage, FunnelRow row, FunnelCount before, FunnelCount lastYear) =>
    [
        stage.Called(), row.Entered, row.Forward, row.Lost, row.Abandoned, row.MovedBack, row.Open, ShareOf.Of(row.Success.Share),
        ShareOf.Of(row.Success.Low), ShareOf.Of(row.Success.High), Rounded(row.MedianDays), Rounded(row.EightiethDays), stage.NormDays, row.Sample,
        row.IsWidened ? 1 : 0, before.Entered, ShareOf.Of(before.Success), lastYear.Entered, ShareOf.Of(lastYear.Success),
    ];

    private static decimal? Rounded(double? days) => days is { } known ? decimal.Round((decimal)known, 2) : null;
}
