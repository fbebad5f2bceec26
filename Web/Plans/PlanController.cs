using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>客户推进计划: what is done next for an opportunity, by whom and when, and what came of it.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/plan")]
public sealed class PlanController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int MostTemplates = 100;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await Db.PlanAsync(Viewer, id, Today, cancel) is not { } plan)
        {
            return NotFound();
        }

        var mayWrite = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).AnyAsync(row => row.Id == id, cancel);
        var names = await organisation.ReadAsync(Db, plan.Open.Concat(plan.Past).SelectMany(action => action.People).Select(one => (long?)one.PersonId), cancel);
        return View("Plan", new PlanPage(plan, names, mayWrite ? await TemplatesAsync(plan.Subject, cancel) : [], mayWrite, Today));
    }

    /// <summary>Those that fit, best first.</summary>
    private async Task<IReadOnlyList<PlanTemplate>> TemplatesAsync(PlanSubject subject, CancellationToken cancel) =>
    [
        .. (await Db.PlanTemplates.AsNoTracking().Where(row => !row.IsRetired).OrderBy(row => row.Id).Take(MostTemplates).ToListAsync(cancel))
            .Where(row => row.FitFor(subject.Industry, subject.StageId) is not null)
            .OrderByDescending(row => row.FitFor(subject.Industry, subject.StageId)).ThenBy(row => row.Name, StringComparer.Ordinal),
    ];
}
