using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Plans;

/// <summary>The only door to plans: who may see an opportunity may see its plan, and who takes part in an action sees that action.</summary>
public static class PlanQueries
{
    public static IQueryable<PlanAction> VisibleTo(this IQueryable<PlanAction> actions, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (opportunities, person) = (actions.Beside<Opportunity>().VisibleTo(viewer, action), viewer.PersonId);
        return actions.Where(row => row.People.Any(one => one.PersonId == person) || opportunities.Any(opportunity => opportunity.Id == row.OpportunityId));
    }

    public static IQueryable<PlanGoal> VisibleTo(this IQueryable<PlanGoal> goals, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var opportunities = goals.Beside<Opportunity>().VisibleTo(viewer, action);
        return goals.Where(goal => opportunities.Any(opportunity => opportunity.Id == goal.OpportunityId));
    }

    public static IQueryable<PlanAction> Open(this IQueryable<PlanAction> actions) => actions.Where(action => action.State == ActionState.Open);

    /// <summary>An action as its verbs need it.</summary>
    public static IQueryable<PlanAction> ForChange(this IQueryable<PlanAction> actions) => actions.Include(action => action.People);

    /// <summary>The plan that an action belongs to, for a verb on one that is loaded already.</summary>
    public static async Task<AdvancementPlan> PlanOfAsync(this CrmDbContext db, PlanAction action, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(action);
        return await db.PlanOfAsync(await db.Opportunities.SingleAsync(row => row.Id == action.OpportunityId, cancel), cancel);
    }

    public static async Task<AdvancementPlan> PlanOfAsync(this CrmDbContext db, Opportunity opportunity, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new AdvancementPlan(opportunity, await db.PlanActions.Open().Where(row => row.OpportunityId == opportunity.Id).ToListAsync(cancel));
    }

    /// <summary>Whose time the viewer may look at: his own, and what his scope over opportunities covers.</summary>
    public static bool SeesTimeOf(this Viewer viewer, Colleague person)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(person);
        return person.Id == viewer.PersonId || viewer.ReachOf(RecordType.Opportunity, AccessAction.Read).Covers(person.Id, person.TeamId, person.RegionId);
    }

    /// <summary>The same of all who work here, by name.</summary>
    public static IReadOnlyList<Colleague> SeenBy(this OrganisationFacts names, Viewer viewer, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.People.Values.Where(person => person.IsActive(today) && viewer.SeesTimeOf(person)).OrderBy(person => person.Name, StringComparer.Ordinal)];
    }
}
