using System.Globalization;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Customers;

/// <summary>Says what is said of customers in the reader's words.</summary>
public static class CustomerWords
{
    /// <summary>The company's own name of a category; a code that the scheme has no more is said as it is.</summary>
    public static string Category(this CategoryScheme scheme, string code)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return scheme.Has(code) ? NameOf(scheme.Of(code)) : code;
    }

    public static string NameOf(CustomerCategory category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? category.Chinese : category.English;
    }

    /// <param name="others">The names of the group and of the referrer that the filter asks for.</param>
    public static ChipBar Chips(
        this Words words, CustomerFilter filter, CategoryScheme scheme, (string? Parent, string? Referrer) others, OrganisationFacts names, PageAddress address) =>
        ChipBar.Of(Parts(words, filter, scheme, others, names), address, "/customers");

    private static IEnumerable<FilterPart> Parts(
        Words words, CustomerFilter filter, CategoryScheme scheme, (string? Parent, string? Referrer) others, OrganisationFacts names) =>
    [
        new("q", null, filter.Q is { } q ? words["Customers.Chip.Q", q] : null),
        new("archived", null, filter.Archived ? words["Customers.Archived"] : null),
        .. filter.Status.Select(status => new FilterPart("status", status.ToString(), words.Of(status))),
        .. filter.Category.Select(code => new FilterPart("category", code, scheme.Category(code))),
        .. filter.Tier.Select(tier => new FilterPart("tier", tier.ToString(), words["Customers.Chip.Tier", tier])),
        new("owner", null, filter.Owner is { } owner ? words["Customers.Chip.Owner", OwnerIn(words, owner, names)] : null),
        new("team", null, filter.Team is { } team ? words["Customers.Chip.Team", names.Team(team) ?? "?"] : null),
        new("region", null, filter.Region is { } region ? words["Customers.Chip.Region", names.Region(region) ?? "?"] : null),
        new("industry", null, filter.Industry),
        new("parent", null, filter.Parent is null ? null : words["Customers.Chip.Parent", others.Parent ?? "?"]),
        new("referredBy", null, filter.ReferredBy is null ? null : words["Customers.Chip.ReferredBy", others.Referrer ?? "?"]),
        new("referrers", null, filter.Referrers is { } buyers ? words["Customers.Chip.ReferredBy", buyers.Text(words, names, category: buyers.Category is { } code ? scheme.Category(code) : null)] : null),
        new("knownUntil", null, filter.KnownUntil is { } known ? words["Customers.Chip.KnownUntil", known] : null),
        new("silent", null, filter.Silent is { } days ? words["Customers.Chip.Silent", days] : null),
    ];

    private static string OwnerIn(Words words, string owner, OrganisationFacts names) => owner switch
    {
        CustomerFilter.Me => words["Customers.Owner.Me"],
        CustomerFilter.Nobody => words["Customers.Owner.Nobody"],
        _ => long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? names.Person(id) ?? "?" : "?",
    };
}
