using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Customers;

/// <summary>One page of the customer list with everything around it.</summary>
/// <param name="Parent">The name of the group that the filter asks for.</param>
public sealed record CustomerListPage(
    CustomerFilter Filter,
    CustomerLook Look,
    KeysetPage<CustomerRow> Page,
    CategoryScheme Scheme,
    string? Parent,
    OrganisationFacts Names,
    IReadOnlyList<SavedView> Views,
    PageAddress Address,
    Viewer Viewer)
    : ListPage<CustomerRow>(Page, Names, Views, Address, Viewer)
{
    protected override long? ViewId => Look.View;

    /// <summary>The name of the customer that the filter asks for as the referrer.</summary>
    public string? Referrer { get; init; }

    /// <summary>How many there are; null where nobody asks for referrals.</summary>
    public int? Count { get; init; }

    /// <summary>The report that has opened it, as its address says it.</summary>
    public string? Report { get; init; }

    public bool MayExport => Viewer.May(RecordType.Customer, AccessAction.Export);

    /// <summary>Whether customers can be ticked, to be handed over together.</summary>
    public bool MayPick => !Filter.Archived && Viewer.May(RecordType.Customer, AccessAction.Assign);

    public bool MayCreate => Viewer.May(RecordType.Customer, AccessAction.Create);

    public bool MayLog(CustomerRow row) => !Filter.Archived && Viewer.Reaches(RecordType.Customer, AccessAction.Write, row.OwnerId, row.TeamId, row.RegionId);

    /// <summary>The address of this list ordered by the column; the other way round when it is already.</summary>
    public string SortedBy(CustomerOrder order) => Sorted(order, Look.Sort == order, Look.IsDescending, order.IsDescendingAtFirst());

    public string? AriaSort(CustomerOrder? order) => order != Look.Sort ? null : Look.IsDescending ? "descending" : "ascending";
}

/// <summary>The form that a list's address is made with.</summary>
/// <param name="Owners">People in the viewer's reach; no more than a person can choose from.</param>
/// <param name="Industries">Those of the newest customers.</param>
public sealed record CustomerFilterPage(
    CustomerFilter Filter, CustomerLook Look, CategoryScheme Scheme, OrganisationFacts Names, IReadOnlyList<Colleague> Owners, IReadOnlyList<string> Industries);
