using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Merging;

/// <summary>Where both records have a plan for one period, the merged record's versions become the earlier ones: the kept record's plan holds.</summary>
internal static class PlanVersions
{
    public static async Task<IReadOnlyList<LaterPlans>> MakeRoomAsync(CrmDbContext db, long kept, long merged, CancellationToken cancel)
    {
        var periods = await db.DevelopmentPlans
            .Where(plan => plan.CustomerId == merged && db.DevelopmentPlans.Any(own => own.CustomerId == kept && own.PeriodOn == plan.PeriodOn))
            .GroupBy(plan => plan.PeriodOn).Select(period => new { PeriodOn = period.Key, Number = period.Max(plan => plan.Number) }).ToListAsync(cancel);
        foreach (var period in periods)
        {
            await ShiftAsync(db, kept, period.PeriodOn, period.Number, cancel);
        }

        return periods.ConvertAll(period => new LaterPlans(period.PeriodOn, period.Number));
    }

    public static async Task CloseRanksAsync(CrmDbContext db, long kept, IReadOnlyList<LaterPlans> periods, CancellationToken cancel)
    {
        foreach (var period in periods)
        {
            await ShiftAsync(db, kept, period.PeriodOn, -period.By, cancel);
        }
    }

    /// <summary>Over numbers that nobody has, as no two versions may have one number at any moment.</summary>
    private static async Task ShiftAsync(CrmDbContext db, long customerId, DateOnly periodOn, int by, CancellationToken cancel)
    {
        var plans = db.DevelopmentPlans.Where(plan => plan.CustomerId == customerId && plan.PeriodOn == periodOn);
        await plans.ExecuteUpdateAsync(plan => plan.SetProperty(row => row.Number, row => -(row.Number + by)), cancel);
        await plans.ExecuteUpdateAsync(plan => plan.SetProperty(row => row.Number, row => -row.Number), cancel);
    }
}
