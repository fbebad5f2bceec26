using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>One page of open care.</summary>
public sealed record CarePage(CareFilter Filter, KeysetPage<CareRow> Page, OrganisationFacts Names, PageAddress Address, Viewer Viewer, DateOnly Today)
{
    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    /// <summary>Whose scope is wider than himself.</summary>
    public bool HasTeam => Viewer.ScopeOf(RecordType.Customer, AccessAction.Read) > Scope.Own;

    public CareTable Table => new(Page.Rows, Names, Today, Filter.Team, Address.ToString());

    /// <summary>The filters as chips: what they say, and the list without them.</summary>
    public IEnumerable<(string Text, string Without)> Chips(Words words, CategoryScheme categories) => Parts(words, categories)
        .Where(part => part.Text is not null).Select(part => (part.Text ?? "", Start.Without(part.Name).ToString()));

    private IEnumerable<(string Name, string? Text)> Parts(Words words, CategoryScheme categories) =>
    [
        ("owner", Filter.Owner is { } owner ? Names.Person(owner) ?? "?" : null),
        ("due", Filter.Due is { } due ? words.Of(due) : null),
        ("kind", Filter.Kind is { } kind ? words.Of(kind) : null),
        ("category", Filter.Category is { } category ? categories.Name(category) : null),
    ];
}

/// <summary>Open tasks in a table, each with its three ways out.</summary>
/// <param name="Back">Where one returns to.</param>
public sealed record CareTable(IReadOnlyList<CareRow> Rows, OrganisationFacts Names, DateOnly Today, bool ShowsOwner, string Back, bool ShowsCustomer = true, bool MayWrite = true)
{
    public string Way(CareRow row, string verb) => $"/care/{row.Id}/{verb}/new?back={Uri.EscapeDataString(Back)}";
}
