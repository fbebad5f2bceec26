using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Customers.Continuity;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>The only door to care tasks: who may see a customer may see what is to be done for it.</summary>
public static class CareQueries
{
    public static IQueryable<CareTask> VisibleTo(this IQueryable<CareTask> tasks, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, action) switch
        {
            Scope.All => tasks,
            Scope.Region when viewer.RegionId is { } region => tasks.Where(task => task.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => tasks.Where(task => task.TeamId == team),
            Scope.None => tasks.Where(task => false),
            _ when viewer.PersonId is { } person => tasks.Where(task => task.OwnerId == person),
            _ => tasks.Where(task => false),
        };
    }

    public static IQueryable<CustomerContinuity> VisibleTo(this IQueryable<CustomerContinuity> rows, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, AccessAction.Read) switch
        {
            Scope.All => rows,
            Scope.Region when viewer.RegionId is { } region => rows.Where(row => row.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => rows.Where(row => row.TeamId == team),
            Scope.None => rows.Where(row => false),
            _ when viewer.PersonId is { } person => rows.Where(row => row.OwnerId == person),
            _ => rows.Where(row => false),
        };
    }

    public static IQueryable<CareTask> Open(this IQueryable<CareTask> tasks) => tasks.Where(task => task.State == CareState.Open);

    public static IQueryable<CareTask> Overdue(this IQueryable<CareTask> tasks, DateOnly today) => tasks.Open().Where(task => task.DueOn < today);

    /// <summary>A task as its verbs need it.</summary>
    public static IQueryable<CareTask> ForChange(this IQueryable<CareTask> tasks) => tasks.Include(task => task.History);
}
