using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Continuity;

/// <summary>Every night each owned customer's continuity is found anew; the present week's row follows, earlier weeks stay.</summary>
public static class ContinuityNight
{
    private const int Chunk = 2000;

    /// <returns>How many customers were scored.</returns>
    public static async Task<int> ScoreContinuityAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var scored = 0;
        for (long? last = 0; last is { } after;)
        {
            last = await db.WriteAsync(async () =>
            {
                var scores = await ContinuityReading.AfterAsync(db, after, Chunk, stamp, cancel);
                await db.KeepAsync(scores, stamp, cancel);
                scored += scores.Count;
                return scores.Count < Chunk ? (long?)null : scores[^1].CustomerId;
            }, cancel);
        }

        await db.WriteAsync(() => db.CountOwnersAsync(stamp, cancel), cancel);
        return scored;
    }

    private static async Task KeepAsync(this CrmDbContext db, IReadOnlyList<ScoredCustomer> scores, Stamp stamp, CancellationToken cancel)
    {
        var ids = scores.Select(row => row.CustomerId).ToList();
        var known = await db.Continuities.AsNoTracking().Where(row => ids.Contains(row.CustomerId)).ToDictionaryAsync(row => row.CustomerId, cancel);
        var changed = new List<CustomerContinuity>();
        foreach (var scored in scores)
        {
            var row = known.GetValueOrDefault(scored.CustomerId) ?? new CustomerContinuity(scored.CustomerId);
            if (row.Become(scored.Score, scored.Holder, stamp))
            {
                changed.Add(row);
            }
        }

        await db.InsertInBulkAsync([.. changed.Where(row => row.Id == 0)], cancel);
        await db.UpdateInBulkAsync([.. changed.Where(row => known.ContainsKey(row.CustomerId))],
            nameof(CustomerContinuity.Score), nameof(CustomerContinuity.SecondColleague), nameof(CustomerContinuity.SharedTouches),
            nameof(CustomerContinuity.NextDate), nameof(CustomerContinuity.Deputy), nameof(CustomerContinuity.Knowledge), nameof(CustomerContinuity.At),
            nameof(CustomerContinuity.OwnerId), nameof(CustomerContinuity.TeamId), nameof(CustomerContinuity.RegionId));
        await db.KeepWeekAsync(changed, IsoWeek.Of(stamp.Today).Monday, cancel);
    }

    private static async Task KeepWeekAsync(this CrmDbContext db, List<CustomerContinuity> changed, DateOnly week, CancellationToken cancel)
    {
        var ids = changed.ConvertAll(row => row.CustomerId);
        var known = await db.ContinuityWeeks.AsNoTracking().Where(row => ids.Contains(row.CustomerId) && row.WeekOn == week)
            .ToDictionaryAsync(row => row.CustomerId, cancel);
        foreach (var row in changed.Where(row => known.ContainsKey(row.CustomerId)))
        {
            known[row.CustomerId].Become(row.Score);
        }

        await db.UpdateInBulkAsync(known.Values.ToList(), nameof(ContinuityWeek.Score));
        await db.InsertInBulkAsync([.. changed.Where(row => !known.ContainsKey(row.CustomerId)).Select(row => new ContinuityWeek(row.CustomerId, week, row.Score))], cancel);
    }

    private static async Task CountOwnersAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel)
    {
        var week = IsoWeek.Of(stamp.Today).Monday;
        var kept = db.Continuities.Where(row => row.OwnerId != null
            && db.Customers.Any(customer => customer.Id == row.CustomerId && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost));
        var rows = await kept.GroupBy(row => new { row.OwnerId, row.TeamId }).Select(group => new
        {
            group.Key.OwnerId, group.Key.TeamId, RegionId = db.People.Where(person => person.Id == group.Key.OwnerId).Select(person => person.RegionId).FirstOrDefault(),
            Customers = group.Count(), Weak = group.Count(row => row.Score < ContinuityScore.Weak), Total = group.Sum(row => (long)row.Score),
        }).ToListAsync(cancel);
        await db.ContinuityOwnerWeeks.Where(row => row.WeekOn == week).ExecuteDeleteAsync(cancel);
        await db.InsertInBulkAsync([.. rows.GroupBy(row => row.OwnerId).Select(group => new ContinuityOwnerWeek(
            group.Key ?? 0, group.First().TeamId, group.First().RegionId, week, group.Sum(row => row.Customers), group.Sum(row => row.Weak), group.Sum(row => row.Total)))], cancel);
    }
}
