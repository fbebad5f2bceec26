using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>The only door to care tasks and scores: who may see a customer may see what is to be done for it, and what it comes to; a greeting tells the birthday.</summary>
public static class CareQueries
{
    private static readonly Door<CareTask> Door = new(
        RecordType.Customer, task => task.Id, task => task.OwnerId, task => task.TeamId, task => task.RegionId,
        (tasks, shares) =>
        {
            var customers = shares.Of(RecordType.Customer);
            return tasks.Beside<CareTask>().Where(task => customers.Contains(task.CustomerId)).Select(task => task.Id);
        });

    private static readonly Door<CustomerContinuity> ScoreDoor = new(
        RecordType.Customer, row => row.Id, row => row.OwnerId, row => row.TeamId, row => row.RegionId,
        (rows, shares) =>
        {
            var customers = shares.Of(RecordType.Customer);
            return rows.Beside<CustomerContinuity>().Where(row => customers.Contains(row.CustomerId)).Select(row => row.Id);
        });

    /// <summary>What somebody's customers come to is read by who reads all of them; a customer that is shared brings nothing of its owner's others.</summary>
    private static readonly Door<ContinuityOwnerWeek> OwnerDoor = new(
        RecordType.Customer, row => row.Id, row => row.OwnerId, row => row.TeamId, row => row.RegionId, (rows, _) => rows.Where(row => false).Select(row => row.Id));

    public static IQueryable<CareTask> VisibleTo(this IQueryable<CareTask> tasks, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        tasks = viewer.Sees(SensitiveField.Birthday) ? tasks : tasks.Where(task => task.Kind != CareKind.Birthday);
        return Door.VisibleTo(tasks, viewer, action);
    }

    public static IQueryable<CustomerContinuity> VisibleTo(this IQueryable<CustomerContinuity> rows, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ScoreDoor.VisibleTo(rows, viewer, AccessAction.Read);
    }

    public static IQueryable<ContinuityOwnerWeek> VisibleTo(this IQueryable<ContinuityOwnerWeek> rows, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return OwnerDoor.VisibleTo(rows, viewer, AccessAction.Read);
    }

    public static IQueryable<CareTask> Open(this IQueryable<CareTask> tasks) => tasks.Where(task => task.State == CareState.Open);

    public static IQueryable<CareTask> Overdue(this IQueryable<CareTask> tasks, DateOnly today) => tasks.Open().Where(task => task.DueOn < today);

    /// <summary>A task as its verbs need it.</summary>
    public static IQueryable<CareTask> ForChange(this IQueryable<CareTask> tasks) => tasks.Include(task => task.History);
}
