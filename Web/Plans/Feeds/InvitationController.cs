using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Feeds;

/// <summary>One action as a file that calendar programs take in.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}/invitation.ics")]
public sealed class InvitationController(CrmDbContext db, TimeProvider clock, Words words, PublicAddress address) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await Db.PlanActions.AsNoTracking().VisibleTo(Viewer).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } action)
        {
            return NotFound();
        }

        var ids = action.People.Select(one => one.PersonId).ToList();
        var people = await Db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).OrderBy(person => person.Id).ToListAsync(cancel);
        var changedAt = (await Db.ActionChangesAsync([id], cancel)).GetValueOrDefault(id, action.CreatedAt);
        var invitation = new FeedEvents(words, address).Invitation(action, await Db.SubjectOfAsync(action, cancel), people, changedAt, Now);
        var text = CalendarText.Write(action.Title, [invitation], CompanyTime, isInvitation: true);
        return File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8; method=REQUEST", $"{action.StartOn:yyyy-MM-dd}.ics");
    }
}
