using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Picking;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers.Record;

/// <summary>The page of one customer and its tabs.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}")]
public sealed class CustomerController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, CustomerNames customers)
    : CustomerPageController(db, clock, mapping, organisation)
{
    private const int TimelineSize = 30;
    private const int MostContacts = 200;
    private const int MostEvents = 100;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, string? before, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var timeline = await Db.TimelineAsync(Viewer, id, head.Customer.NameKey, before, TimelineSize, cancel);
        await customers.ReadAsync(Viewer, timeline.Rows.OtherCustomers(), cancel);
        return View(new CustomerOverviewPage(head, timeline, before is null));
    }

    [HttpGet("facts")]
    public async Task<IActionResult> Facts(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var last = Db.CustomerChanges.Where(change => change.CustomerId == id && change.ContactId == null)
            .GroupBy(change => change.Field).Select(field => field.Max(change => change.Id));
        return View(new CustomerFactsPage(head, await Db.CustomerChanges.AsNoTracking().Where(change => last.Contains(change.Id)).ToListAsync(cancel)));
    }

    [HttpGet("people")]
    public async Task<IActionResult> People(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var rows = await Db.Contacts.AsNoTracking().VisibleTo(Viewer).Kept().Where(contact => contact.CustomerId == id)
            .OrderBy(contact => contact.Name).ThenBy(contact => contact.Id).Take(MostContacts + 1).ProjectTo<ContactRow>(Mapping).ToListAsync(cancel);
        return View(new CustomerPeoplePage(head, [.. rows.Take(MostContacts)], rows.Count > MostContacts));
    }

    [HttpGet("group")]
    public async Task<IActionResult> Group(long id, CancellationToken cancel) =>
        await HeadAsync(id, cancel) is { } head ? View(new CustomerGroupPage(head, await Db.GroupAsync(Viewer, id, cancel))) : NotFound();

    [HttpGet("history")]
    public async Task<IActionResult> History(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var rows = await Db.HistoryAsync(id, MostEvents, cancel);
        await customers.ReadAsync(Viewer, rows.OtherCustomers(), cancel);
        return View(new CustomerHistoryPage(head, rows));
    }
}
