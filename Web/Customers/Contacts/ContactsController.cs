using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>The list of contacts: each page is a walk of an index.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("contacts")]
public sealed class ContactsController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(ContactFilter filter, ContactLook look, string? after, string? before, CancellationToken cancel)
    {
        filter = PersonalFields.For(Viewer).Narrow(filter);
        var contacts = Db.Contacts.AsNoTracking().VisibleTo(Viewer).Matching(filter, Db, Viewer, Now);
        var page = await ContactOrders.Of(look.Sort).PageAsync(
            contacts, rows => rows.Select(ContactRow.Of(Db)), look.IsDescending, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return View(new ContactListPage(filter, look, page, names, PageAddress.Of(Request), Viewer, await CustomerNameAsync(filter.Customer, cancel)));
    }

    [HttpGet("filter")]
    public async Task<IActionResult> Filter(ContactFilter filter, ContactLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var owners = names.OwnersFor(Viewer, AccessAction.Read, Today).Take(ContactFilterPage.MostOwners).ToList();
        return View(new ContactFilterPage(filter, look, names, owners, PersonalFields.For(Viewer)));
    }

    private async Task<string?> CustomerNameAsync(long? id, CancellationToken cancel) => id is null ? null
        : await Db.Customers.VisibleTo(Viewer).Where(customer => customer.Id == id).Select(customer => customer.Name).SingleOrDefaultAsync(cancel);
}
