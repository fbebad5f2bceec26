using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Customers.Record;

/// <summary>What every tab of a customer's page stands on.</summary>
/// <param name="Group">The name of what it belongs to, where the viewer may see that.</param>
public sealed record CustomerHead(
    CustomerDetail Customer, string? Group, CategoryScheme Scheme, OrganisationFacts Names, Viewer Viewer, Stamp Now)
{
    /// <summary>Shared with the viewer to be changed, whatever his scope.</summary>
    public bool IsSharedToWrite { get; init; }

    public bool MayWrite => IsSharedToWrite || Viewer.Reaches(RecordType.Customer, AccessAction.Write, Customer.OwnerId, Customer.TeamId, Customer.RegionId);

    public bool MayArchive => Viewer.Reaches(RecordType.Customer, AccessAction.Assign, Customer.OwnerId, Customer.TeamId, Customer.RegionId);

    public bool MayHandOver => MayArchive && Customer is { ArchivedAt: null, OwnerId: not null };

    public bool MayEdit => MayWrite && Customer.ArchivedAt is null;

    public bool IsLost => Customer.Standing == CustomerStatus.Lost;

    public CustomerCategory Category => Scheme.Of(Customer.Category);

    public DateTime QuietSince => Customer.LastTouchAt ?? Customer.CreatedAt;

    public int QuietDays => (int)(Now.At - QuietSince).TotalDays;

    /// <summary>Nobody spoke with them for longer than their category allows between visits.</summary>
    public bool IsNeglected => Customer.ArchivedAt is null && !IsLost && QuietDays > (Category.VisitDays ?? Category.DormantDays);
}

/// <summary>A customer's page: head, buttons, what happened; which tab is open.</summary>
public abstract record CustomerPage(CustomerHead Head, string Tab)
{
    public const string Overview = "";
    public const string Facts = "facts";
    public const string People = "people";
    public const string Group = "group";
    public const string Deals = "deals";
    public const string Files = "files";
    public const string History = "history";

    /// <summary>Care and sharing are pages of their own.</summary>
    public static readonly IReadOnlyList<string> Tabs = [Overview, Facts, Deals, People, "care", Group, Files, History, "shares"];

    public CustomerDetail Customer => Head.Customer;

    public OrganisationFacts Names => Head.Names;

    public string Path => $"/customers/{Customer.Id}";
}

public sealed record CustomerOverviewPage(CustomerHead Head, KeysetPage<CustomerHappening> Timeline, bool IsFirst) : CustomerPage(Head, Overview);

/// <param name="Origins">The last change of each field that was changed.</param>
public sealed record CustomerFactsPage(CustomerHead Head, IReadOnlyList<CustomerChange> Origins) : CustomerPage(Head, Facts);

public sealed record CustomerPeoplePage(CustomerHead Head, IReadOnlyList<ContactRow> Contacts, bool IsCut) : CustomerPage(Head, People)
{
    /// <summary>A contact has its customer's owner, team and region; who reaches one by a share reaches all of them.</summary>
    public bool MayOpen => Head.Viewer.Reaches(RecordType.Contact, AccessAction.Read, Customer.OwnerId, Customer.TeamId, Customer.RegionId)
        || (Head.Viewer.HasShares && Head.Viewer.May(RecordType.Contact, AccessAction.Read)
            && !Head.Viewer.Reaches(RecordType.Customer, AccessAction.Read, Customer.OwnerId, Customer.TeamId, Customer.RegionId));
}

public sealed record CustomerGroupPage(CustomerHead Head, CustomerGroup Units) : CustomerPage(Head, Group);

public sealed record CustomerHistoryPage(CustomerHead Head, IReadOnlyList<CustomerHappening> Rows) : CustomerPage(Head, History);
