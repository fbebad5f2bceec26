using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>Begins a plan with the usual steps; each can be changed afterwards.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/plan/templates")]
public sealed class TemplateUsesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, long templateId, DateOnly? on, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(row => row.Id == id, cancel);
        var template = await Db.PlanTemplates.AsNoTracking().SingleOrDefaultAsync(row => row.Id == templateId, cancel);
        if (opportunity is null || template is null)
        {
            return NotFound();
        }

        var leader = opportunity.OwnerId ?? Viewer.PersonId;
        var people = await Db.People.AsNoTracking().Where(person => person.Id == leader).ToListAsync(cancel);
        await Db.WriteAsync(() => UseAsync(opportunity, template, on ?? Today, people, cancel), cancel);
        Say(words["Plans.Said.TemplateUsed", template.Name]);
        return LocalRedirect($"/opportunities/{id}/plan");
    }

    private async Task UseAsync(Opportunity opportunity, PlanTemplate template, DateOnly from, List<Person> people, CancellationToken cancel)
    {
        (from < Today ? new Refusal("ActionInPast", from) : null).ThrowIfRefused();
        (from > Today.AddDays(PlanAction.MostDaysAhead) ? new Refusal("ActionTooFarAhead", from, Today.AddDays(PlanAction.MostDaysAhead)) : null).ThrowIfRefused();
        PlanGoal? goal = null;
        if (template.Goal is { } name)
        {
            Db.PlanGoals.Add(goal = new PlanGoal(opportunity, name, null, ByViewer));
            await Db.SaveChangesAsync(cancel);
        }

        var plan = await Db.PlanOfAsync(opportunity, cancel);
        Db.PlanActions.AddRange(plan.Use(template, goal, from, people, Db.Company.Facts.Calendar, ByViewer));
        await Db.SavePlanAsync(plan, ByViewer, cancel);
    }
}
