using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>Whom the form of a member offers.</summary>
internal static class MemberChoices
{
    public static IReadOnlyList<SelectListItem> Colleagues(OrganisationFacts names, DateOnly today) =>
    [
        .. names.People.Values.Where(person => person.IsActive(today)).OrderBy(person => person.Name, StringComparer.CurrentCulture)
            .Take(ContactFilterPage.MostOwners).Select(person => Item(person.Name, person.Id)),
    ];

    /// <summary>The other members, to report to; a buying centre has a bound.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> OthersAsync(CrmDbContext db, BuyingCentre centre, long contactId, CancellationToken cancel)
    {
        var ids = centre.Present.Select(member => member.ContactId).Where(id => id != contactId).ToList();
        var others = await db.Contacts.AsNoTracking().Where(contact => ids.Contains(contact.Id)).OrderBy(contact => contact.Name)
            .Select(contact => new { contact.Id, contact.Name }).ToListAsync(cancel);
        return [.. others.Select(other => Item(other.Name, other.Id))];
    }

    private static SelectListItem Item(string name, long id) => new(name, id.ToString(CultureInfo.InvariantCulture));
}
