using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Cards;

/// <summary>Contacts as visiting cards for a phone: 3.0, or 4.0 with <c>?version=V4</c>.</summary>
[Authorize(Policy = Policies.ReadContacts)]
[Route("contacts")]
public sealed class CardsController(CrmDbContext db, TimeProvider clock, Auditor audit, Words words) : CrmController(db, clock)
{
    /// <summary>No phone wants more at once.</summary>
    private const int Most = 1000;

    [HttpGet("{id:long}/card.vcf")]
    public async Task<IActionResult> Show(long id, VCardVersion version, CancellationToken cancel) =>
        await CardsAsync(Db.Contacts.VisibleTo(Viewer).Where(contact => contact.Id == id), cancel) is [var card]
            ? Answer([card], version, card.Name ?? "")
            : NotFound();

    /// <summary>The list as it is filtered.</summary>
    [HttpGet("cards.vcf")]
    public async Task<IActionResult> Index(ContactFilter filter, VCardVersion version, CancellationToken cancel)
    {
        var contacts = Db.Contacts.VisibleTo(Viewer).Matching(PersonalFields.For(Viewer).Narrow(filter), Db, Viewer, Now);
        var cards = await CardsAsync(contacts.OrderBy(contact => contact.Name).ThenBy(contact => contact.Id).Take(Most), cancel);
        audit.NoteLate(AuditKind.Exported, $"{words["Contacts.Title"]}.vcf", AuditDetails.Of(
            new AuditChange("Rows", null, cards.Count.ToString(CultureInfo.InvariantCulture)), new AuditChange("From", null, Request.Path)));
        return Answer(cards, version, string.Create(CultureInfo.InvariantCulture, $"{words["Contacts.Title"]} {Today:yyyy-MM-dd}"));
    }

    private async Task<IReadOnlyList<VCard>> CardsAsync(IQueryable<Contact> contacts, CancellationToken cancel)
    {
        var personal = PersonalFields.For(Viewer);
        var rows = await (
            from contact in contacts.AsNoTracking()
            select new { contact, Customer = Db.Customers.Where(customer => customer.Id == contact.CustomerId).Select(customer => customer.Name).First() }).ToListAsync(cancel);
        return
        [
            .. rows.Select(row => CardPlan.CardOf(row.contact.Facts, row.Customer)).Select(card => card with
            {
                Mobile = personal.PhoneOf(card.Mobile), Birthday = personal.BirthdayOf(card.Birthday),
            }),
        ];
    }

    private FileContentResult Answer(IReadOnlyList<VCard> cards, VCardVersion version, string name) =>
        File(Encoding.UTF8.GetBytes(string.Concat(cards.Select(card => VCardWriter.Write(card, version)))), "text/vcard; charset=utf-8", $"{name}.vcf");
}
