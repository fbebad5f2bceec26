using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>Who wants to know the promotion of which week, in which rows, and of which opportunities only.</summary>
public sealed record PipelineQuestion(Viewer Viewer, IsoWeek Week, PipelineGrouping By = PipelineGrouping.Total)
{
    /// <summary>So many weeks are counted, the asked one last: the mean needs eight before it.</summary>
    public int Weeks { get; init; } = PipelineLine.MeanWeeks + 1;

    public IReadOnlyList<PipelineSlice> Filter { get; init; } = [];

    public PipelineView View => new(By, [.. SlicesOf(Viewer), .. Filter]);

    public bool IsOfEverything => View.Slices.Count == 0;

    public IsoWeek FirstWeek => Week.Plus(1 - Weeks);

    /// <summary>The viewer's scope as a slice that history can be cut by; none when he sees everything.</summary>
    public static IReadOnlyList<PipelineSlice> SlicesOf(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Opportunity, AccessAction.Read) switch
        {
            Scope.All => [],
            Scope.Region when viewer.RegionId is { } region => [Slice(PipelineGrouping.Region, region)],
            Scope.Team or Scope.Region when viewer.TeamId is { } team => [Slice(PipelineGrouping.Team, team)],
            Scope.None => [new PipelineSlice(PipelineGrouping.Owner, "")],
            _ => [Slice(PipelineGrouping.Owner, viewer.PersonId ?? 0)],
        };
    }

    private static PipelineSlice Slice(PipelineGrouping grouping, long id) => new(grouping, id.ToString(CultureInfo.InvariantCulture));
}
