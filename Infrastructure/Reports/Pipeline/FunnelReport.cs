using System.Linq.Expressions;
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

    internal bool IsOfEverything =>
        Viewer.ScopeOf(RecordType.Opportunity, AccessAction.Read) == Scope.All && (OwnerId ?? TeamId ?? RegionId ?? ProductId) is null;
}

/// <summary>
/// 销售漏斗 <c>stage-funnel</c>: for each stage what entered, left forward, was lost, the success rate with its interval, and the days
/// it takes with those still there counted as far as they were seen (product text, sections 9 and 14).
/// </summary>
public static class FunnelReport
{
    private static readonly OpportunityEventKind?[] Ways =
        [null, OpportunityEventKind.Advanced, OpportunityEventKind.Won, OpportunityEventKind.Lost, OpportunityEventKind.Abandoned, OpportunityEventKind.MovedBack];

    public static Task<StageFunnel> OfAsync(CrmDbContext db, FunnelQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var (start, end) = (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var stages = db.Company.Facts.Stages.Open.Select(stage => stage.Id).ToList();
        var seen = Visits(db, asked).Where(visit => stages.Contains(visit.StageId) && visit.EnteredAt < end);
        // One walk of the index for those still there, one for those that left within.
        var (there, left) = (seen.Where(visit => visit.LeftAt == null), seen.Where(visit => visit.LeftAt >= start));
        var funnel = new StageFunnel(start, end, asked.Category);
        foreach (var visits in asked.Category is null
            ? [there.Select(visit => Visit(visit.OpportunityId, visit.StageId, visit.EnteredAt)), left.Select(Left(start))]
            : (IQueryable<FunnelVisit>[])[there.Select(WithCategory(db, asked)), left.Select(WithCategory(db, asked))])
        {
            await foreach (var visit in visits.AsAsyncEnumerable().WithCancellation(cancel))
            {
                funnel.Add(visit);
            }
        }

        return funnel;
    }, cancel);

    /// <summary>Stays of the opportunities that are asked for; where that is all of them, nothing else is looked up.</summary>
    internal static IQueryable<StageVisit> Visits(CrmDbContext db, FunnelQuestion asked)
    {
        var visits = db.StageVisits.AsNoTracking();
        if (asked.IsOfEverything)
        {
            return visits;
        }

        var opportunities = db.Opportunities.VisibleTo(asked.Viewer).AsNoTracking()
            .Where(row => (asked.OwnerId == null || row.OwnerId == asked.OwnerId) && (asked.TeamId == null || row.TeamId == asked.TeamId)
                && (asked.RegionId == null || row.RegionId == asked.RegionId) && (asked.ProductId == null || row.ProductId == asked.ProductId));
        return visits.Where(visit => opportunities.Any(row => row.Id == visit.OpportunityId));
    }

    /// <summary>
    /// How it was left is compared by the database, as names take longer to read than all the rest; and that there is a value costs as much to ask
    /// as the value itself, so what can't be null says so.
    /// </summary>
    private static Expression<Func<StageVisit, FunnelVisit>> Left(DateTime start) => visit => Visit(
        visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt ?? start,
        visit.LeftBy == OpportunityEventKind.Advanced ? 1 : visit.LeftBy == OpportunityEventKind.Won ? 2 : visit.LeftBy == OpportunityEventKind.Lost ? 3
        : visit.LeftBy == OpportunityEventKind.Abandoned ? 4 : visit.LeftBy == OpportunityEventKind.MovedBack ? 5 : 0);

    /// <summary>The category matters only to who asks for one.</summary>
    private static Expression<Func<StageVisit, FunnelVisit>> WithCategory(CrmDbContext db, FunnelQuestion asked) =>
        visit => new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy,
            db.Opportunities.VisibleTo(asked.Viewer).Where(row => row.Id == visit.OpportunityId).Select(row => row.Customer == null ? null : row.Customer.Category).FirstOrDefault());

    private static FunnelVisit Visit(long opportunityId, int stageId, DateTime enteredAt) => new(opportunityId, stageId, enteredAt, null, null, null);

    private static FunnelVisit Visit(long opportunityId, int stageId, DateTime enteredAt, DateTime leftAt, int leftBy) =>
        new(opportunityId, stageId, enteredAt, leftAt, Ways[leftBy], null);
}
