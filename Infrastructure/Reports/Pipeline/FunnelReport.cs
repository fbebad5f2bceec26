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

    /// <summary>Of those that left within the days it is not told which they are: most of a year's time would go into that (see <see cref="OfStageAsync"/>).</summary>
    public static async Task<StageFunnel> OfAsync(CrmDbContext db, FunnelQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        if (asked.Category is not null)
        {
            return await WholeAsync(db, asked, Stages(db), cancel);
        }

        // What left in the earlier half left long ago as a rule; what may leave just now is read at one moment with what is still there.
        var (start, end) = Span(db, asked);
        var middle = start + ((end - start) / 2);
        var (late, early) = await db.ReadTogetherAsync(here => SinceAsync(here, asked, middle, cancel), other => GoneAsync(other, asked, middle, cancel), cancel);
        return late.With(early);
    }

    /// <summary>What is still there at the end, and what left from the instant on.</summary>
    internal static Task<StageFunnel> SinceAsync(CrmDbContext db, FunnelQuestion asked, DateTime from, CancellationToken cancel) => db.ReadAsync(() =>
    {
        var ((_, end), seen) = (Span(db, asked), Seen(db, asked, Stages(db)));
        return FunnelAsync(db, asked, [Remaining(seen.Where(visit => visit.LeftAt == null)), Remaining(seen.Where(visit => visit.LeftAt >= end)), Left(seen, from, end)], cancel);
    }, cancel);

    /// <summary>What left from the first day on, until the instant.</summary>
    internal static Task<StageFunnel> GoneAsync(CrmDbContext db, FunnelQuestion asked, DateTime until, CancellationToken cancel) =>
        FunnelAsync(db, asked, [Left(Seen(db, asked, Stages(db)), Span(db, asked).Start, until)], cancel);

    /// <summary>Of one stage, with the opportunities behind its figures.</summary>
    public static Task<StageFunnel> OfStageAsync(CrmDbContext db, FunnelQuestion asked, int stageId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        return WholeAsync(db, asked, [stageId], cancel);
    }

    /// <summary>One walk of the index for those still there, one for those that left since the first day.</summary>
    private static Task<StageFunnel> WholeAsync(CrmDbContext db, FunnelQuestion asked, List<int> stages, CancellationToken cancel) => db.ReadAsync(async () =>
    {
        var ((start, _), seen) = (Span(db, asked), Seen(db, asked, stages));
        return await FunnelAsync(db, asked, new[] { seen.Where(visit => visit.LeftAt == null), seen.Where(visit => visit.LeftAt >= start) }.Select(part => part.Select(Whole(db, asked))), cancel);
    }, cancel);

    private static async Task<StageFunnel> FunnelAsync(CrmDbContext db, FunnelQuestion asked, IEnumerable<IQueryable<FunnelVisit>> parts, CancellationToken cancel)
    {
        var (start, end) = Span(db, asked);
        var funnel = new StageFunnel(start, end, asked.Category);
        foreach (var part in parts)
        {
            await foreach (var visit in part.AsAsyncEnumerable().WithCancellation(cancel))
            {
                funnel.Add(visit);
            }
        }

        return funnel;
    }

    private static List<int> Stages(CrmDbContext db) => [.. db.Company.Facts.Stages.Open.Select(stage => stage.Id)];

    private static (DateTime Start, DateTime End) Span(CrmDbContext db, FunnelQuestion asked) =>
        (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));

    private static IQueryable<StageVisit> Seen(CrmDbContext db, FunnelQuestion asked, List<int> stages)
    {
        var (_, end) = Span(db, asked);
        return Visits(db, asked).Where(visit => stages.Contains(visit.StageId) && visit.EnteredAt < end);
    }

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

    private static IQueryable<FunnelVisit> Remaining(IQueryable<StageVisit> visits) => visits.Select(visit => Remained(visit.OpportunityId, visit.StageId, visit.EnteredAt));

    /// <summary>
    /// Each value that is read costs as much as the walk to it, and names take longer than all the rest: the stage and the way out of it come as one number.
    /// That there is a value is asked of each as well, so what can't be null says so.
    /// </summary>
    private static IQueryable<FunnelVisit> Left(IQueryable<StageVisit> visits, DateTime from, DateTime to) => visits.Where(visit => visit.LeftAt >= from && visit.LeftAt < to)
        .Select(visit => Gone(
            visit.EnteredAt, visit.LeftAt ?? from,
            (visit.StageId * 8) + (visit.LeftBy == OpportunityEventKind.Advanced ? 1 : visit.LeftBy == OpportunityEventKind.Won ? 2 : visit.LeftBy == OpportunityEventKind.Lost ? 3
            : visit.LeftBy == OpportunityEventKind.Abandoned ? 4 : visit.LeftBy == OpportunityEventKind.MovedBack ? 5 : 0)));

    /// <summary>The category matters only to who asks for one.</summary>
    private static Expression<Func<StageVisit, FunnelVisit>> Whole(CrmDbContext db, FunnelQuestion asked) => asked.Category is null
        ? visit => new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy, null)
        : visit => new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy,
            db.Opportunities.VisibleTo(asked.Viewer).Where(row => row.Id == visit.OpportunityId).Select(row => row.Customer == null ? null : row.Customer.Category).FirstOrDefault());

    private static FunnelVisit Remained(long opportunityId, int stageId, DateTime enteredAt) => new(opportunityId, stageId, enteredAt, null, null, null);

    private static FunnelVisit Gone(DateTime enteredAt, DateTime leftAt, int stageAndWay) => new(0, stageAndWay / 8, enteredAt, leftAt, Ways[stageAndWay % 8], null);
}
