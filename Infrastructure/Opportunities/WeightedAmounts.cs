using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>加权金额: amounts times the probability of their stages.</summary>
public static class WeightedAmounts
{
    /// <summary>Of all opportunities of a list, rounded by the region as the reports do, whose total is that of their rows.</summary>
    public static async Task<Money> WeightedAsync(this CrmDbContext db, Viewer viewer, OpportunityFilter filter, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sums = await db.Opportunities.AsNoTracking().VisibleTo(viewer).Matching(filter, db, viewer, now).GroupBy(row => new { row.RegionId, row.StageId })
            .Select(one => new { one.Key, Amount = one.Sum(row => (long?)(object?)row.Amount) ?? 0 }).ToListAsync(cancel);
        return new(sums.GroupBy(one => one.Key.RegionId).Sum(region => db.Weighted(region.Select(one => (one.Key.StageId, one.Amount))).Minor));
    }

    /// <summary>How many opportunities a list has, and what they are worth without any probability.</summary>
    public static async Task<(long Count, Money Sum)> WorthAsync(this CrmDbContext db, Viewer viewer, OpportunityFilter filter, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var all = await db.Opportunities.AsNoTracking().VisibleTo(viewer).Matching(filter, db, viewer, now).GroupBy(row => 1)
            .Select(one => new { Count = one.LongCount(), Amount = one.Sum(row => (long?)(object?)row.Amount) ?? 0 }).SingleOrDefaultAsync(cancel);
        return (all?.Count ?? 0, new(all?.Amount ?? 0));
    }

    /// <summary>Of sums by stage, in minor units; rounded once.</summary>
    public static Money Weighted(this CrmDbContext db, IEnumerable<(int StageId, long Amount)> sums)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Of(sums.Sum(one => one.Amount * (decimal)db.Company.Facts.Stages.Of(one.StageId).Probability));
    }

    /// <param name="probability">In percent.</param>
    public static Money WeightedBy(this Money amount, int probability) => Of(amount.Minor * (decimal)probability);

    private static Money Of(decimal percents) => new((long)decimal.Round(percents / 100, MidpointRounding.AwayFromZero));
}
