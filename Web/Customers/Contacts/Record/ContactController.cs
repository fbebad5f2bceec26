using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Record;

/// <summary>The page of one contact and its tabs.</summary>
[Authorize(Policy = Policies.ReadContacts)]
[Route("contacts/{id:long}")]
public sealed class ContactController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int TimelineSize = 30;
    private const int MostParts = 50;

    private static readonly KeysetOrder<Touch, TouchRow> Newest = new(row => row.Id,
        new KeysetLeg<Touch, TouchRow, DateTime>(touch => touch.At, row => row.At));

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, string? after, string? before, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contact)
        {
            return NotFound();
        }

        var touches = await TouchesAsync(id, KeysetCursor.Parse(after, before), cancel);
        var names = await organisation.ReadAsync(Db, cancel);
        return View(new ContactHistoryPage(contact, names, Viewer, ByViewer, await PartsAsync(id, cancel), touches, touches.Previous is null));
    }

    [HttpGet("facts")]
    public async Task<IActionResult> Facts(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contact)
        {
            return NotFound();
        }

        var last = Db.CustomerChanges.Where(change => change.ContactId == id).GroupBy(change => change.Field).Select(field => field.Max(change => change.Id));
        var origins = await Db.CustomerChanges.AsNoTracking().Where(change => last.Contains(change.Id)).ToListAsync(cancel);
        var names = await organisation.ReadAsync(Db, cancel);
        return View(new ContactFactsPage(contact, names, Viewer, ByViewer, origins, await EmployersAsync(contact, cancel)) { Jobs = await JobsAsync(id, cancel) });
    }

    private Task<ContactDetail?> FindAsync(long id, CancellationToken cancel) => Db.Contacts.AsNoTracking().VisibleTo(Viewer)
        .Where(contact => contact.Id == id).Select(ContactDetail.Of(Db, Db.Contacts.VisibleTo(Viewer, AccessAction.Write))).SingleOrDefaultAsync(cancel);

    /// <summary>What was spoken with him where he was before is the old employer's, and seen by who sees that one.</summary>
    private Task<KeysetPage<TouchRow>> TouchesAsync(long id, KeysetCursor? cursor, CancellationToken cancel)
    {
        var customers = Db.Customers.VisibleTo(Viewer);
        var touches = Db.Touches.AsNoTracking().Where(touch => touch.ContactId == id && customers.Any(customer => customer.Id == touch.CustomerId));
        return Newest.PageAsync(touches, rows => rows.Select(touch => new TouchRow(
            touch.Id, touch.At, touch.Kind, touch.Words, touch.IsTwoWay, touch.ActorId, touch.CustomerId,
            Db.Customers.Where(customer => customer.Id == touch.CustomerId).Select(customer => customer.Name).First())), descending: true, cursor, TimelineSize, cancel);
    }

    private Task<List<ContactPart>> PartsAsync(long id, CancellationToken cancel) => (
        from member in Db.BuyingCentreMembers.AsNoTracking()
        where member.ContactId == id && member.LeftAt == null
        join centre in Db.BuyingCentres on member.BuyingCentreId equals centre.Id
        join opportunity in Db.Opportunities.VisibleTo(Viewer) on centre.OpportunityId equals opportunity.Id
        orderby opportunity.CreatedAt descending
        select new ContactPart(
            opportunity.Id, opportunity.Name, member.Role, member.Influence, member.Attitude, member.AttitudeSince,
            member.Attitudes.OrderByDescending(row => row.Id).Select(row => row.Evidence).FirstOrDefault(), member.HolderId, member.ReportsToId,
            Db.Contacts.Where(boss => boss.Id == member.ReportsToId).Select(boss => boss.Name).FirstOrDefault())
        {
            Steps = member.Attitudes.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Select(row => new AttitudeStep(row.From, row.To, row.At)).ToList(),
        }).Take(MostParts).ToListAsync(cancel);

    private async Task<IReadOnlyList<JobRow>> JobsAsync(long id, CancellationToken cancel)
    {
        var since = Today.AddMonths(-KeyContactsReport.Months);
        var left = await (
            from row in KeyContactParts.LeftEmployers(Db, since)
            where row.ContactId == id
            join customer in Db.Customers on row.CustomerId equals customer.Id
            orderby row.Until descending, row.Id descending
            select new JobRow(row.Until, customer.Name, row.Position, null)).Take(MostParts).ToListAsync(cancel);
        var changed = await KeyContactParts.ChangedPositions(Db, since).Where(row => row.ContactId == id).OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            .Select(row => new { row.At, row.Before, row.After }).Take(MostParts).ToListAsync(cancel);
        return [.. left.Concat(changed.Select(row => new JobRow(CompanyTime.DayOf(row.At), null, row.Before, row.After))).OrderByDescending(row => row.On)];
    }

    private async Task<IReadOnlyList<EmployerRow>> EmployersAsync(ContactDetail contact, CancellationToken cancel)
    {
        var past = await (
            from row in Db.ContactEmployments
            where row.ContactId == contact.Id
            join customer in Db.Customers on row.CustomerId equals customer.Id
            orderby row.Until descending, row.Id descending
            select new EmployerRow(customer.Name, row.Position, row.Department, row.From, row.Until)).Take(MostParts).ToListAsync(cancel);
        return [new(contact.CustomerName, contact.Facts.Position, contact.Facts.Department, contact.EmployedSince, null), .. past];
    }
}
