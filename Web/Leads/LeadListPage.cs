using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

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
    : ListPage<LeadRow>(Page, Names, Views, Address, Viewer)
{
    protected override long? ViewId => Look.View;

    /// <summary>The name of the customer that the filter asks for as the referrer.</summary>
    public string? Referrer { get; init; }

    /// <summary>How many there are; null where nobody asks for referrals.</summary>
    public int? Count { get; init; }

    /// <summary>The report that has opened it, as its address says it.</summary>
    public string? Report { get; init; }

    public bool IsUnfiltered => Filter.IsEmpty;

    public bool MayExport => Viewer.May(RecordType.Lead, AccessAction.Export);

    /// <summary>Whether there is anything to select leads for.</summary>
    public bool MayPick => MayExport || MayAssign;

    public bool MayWrite => Viewer.May(RecordType.Lead, AccessAction.Write);

    /// <summary>The contacts of a lead are its owner's to log.</summary>
    public bool MayLog(LeadRow row) => MayWrite && row.OwnerId is not null && row.OwnerId == Viewer.PersonId && row.Status.IsOpen();

    public bool MayAssign => Viewer.May(RecordType.Lead, AccessAction.Assign);

    /// <summary>The address of this list ordered by the column; the other way round when it is already.</summary>
    public string SortedBy(LeadOrder order) => Sorted(order, Look.Sort == order, Look.IsDescending, order.IsDescendingAtFirst());

    public string? AriaSort(LeadOrder? order) => order != Look.Sort ? null : Look.IsDescending ? "descending" : "ascending";
}
