using SiCrm.Domain.Access;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Leads;

/// <summary>How a list of leads looks: order, columns, and the saved view that it began with. Its properties are names in the address.</summary>
public sealed record LeadLook
{
    public LeadOrder Sort { get; init; }

    public ListDirection? Dir { get; init; }

    public IReadOnlyList<LeadColumn> Columns { get; init; } = new List<LeadColumn>();

    public long? View { get; init; }

    public bool IsDescending => Dir is { } chosen ? chosen == ListDirection.Desc : Sort.IsDescendingAtFirst();

    public IReadOnlyList<LeadColumn> Shown => Columns.Count > 0 ? Columns : LeadColumns.AtFirst;

    /// <summary>An order that the viewer is not offered becomes the first one.</summary>
    public LeadLook For(Viewer viewer) => Sort.IsOfferedTo(viewer) && Enum.IsDefined(Sort) ? this : this with { Sort = LeadOrder.Captured };
}
