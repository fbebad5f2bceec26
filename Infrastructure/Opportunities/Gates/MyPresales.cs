using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>A project that somebody logs presales hours on.</summary>
/// <param name="Minutes">His own in the week that is looked at.</param>
public sealed record PresalesProject(long OpportunityId, string Number, string Name, string? Customer, Money Budget, Money Spent, int Minutes);

/// <summary>我的售前: the projects with a running presales budget that somebody works on.</summary>
public static class MyPresales
{
    private const int Most = 100;

    public static Task<List<PresalesProject>> PresalesProjectsAsync(this CrmDbContext db, Viewer viewer, IsoWeek week, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (me, first, last) = (viewer.PersonId, week.Monday, week.Sunday);
        return (
            from initiation in db.Initiations.Live()
            join row in db.Opportunities.VisibleTo(viewer, AccessAction.Log) on initiation.OpportunityId equals row.Id
            where row.State == OpportunityState.Open && (row.OwnerId == me || row.Members.Any(member => member.PersonId == me))
            orderby row.ExpectedOn, row.Id
            select new PresalesProject(row.Id, row.Number, row.Name, row.Customer == null ? null : row.Customer.Name, initiation.BudgetTotal, initiation.Spent,
                db.PresalesEntries.Where(entry => entry.OpportunityId == row.Id && entry.PersonId == me && entry.On >= first && entry.On <= last).Sum(entry => entry.Minutes)))
            .Take(Most).ToListAsync(cancel);
    }

    /// <summary>Whether the viewer may log time against a running presales budget of the opportunity.</summary>
    public static IQueryable<Opportunity> WherePresalesIsLogged(this IQueryable<Opportunity> opportunities, CrmDbContext db) =>
        opportunities.Where(row => row.State == OpportunityState.Open && db.Initiations.Live().Any(initiation => initiation.OpportunityId == row.Id));
}
