using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>Who wants to know the promotion of which week, in which rows, and of which leads only.</summary>
public sealed record PromotionQuestion(Viewer Viewer, IsoWeek Week, LedgerGrouping By = LedgerGrouping.Total)
{
    /// <summary>So many weeks are counted, the asked one last: the mean needs eight, the trend shows twelve.</summary>
    public int Weeks { get; init; } = 12;

    public IReadOnlyList<LeadSlice> Filter { get; init; } = [];

    /// <summary>What the viewer may see, and of that what he asks for.</summary>
    public IReadOnlyList<LeadSlice> Slices => [.. SlicesOf(Viewer), .. Filter];

    public bool IsOfEverything => Slices.Count == 0;

    public bool Sees(LeadHolding holding, LeadAttributes lead) => Slices.All(slice => slice.Has(holding, lead));

    public IsoWeek FirstWeek => Week.Plus(1 - Weeks);

    /// <summary>The viewer's scope as a slice that history can be cut by; none when he sees everything.</summary>
    public static IReadOnlyList<LeadSlice> SlicesOf(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Lead, AccessAction.Read) switch
        {
            Scope.All => [],
            Scope.Region when viewer.RegionId is { } region => [Slice(LedgerGrouping.Region, region)],
            Scope.Team or Scope.Region when viewer.TeamId is { } team => [Slice(LedgerGrouping.Team, team)],
            Scope.None => [new LeadSlice(LedgerGrouping.Owner, "")],
            _ => [Slice(LedgerGrouping.Owner, viewer.PersonId ?? 0)],
        };
    }

    private static LeadSlice Slice(LedgerGrouping grouping, long id) => new(grouping, id.ToString(CultureInfo.InvariantCulture));
}
