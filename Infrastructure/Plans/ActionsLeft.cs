using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Plans;

/// <summary>A planned action that somebody who leaves takes part in.</summary>
public sealed record LeaverAction(long Id, string Title, ActionKind Kind, DateOnly DueOn, bool IsLead);

/// <summary>What somebody who leaves has planned and not done: others have to do it.</summary>
public static class ActionsLeft
{
    private const int Most = 100;

    /// <summary>The first due first.</summary>
    public static Task<List<LeaverAction>> ActionsLeftAsync(this CrmDbContext db, Viewer viewer, long personId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Of(db.PlanActions.AsNoTracking().VisibleTo(viewer), personId)
            .OrderBy(action => action.DueOn).ThenBy(action => action.Id).Take(Most)
            .Select(action => new LeaverAction(
                action.Id, action.Title, action.Kind, action.DueOn, action.People.Any(one => one.PersonId == personId && one.IsLead)))
            .ToListAsync(cancel);
    }

    /// <summary>The successor takes part in his place.</summary>
    /// <returns>How many actions that was.</returns>
    public static Task<int> PassActionsAsync(this CrmDbContext db, Viewer viewer, long personId, Person successor, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(successor);
        return db.WriteAsync(async () =>
        {
            var actions = await Of(db.PlanActions.VisibleTo(viewer, AccessAction.Write), personId).ForChange().ToListAsync(cancel);
            actions.ForEach(action => action.Replace(personId, successor.Id, stamp));
            await db.SaveChangesAsync(cancel);
            return actions.Count;
        }, cancel);
    }

    /// <summary>Who has logged hours stays among those who took part; what is left to do is no longer his unless he leads it.</summary>
    private static IQueryable<PlanAction> Of(IQueryable<PlanAction> actions, long personId) =>
        actions.Open().Where(action => action.People.Any(one => one.PersonId == personId && (one.LoggedMinutes == null || one.IsLead)));
}
