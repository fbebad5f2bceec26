using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads;

/// <summary>One page of the lead list with everything around it.</summary>
public sealed record LeadListPage(
    LeadFilter Filter,
    LeadLook Look,
    KeysetPage<LeadRow> Page,
    OrganisationFacts Names,
    IReadOnlyList<SavedView> Views,
    PageAddress Address,
    Viewer Viewer)
{
    /// <summary>What belongs to one page of a list only, and to no link that leads elsewhere.</summary>
    private static readonly string[] Place = ["after", "before"];

    public SavedView? View => Views.FirstOrDefault(view => view.Id == Look.View);

    public PageAddress Start => Address.Without(Place);

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    public bool IsUnfiltered => Filter.IsEmpty;

    public bool MayExport => Viewer.May(RecordType.Lead, AccessAction.Export);

    /// <summary>Whether there is anything to select leads for.</summary>
    public bool MayPick => MayExport || MayAssign;

    public bool MayWrite => Viewer.May(RecordType.Lead, AccessAction.Write);

    /// <summary>The contacts of a lead are its owner's to log.</summary>
    public bool MayLog(LeadRow row) => MayWrite && row.OwnerId is not null && row.OwnerId == Viewer.PersonId && row.Status.IsOpen();

    /// <summary>From another lead's page back to this list.</summary>
    public string Back => Uri.EscapeDataString(Address.ToString());

    public bool MayAssign => Viewer.May(RecordType.Lead, AccessAction.Assign);

    /// <summary>The address of this list ordered by the column; the other way round when it is already.</summary>
    public string SortedBy(LeadOrder order)
    {
        var descending = Look.Sort == order ? !Look.IsDescending : order.IsDescendingAtFirst();
        return Start.With("sort", order).With("dir", descending == order.IsDescendingAtFirst() ? null : descending ? "desc" : "asc").ToString();
    }

    public string? AriaSort(LeadOrder? order) => order != Look.Sort ? null : Look.IsDescending ? "descending" : "ascending";
}
