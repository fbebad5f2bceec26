using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What of the funnel is asked for.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last one, inclusive.</param>
/// <param name="Category">The customers' category; null for all.</param>
public sealed record FunnelQuestion(Viewer Viewer, DateOnly From, DateOnly Until, string? Category = null)
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public long? ProductId { get; init; }
}

/// <summary>
/// 销售漏斗 <c>stage-funnel</c>: for each stage what entered, left forward, was lost, the success rate with its interval, and the days
/// it takes with those still there counted as far as they were seen (product text, sections 9 and 14).
/// </summary>
public static class FunnelReport
{
    public static Task<StageFunnel> OfAsync(CrmDbContext db, FunnelQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var (start, end) = (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var opportunities = Opportunities(db, asked);
        var visits = await (
            from visit in db.StageVisits.AsNoTracking()
            where visit.EnteredAt < end && (visit.LeftAt == null || visit.LeftAt >= start)
            join opportunity in opportunities on visit.OpportunityId equals opportunity.Id
            select new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy,
                opportunity.Customer == null ? null : opportunity.Customer.Category)).ToListAsync(cancel);
        return new StageFunnel(visits, start, end, asked.Category);
    }, cancel);

    internal static IQueryable<Opportunity> Opportunities(CrmDbContext db, FunnelQuestion asked) => db.Opportunities.VisibleTo(asked.Viewer).AsNoTracking()
        .Where(row => (asked.OwnerId == null || row.OwnerId == asked.OwnerId) && (asked.TeamId == null || row.TeamId == asked.TeamId)
            && (asked.RegionId == null || row.RegionId == asked.RegionId) && (asked.ProductId == null || row.ProductId == asked.ProductId));
}
