using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>The filter as a query; always after <see cref="CustomerQueries"/>.</summary>
public static class ContactFiltering
{
    /// <summary>Further ahead nobody looks for birthdays.</summary>
    public const int MostDays = 92;

    public static IQueryable<Contact> Matching(this IQueryable<Contact> contacts, ContactFilter filter, CrmDbContext db, Viewer viewer, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        contacts = filter.State == ContactState.Archived ? contacts.Where(contact => contact.ArchivedAt != null) : contacts.Kept();
        return contacts.Saying(filter).OwnedAs(filter, viewer).Playing(filter, db).SilentFor(filter, now).CelebratingWithin(filter, db, now).Found(filter, db);
    }

    private static IQueryable<Contact> Saying(this IQueryable<Contact> contacts, ContactFilter filter)
    {
        contacts = filter.Customer is { } customer ? contacts.Where(contact => contact.CustomerId == customer) : contacts;
        contacts = filter.Key ? contacts.Where(contact => contact.IsKey) : contacts;
        return filter.Consent is { } consent ? contacts.Where(contact => contact.Consent == consent) : contacts;
    }

    private static IQueryable<Contact> OwnedAs(this IQueryable<Contact> contacts, ContactFilter filter, Viewer viewer)
    {
        contacts = filter.Owner switch
        {
            null => contacts,
            ContactFilter.Me => contacts.Where(contact => contact.OwnerId == viewer.PersonId),
            ContactFilter.Nobody => contacts.Where(contact => contact.OwnerId == null),
            _ when long.TryParse(filter.Owner, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) =>
                contacts.Where(contact => contact.OwnerId == owner),
            _ => contacts.Where(contact => false),
        };
        contacts = filter.Team is { } team ? contacts.Where(contact => contact.TeamId == team) : contacts;
        return filter.Region is { } region ? contacts.Where(contact => contact.RegionId == region) : contacts;
    }

    private static IQueryable<Contact> Playing(this IQueryable<Contact> contacts, ContactFilter filter, CrmDbContext db) => filter.Role is { } role
        ? contacts.Where(contact => db.BuyingCentreMembers.Any(member => member.ContactId == contact.Id && member.Role == role && member.LeftAt == null))
        : contacts;

    private static IQueryable<Contact> SilentFor(this IQueryable<Contact> contacts, ContactFilter filter, DateTime now)
    {
        if (filter.Silent is not { } days)
        {
            return contacts;
        }

        var before = now.AddDays(-Math.Clamp(days, 0, 3650));
        return contacts.Where(contact => contact.LastTouchAt == null || contact.LastTouchAt < before);
    }

    private static IQueryable<Contact> CelebratingWithin(this IQueryable<Contact> contacts, ContactFilter filter, CrmDbContext db, DateTime now)
    {
        if (filter.Birthday is not { } days)
        {
            return contacts;
        }

        var today = db.Company.Time.DayOf(now);
        var keys = Enumerable.Range(0, Math.Clamp(days, 0, MostDays) + 1).SelectMany(ahead => Birthday.KeysOn(today.AddDays(ahead))).Distinct().ToList();
        return contacts.Where(contact => contact.BirthdayKey != null && keys.Contains(contact.BirthdayKey.Value));
    }

    private static IQueryable<Contact> Found(this IQueryable<Contact> contacts, ContactFilter filter, CrmDbContext db)
    {
        if (filter.Q is not { } words)
        {
            return contacts;
        }

        var found = db.ContactsMatching(words);
        return contacts.Where(contact => found.Contains(contact.Id));
    }
}
