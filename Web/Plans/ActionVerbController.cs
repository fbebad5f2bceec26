using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>An action with the plan that its verbs change.</summary>
public sealed record LoadedAction(PlanAction Action, AdvancementPlan Plan, PlanSubject Subject)
{
    /// <summary>Nothing else is planned.</summary>
    public bool IsLast => Plan.Opportunity.IsOpen && Plan.Actions.All(other => other.Id == Action.Id || !other.IsOpen);
}

/// <summary>What the ways out of an action share: load it, check the version that the person saw, one verb, one save.</summary>
public abstract class ActionVerbController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, string? back, Func<LoadedAction, TForm> form)
        where TForm : ActionVerbForm
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await FindAsync(id) is not { } loaded)
        {
            return NotFound();
        }

        var filled = form(loaded);
        (filled.Version, filled.Back, filled.Of) = (loaded.Action.Version, back, loaded);
        return View(view, filled);
    }

    protected async Task<IActionResult> ActAsync<TForm>(long id, string view, TForm form, string said, Func<LoadedAction, Task> verb)
        where TForm : ActionVerbForm
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(verb);
        if (await FindAsync(id) is not { } loaded)
        {
            return NotFound();
        }

        form.Of = loaded;
        Db.Entry(loaded.Action).Property(action => action.Version).OriginalValue = form.Version;
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(loaded, verb)))
        {
            return Unprocessable(view, form);
        }

        Say(Words[said, loaded.Action.Title]);
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/plan-actions/{id}");
    }

    /// <summary>Those who take part, to ask whether they work on another day.</summary>
    protected Task<List<Person>> PeopleOfAsync(PlanAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var ids = action.People.Select(one => one.PersonId).ToList();
        return Db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToListAsync();
    }

    /// <summary>Null with the reason in the model state when it can't be read.</summary>
    protected int? Minutes(string? hours, string field)
    {
        if (hours is null || ClockText.TryReadLength(hours, out _))
        {
            return hours is not null && ClockText.TryReadLength(hours, out var minutes) ? minutes : null;
        }

        ModelState.AddModelError(field, Words["Plans.NotHours"]);
        return null;
    }

    private async Task SaveAsync(LoadedAction loaded, Func<LoadedAction, Task> verb)
    {
        await verb(loaded);
        await Db.SavePlanAsync(loaded.Plan, ByViewer);
    }

    private async Task<LoadedAction?> FindAsync(long id) =>
        await Db.PlanActions.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(row => row.Id == id) is { } action
            ? new LoadedAction(action, await Db.PlanOfAsync(action), await Db.SubjectOfAsync(action))
            : null;
}
