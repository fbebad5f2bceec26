using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>Plans one more action.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/plan/actions")]
public sealed class PlanActionsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : PlanActionFormController(db, clock, organisation, words)
{
    private readonly Words _words = words;

    [HttpGet("new")]
    public async Task<IActionResult> New(long id, DateOnly? on, long? goal, string? back, CancellationToken cancel)
    {
        if (await Db.PlanSubjectAsync(Viewer, id, AccessAction.Write, cancel) is not { } subject)
        {
            return NotFound();
        }

        var form = new PlanActionForm { StartOn = on ?? Today, Kind = ActionKind.Visit, LeadId = Viewer.PersonId, GoalId = goal, Back = back };
        ModelState.Clear();
        return View("New", await PageAsync(form, subject, null, [], cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] PlanActionForm form, CancellationToken cancel)
    {
        if (await Db.PlanSubjectAsync(Viewer, id, AccessAction.Write, cancel) is not { } subject)
        {
            return NotFound();
        }

        var terms = await ReadAsync(form, subject, cancel);
        var troubles = await SaveAsync(form, terms, id, cancel);
        if (!ModelState.IsValid || troubles.Count > 0)
        {
            return Unprocessable("New", await PageAsync(form, subject, null, troubles, cancel));
        }

        Say(_words["Plans.Said.Planned", form.Title]);
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/opportunities/{id}/plan");
    }

    private async Task<IReadOnlyList<PlanningTrouble>> SaveAsync(PlanActionForm form, ActionTerms? terms, long id, CancellationToken cancel)
    {
        IReadOnlyList<PlanningTrouble> troubles = [];
        if (terms is not null)
        {
            await TryAsync(async () =>
            {
                PlanAction.CanTake(terms, ByViewer).ThrowIfRefused();
                troubles = await TroublesAsync(form, terms, null, cancel);
                if (troubles.Count == 0)
                {
                    var opportunity = await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).SingleAsync(row => row.Id == id, cancel);
                    var plan = await Db.PlanOfAsync(opportunity, cancel);
                    Db.PlanActions.Add(plan.Add(terms, ByViewer));
                    await Db.SavePlanAsync(plan, ByViewer, cancel);
                }
            });
        }

        return troubles;
    }
}
