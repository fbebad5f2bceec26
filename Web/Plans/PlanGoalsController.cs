using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

public sealed class PlanGoalForm
{
    [Required, StringLength(PlanGoal.NameLength)]
    public string? Name { get; set; }

    public DateOnly? TargetOn { get; set; }
}

/// <summary>A goal form with the opportunity that it is for.</summary>
public sealed record PlanGoalPage(PlanGoalForm Form, PlanSubject Subject);

/// <summary>目标: what is to be reached next, and whether it was.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("")]
public sealed class PlanGoalsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("opportunities/{id:long}/plan/goals/new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel) =>
        await Db.PlanSubjectAsync(Viewer, id, AccessAction.Write, cancel) is { } subject ? View("Goal", new PlanGoalPage(new(), subject)) : NotFound();

    [HttpPost("opportunities/{id:long}/plan/goals")]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] PlanGoalForm form, CancellationToken cancel)
    {
        if (await Db.PlanSubjectAsync(Viewer, id, AccessAction.Write, cancel) is not { } subject)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(id, form, cancel)))
        {
            return Unprocessable("Goal", new PlanGoalPage(form, subject));
        }

        Say(words["Plans.Said.Goal", form.Name]);
        return LocalRedirect($"/opportunities/{id}/plan");
    }

    [HttpPost("plan-goals/{id:long}/end")]
    public async Task<IActionResult> End(long id, bool reached, int version, CancellationToken cancel)
    {
        if (await Db.PlanGoals.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(goal => goal.Id == id, cancel) is not { } goal)
        {
            return NotFound();
        }

        Db.Entry(goal).Property(row => row.Version).OriginalValue = version;
        goal.End(reached, ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(words[reached ? "Plans.Said.GoalReached" : "Plans.Said.GoalDropped", goal.Name]);
        return LocalRedirect($"/opportunities/{goal.OpportunityId}/plan");
    }

    private async Task SaveAsync(long id, PlanGoalForm form, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).SingleAsync(row => row.Id == id, cancel);
        Db.PlanGoals.Add(new PlanGoal(opportunity, form.Name, form.TargetOn, ByViewer));
        await Db.SaveChangesAsync(cancel);
    }
}
