using System.Text.Json;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>A week's promotion of the opportunities as it is frozen: all groupings and both matrices.</summary>
internal sealed record FrozenPipeline
{
    public const string Key = "opportunity-promotion";

    public required string Report { get; init; }

    public required string Week { get; init; }

    public required string TimeZone { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    /// <summary>The fiscal periods that the horizons of both ends are judged by.</summary>
    public required IReadOnlyList<string> Periods { get; init; }

    /// <summary>The names of the numbers of each line, so that a later program with other figures reads them right.</summary>
    public required IReadOnlyList<PipelineFigure> Figures { get; init; }

    public required IReadOnlyList<PipelineSums> Sums { get; init; }

    public required IReadOnlyList<PipelineCell> Stages { get; init; }

    public required IReadOnlyList<PipelineCell> Horizons { get; init; }

    public required IReadOnlyList<FrozenList> Lists { get; init; }

    public static FrozenPipeline Parse(string json) =>
        JsonSerializer.Deserialize<FrozenPipeline>(json, FrozenContent.Canonical) ?? throw new JsonException("A frozen week is empty.");

    public static async Task<string> WriteAsync(CrmDbContext db, IsoWeek week, CancellationToken cancel)
    {
        var asked = new PipelineQuestion(Viewer.Program, week);
        List<PipelineSums> sums = [];
        foreach (var by in Enum.GetValues<PipelineGrouping>())
        {
            var of = await OpportunityPromotion.SumsAsync(db, asked with { By = by }, cancel: cancel);
            sums.Add(of with { Lines = [.. of.Lines.OrderBy(line => line.Key, StringComparer.Ordinal)] });
        }

        var paths = await OpportunityPromotion.ListsAsync(db, asked, cancel);
        return JsonSerializer.Serialize(new FrozenPipeline
        {
            Report = Key, Week = week.ToString(), TimeZone = db.Company.Time.Zone.Id, From = paths.Span.From, To = paths.Span.To,
            Periods = [paths.Span.PeriodFrom.ToString(), paths.Span.PeriodTo.ToString()], Figures = PipelineFlow.Figures, Sums = sums,
            Stages = [.. paths.Stages.OrderBy(Place)], Horizons = [.. paths.Horizons.OrderBy(Place)],
            Lists = [.. Enum.GetValues<PipelineList>().Select(list => FrozenList.Of(list, [.. paths.In(list)]))],
        }, FrozenContent.Canonical);
    }

    /// <summary>The sums with the numbers at the places that this program knows them by.</summary>
    public PipelineSums SumsOf(PipelineGrouping by)
    {
        var frozen = Sums.Single(sums => sums.By == by);
        return frozen with { Lines = [.. frozen.Lines.Select(Read)], Total = Read(frozen.Total) };
    }

    private PipelineLine Read(PipelineLine line) => line with
    {
        Numbers = [.. PipelineFlow.Figures.Select(figure => Figures.ToList().IndexOf(figure) is var i and >= 0 ? line.Numbers[i] : default)],
    };

    private static (PipelineEdge, int, PipelineEdge, int) Place(PipelineCell cell) => (cell.From.Edge, cell.From.Place, cell.To.Edge, cell.To.Place);
}

internal sealed record FrozenList(PipelineList List, long Count, long Amount)
{
    public static FrozenList Of(PipelineList list, IReadOnlyList<PipelinePath> paths) => new(list, paths.Count, paths.Sum(path => path.End.Amount));
}
