using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers.Record;

/// <summary>The page of one customer and its tabs.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}")]
public sealed class CustomerController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation)
    : CustomerPageController(db, clock, mapping, organisation)
{
    private const int TimelineSize = 30;
    private const int MostContacts = 200;
    private const int MostEvents = 100;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, string? before, CancellationToken cancel) =>
        await HeadAsync(id, cancel) is { } head
            ? View(new CustomerOverviewPage(head, await Db.TimelineAsync(Viewer, id, head.Customer.NameKey, before, TimelineSize, cancel), before is null))
            : NotFound();

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
    public async Task<IActionResult> History(long id, CancellationToken cancel) =>
        await HeadAsync(id, cancel) is { } head
            ? View(new CustomerHistoryPage(head, await Db.CustomerEvents.AsNoTracking().Where(row => row.CustomerId == id)
                .OrderByDescending(row => row.Seq).Take(MostEvents).ToListAsync(cancel)))
            : NotFound();
}
