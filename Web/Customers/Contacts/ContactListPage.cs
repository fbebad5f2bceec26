using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>One page of the contact list with everything around it.</summary>
/// <param name="CustomerName">Of the customer whose people it shows.</param>
public sealed record ContactListPage(
    ContactFilter Filter, ContactLook Look, KeysetPage<ContactRow> Page, OrganisationFacts Names, PageAddress Address, Viewer Viewer, string? CustomerName)
{
    private static readonly string[] Place = ["after", "before"];

    public PersonalFields Personal { get; } = PersonalFields.For(Viewer);

    public PageAddress Start => Address.Without(Place);

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    public bool MayWrite => Viewer.May(RecordType.Contact, AccessAction.Write);

    public bool MayExport => Viewer.May(RecordType.Contact, AccessAction.Export);

    public string Back => Uri.EscapeDataString(Address.ToString());

    /// <summary>The address of this list ordered by the column; the other way round when it is already.</summary>
    public string SortedBy(ContactOrder order) => Start.With("sort", order == ContactOrder.Name ? null : order)
        .With("dir", Look.Sort == order && !Look.IsDescending ? ContactDirection.Desc : null).ToString();

    public string? AriaSort(ContactOrder order) => order != Look.Sort ? null : Look.IsDescending ? "descending" : "ascending";
}

/// <summary>The form that a list's address is made with.</summary>
public sealed record ContactFilterPage(ContactFilter Filter, ContactLook Look, OrganisationFacts Names, IReadOnlyList<Colleague> Owners, PersonalFields Personal)
{
    public const int MostOwners = 500;
}

/// <summary>Some customers to choose from.</summary>
public sealed record CustomerChoicePage(string? Q, IReadOnlyList<CustomerChoice> Customers);

public sealed record CustomerChoice(long Id, string Name, long? OwnerId);
