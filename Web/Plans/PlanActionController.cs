using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>An action with its history, and what it is shown by.</summary>
public sealed record ActionPage(PlanAction Action, PlanSubject Subject, string? Goal, OrganisationFacts Names, bool SeesOpportunity, bool MayAct, long? ViewerId, DateOnly Today)
{
    public ActionLine Line => new(Action, Names, Today, $"/plan-actions/{Action.Id}", MayAct);

    public bool TakesPart => Action.People.Any(one => one.PersonId == ViewerId);

    /// <summary>The opportunity has a running presales budget that the viewer may log his time against.</summary>
    public bool IsLogged { get; init; }

    /// <summary>What the ledger can be told in one click: what was planned, and round hours; nothing before its day.</summary>
    public IReadOnlyList<int> Loggable => IsLogged && TakesPart && Action.StartOn <= Today && Action.State is ActionState.Open or ActionState.Done
        ? [.. Enumerable.Repeat(Action.Minutes, Action.Minutes is > 0 and <= PresalesWork.MostMinutes ? 1 : 0).Concat(PresalesWork.Usual).Distinct().Order()]
        : [];
}

/// <summary>One action: looked at, and changed.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}")]
public sealed class PlanActionController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : PlanActionFormController(db, clock, organisation, words)
{
    private readonly Organisation _organisation = organisation;
    private readonly Words _words = words;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await Db.PlanActions.AsNoTracking().VisibleTo(Viewer).ForChange().Include(row => row.History).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == id, cancel)
            is not { } action)
        {
            return NotFound();
        }

        var names = await _organisation.ReadAsync(Db, action.People.Select(one => (long?)one.PersonId), cancel);
        var logged = Db.Opportunities.VisibleTo(Viewer, AccessAction.Log).WherePresalesIsLogged(Db);
        var sees = await Db.Opportunities.VisibleTo(Viewer).Where(row => row.Id == action.OpportunityId)
            .Select(row => new { IsLogged = logged.Any(one => one.Id == row.Id) }).SingleOrDefaultAsync(cancel);
        var mayAct = await Db.PlanActions.VisibleTo(Viewer, AccessAction.Write).AnyAsync(row => row.Id == id, cancel);
        var goal = await Db.PlanGoals.Where(row => row.Id == action.GoalId).Select(row => row.Name).SingleOrDefaultAsync(cancel);
        return View("Action", new ActionPage(action, await Db.SubjectOfAsync(action, cancel), goal, names, sees is not null, mayAct, Viewer.PersonId, Today)
        {
            IsLogged = sees is { IsLogged: true },
        });
    }

    [HttpGet("edit")]
    public async Task<IActionResult> Edit(long id, string? back, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } action)
        {
            return NotFound();
        }

        var form = PlanActionForm.Of(action);
        form.Back = back;
        return View("Edit", await PageAsync(form, await Db.SubjectOfAsync(action, cancel), id, [], cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, [Bind(Prefix = "Form")] PlanActionForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } action)
        {
            return NotFound();
        }

        var subject = await Db.SubjectOfAsync(action, cancel);
        Db.Entry(action).Property(row => row.Version).OriginalValue = form.Version;
        var troubles = await SaveAsync(form, await ReadAsync(form, subject, cancel), action, cancel);
        if (!ModelState.IsValid || troubles.Count > 0)
        {
            return Unprocessable("Edit", await PageAsync(form, subject, id, troubles, cancel));
        }

        Say(_words["Plans.Said.Changed", action.Title]);
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/plan-actions/{id}");
    }

    private async Task<IReadOnlyList<PlanningTrouble>> SaveAsync(PlanActionForm form, ActionTerms? terms, PlanAction action, CancellationToken cancel)
    {
        IReadOnlyList<PlanningTrouble> troubles = [];
        if (terms is not null)
        {
            await TryAsync(async () =>
            {
                action.CanChange().ThrowIfRefused();
                troubles = await TroublesAsync(form, terms, action.Id, cancel);
                if (troubles.Count == 0)
                {
                    var plan = await Db.PlanOfAsync(action, cancel);
                    plan.Change(action, terms, ByViewer);
                    await Db.SavePlanAsync(plan, ByViewer, cancel);
                }
            });
        }

        return troubles;
    }

    private Task<PlanAction?> FindAsync(long id, CancellationToken cancel) =>
        Db.PlanActions.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
}
