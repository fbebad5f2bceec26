using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>What planning an action and changing it share: who can take part, and the warning before a clash or a full day.</summary>
public abstract class PlanActionFormController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    protected async Task<PlanActionPage> PageAsync(
        PlanActionForm form, PlanSubject subject, long? actionId, IReadOnlyList<PlanningTrouble> troubles, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var names = await organisation.ReadAsync(Db, cancel);
        var goals = await Db.PlanGoals.AsNoTracking().Where(goal => goal.OpportunityId == subject.Id && goal.State == GoalState.Open)
            .OrderBy(goal => goal.Id).Take(PlanReading.MostOpen).ToListAsync(cancel);
        var people = names.People.Values.Where(person => person.IsActive(Today)).OrderBy(person => person.TeamId != Viewer.TeamId)
            .ThenBy(person => person.Name, StringComparer.Ordinal).ToList();
        return new PlanActionPage(form, subject, goals, people, troubles, names, actionId);
    }

    /// <summary>Null with the reasons in the model state where the form can't be read.</summary>
    protected async Task<ActionTerms?> ReadAsync(PlanActionForm form, PlanSubject subject, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(subject);
        var ids = form.PersonIds.ToList();
        var people = await Db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToListAsync(cancel);
        var isGoal = form.GoalId is not { } goal || await Db.PlanGoals.AnyAsync(row => row.Id == goal && row.OpportunityId == subject.Id, cancel);
        if (people.Count < ids.Count || !isGoal)
        {
            ModelState.AddModelError(isGoal ? "Form.LeadId" : "Form.GoalId", words["Shared.Validation.NotFitting"]);
        }

        var terms = form.Terms([.. ids.Select(id => people.Find(person => person.Id == id)).OfType<Person>()],
            (field, key) => ModelState.AddModelError($"Form.{field}", words[key]));
        return ModelState.IsValid ? terms : null;
    }

    /// <summary>What has to be seen before it is planned so.</summary>
    protected async Task<IReadOnlyList<PlanningTrouble>> TroublesAsync(PlanActionForm form, ActionTerms terms, long? actionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(terms);
        if (form.Accept)
        {
            return [];
        }

        var due = terms.DueOn ?? terms.StartOn;
        IReadOnlyList<PlannedTime> wanted =
        [
            .. terms.People.Select(person => new PlannedTime(actionId ?? 0, person.Id, terms.StartOn, terms.StartMinute, terms.Minutes, due)),
        ];
        return await Db.TroublesAsync(wanted, Db.Company.Facts.Calendar, cancel);
    }
}
