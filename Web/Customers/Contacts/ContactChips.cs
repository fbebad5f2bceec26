using System.Globalization;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>One part of a filter in words, and the list without it.</summary>
public sealed record ContactChip(string Text, string Without);

/// <summary>Says a filter in the reader's words.</summary>
public static class ContactChips
{
    public static IReadOnlyList<ContactChip> Chips(this Words words, ContactListPage page) =>
    [
        .. Parts(words, page).Where(part => part.Text is not null)
            .Select(part => new ContactChip(part.Text ?? "", page.Start.Without(part.Name).ToString())),
    ];

    private static IEnumerable<(string Name, string? Text)> Parts(Words words, ContactListPage page)
    {
        var filter = page.Filter;
        return
        [
            ("q", filter.Q is { } q ? words["Contacts.Chip.Q", q] : null),
            ("state", filter.State == ContactState.Archived ? words["Contacts.Archived"] : null),
            ("customer", filter.Customer is null ? null : words["Contacts.Chip.Customer", page.CustomerName ?? "?"]),
            ("key", filter.Key ? words["Contacts.Key"] : null),
            ("role", filter.Role is { } role ? words.Of(role) : null),
            ("owner", filter.Owner is { } owner ? words["Contacts.Chip.Owner", OwnerIn(words, owner, page)] : null),
            ("team", filter.Team is { } team ? words["Contacts.Chip.Team", page.Names.Team(team) ?? "?"] : null),
            ("region", filter.Region is { } region ? words["Contacts.Chip.Region", page.Names.Region(region) ?? "?"] : null),
            ("silent", filter.Silent is { } days ? words["Contacts.Chip.Silent", days] : null),
            ("birthday", filter.Birthday is { } ahead ? words["Contacts.Chip.Birthday", ahead] : null),
            ("consent", filter.Consent is { } consent ? words["Contacts.Chip.Consent", words.Of(consent)] : null),
        ];
    }

    private static string OwnerIn(Words words, string owner, ContactListPage page) => owner switch
    {
        ContactFilter.Me => words["Contacts.Owner.Me"],
        ContactFilter.Nobody => words["Contacts.Owner.Nobody"],
        _ => long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? page.Names.Person(id) ?? "?" : "?",
    };
}
