using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Plans;

/// <summary>What a plan's page says of its opportunity.</summary>
public sealed record PlanSubject(
    long Id, string Number, string Name, string? Customer, string? Industry, int StageId, OpportunityState State, long? OwnerId, string? NextStep,
    DateOnly? NextDueOn, int Version)
{
    public bool IsOpen => State == OpportunityState.Open;
}

/// <summary>A plan with what it is shown by.</summary>
public sealed record PlanDetail(
    PlanSubject Subject, IReadOnlyList<PlanGoal> Goals, IReadOnlyList<PlanAction> Open, IReadOnlyList<PlanAction> Past, PlanKeeping Keeping);

public static class PlanReading
{
    public const int MostOpen = 200;
    public const int MostPast = 50;

    /// <summary>Null when the viewer sees no such opportunity.</summary>
    public static Task<PlanSubject?> PlanSubjectAsync(this CrmDbContext db, Viewer viewer, long id, AccessAction action, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Subjects(db.Opportunities.AsNoTracking().VisibleTo(viewer, action).Where(row => row.Id == id)).SingleOrDefaultAsync(cancel);
    }

    public static async Task<PlanDetail?> PlanAsync(this CrmDbContext db, Viewer viewer, long id, DateOnly today, CancellationToken cancel = default)
    {
        if (await db.PlanSubjectAsync(viewer, id, AccessAction.Read, cancel) is not { } subject)
        {
            return null;
        }

        var goals = await db.PlanGoals.AsNoTracking().Where(goal => goal.OpportunityId == id).OrderBy(goal => goal.Id).Take(MostOpen).ToListAsync(cancel);
        var own = db.PlanActions.AsNoTracking().Include(action => action.People).Where(action => action.OpportunityId == id);
        var open = await own.Where(action => action.State == ActionState.Open).OrderBy(action => action.DueOn).ThenBy(action => action.StartMinute ?? 0)
            .ThenBy(action => action.Id).Take(MostOpen).ToListAsync(cancel);
        var past = await own.Where(action => action.State != ActionState.Open).OrderByDescending(action => action.ClosedAt).ThenBy(action => action.Id)
            .Take(MostPast).ToListAsync(cancel);
        var promised = await db.PlanActions.AsNoTracking().Where(action => action.OpportunityId == id)
            .Select(action => new PromisedAction(action.PromisedOn, action.State, action.ClosedOn)).ToListAsync(cancel);
        return new PlanDetail(subject, goals, open, past, PlanKeeping.Of(promised, today));
    }

    /// <summary>The opportunity that somebody takes part in, whether or not he sees it as a whole.</summary>
    public static Task<PlanSubject> SubjectOfAsync(this CrmDbContext db, PlanAction action, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Subjects(db.Opportunities.AsNoTracking().Where(row => row.Id == action.OpportunityId)).SingleAsync(cancel);
    }

    private static IQueryable<PlanSubject> Subjects(IQueryable<Opportunity> opportunities) => opportunities.Select(row => new PlanSubject(
        row.Id, row.Number, row.Name, row.Customer == null ? null : row.Customer.Name, row.Customer == null ? null : row.Customer.Industry, row.StageId,
        row.State, row.OwnerId, row.NextStep, row.NextDueOn, row.Version));
}
