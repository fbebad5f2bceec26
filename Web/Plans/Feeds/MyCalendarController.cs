using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Feeds;

/// <param name="Made">The address that was made just now; nobody sees it again.</param>
public sealed record MyCalendarPage(string? Tail, DateTime? MadeAt, string? Made);

/// <summary>The secret address by which one's own calendar program reads one's calendar.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("me/calendar")]
public sealed class MyCalendarController(CrmDbContext db, TimeProvider clock, PublicAddress address, Auditor audit, Words words) : CrmController(db, clock)
{
    private const string Subject = "calendar.ics";

    private long Me => Viewer.PersonId ?? 0;

    [HttpGet("")]
    public Task<IActionResult> Show(CancellationToken cancel) => PageAsync(null, cancel);

    [HttpPost("")]
    public async Task<IActionResult> Create(CancellationToken cancel)
    {
        audit.Note(AuditKind.TokenMade, subject: Subject);
        var secret = await Db.RenewFeedAsync(Me, CultureInfo.CurrentUICulture.Name, ByViewer, cancel);
        return await PageAsync(address.Of($"/calendar/feed/{secret}.ics"), cancel);
    }

    [HttpPost("revocation")]
    public async Task<IActionResult> Destroy(CancellationToken cancel)
    {
        await Db.RevokeFeedAsync(Me, ByViewer, cancel);
        await audit.WriteAsync(AuditKind.TokenRevoked, subject: Subject);
        Say(words["Plans.Said.FeedRevoked"]);
        return LocalRedirect("/me/calendar");
    }

    private async Task<IActionResult> PageAsync(string? made, CancellationToken cancel)
    {
        var person = Me;
        var feed = await Db.CalendarFeeds.AsNoTracking().Live().Where(row => row.PersonId == person).Select(row => new { row.Tail, row.MadeAt }).SingleOrDefaultAsync(cancel);
        return View("MyCalendar", new MyCalendarPage(feed?.Tail, feed?.MadeAt, made));
    }
}
