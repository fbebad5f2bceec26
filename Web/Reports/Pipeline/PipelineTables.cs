using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The weekly promotion as tables: fixed column names for other programs, the reader's words for people.</summary>
public sealed class PipelineTables(Words words, PipelineText text)
{
    private static readonly IReadOnlyList<(string Column, PipelineFigure Figure)> Columns =
    [
        ("opening", PipelineFigure.Opening), ("new", PipelineFigure.New), ("reopened", PipelineFigure.Reopened),
        ("increased", PipelineFigure.Increased), ("decreased", PipelineFigure.Decreased), ("won", PipelineFigure.Won),
        ("lost", PipelineFigure.Lost), ("abandoned", PipelineFigure.Abandoned), ("moved_in", PipelineFigure.MovedIn),
        ("moved_out", PipelineFigure.MovedOut), ("closing", PipelineFigure.Closing),
    ];

    public ExportTable Waterfall(PipelineSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return ExportTable.Of("opportunity-promotion", ["group", .. Columns.SelectMany(column => NamesOf(column.Column, column.Figure))],
            text.Sorted(sums, StringComparer.Ordinal).Append((words["Reports.Total"], sums.Total)).Select(row => Row(row.Item1, row.Item2)));
    }

    public ExportTable Matrix(IEnumerable<PipelineCell> cells, bool ofHorizons)
    {
        var all = cells.ToList();
        var (from, to) = (Places(all.Select(cell => cell.From), ofHorizons), Places(all.Select(cell => cell.To), ofHorizons));
        return ExportTable.Of("opportunity-promotion", ["from", "to", "count", "amount"], all
            .OrderBy(cell => from.IndexOf(cell.From)).ThenBy(cell => to.IndexOf(cell.To))
            .Select(cell => (IReadOnlyList<object?>)[text.Point(cell.From, ofHorizons), text.Point(cell.To, ofHorizons), cell.Count, new Money(cell.Amount)]));
    }

    /// <summary>With heads in the reader's language.</summary>
    /// <param name="seesAmounts">Without it the columns of amounts stay empty.</param>
    public ExportTable ForReaders(ExportTable table, string title, bool seesAmounts)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ExportTable(
            title, [.. table.Columns.Select(column => words[$"Pipeline.Column.{column}"])],
            seesAmounts ? table.Rows : table.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(cell => cell is Money ? null : cell)]));
    }

    private List<PipelinePoint> Places(IEnumerable<PipelinePoint> points, bool ofHorizons) => [.. text.Ordered(points, ofHorizons)];

    private static IReadOnlyList<object?> Row(string name, PipelineLine line) =>
        [name, .. Columns.SelectMany(column => ValuesOf(line[column.Figure], column.Figure))];

    private static string[] NamesOf(string column, PipelineFigure figure) =>
        PipelineFlow.Counts(figure) ? [$"{column}_count", $"{column}_amount"] : [$"{column}_amount"];

    private static object?[] ValuesOf(PipelineNumber number, PipelineFigure figure) =>
        PipelineFlow.Counts(figure) ? [number.Count, new Money(number.Amount)] : [new Money(number.Amount)];
}
