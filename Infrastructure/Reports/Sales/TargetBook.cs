using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>The targets of the company, its regions, teams and people.</summary>
public static class TargetBook
{
    /// <summary>A span that two fiscal periods back may begin before.</summary>
    private const int MostMonths = 12;

    public static async Task<TargetSums> TargetsAsync(this CrmDbContext db, DateOnly from, DateOnly to, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var first = from.AddMonths(-MostMonths);
        var targets = await db.SalesTargets.AsNoTracking().Where(target => target.PeriodOn >= first && target.PeriodOn <= to).ToListAsync(cancel);
        if (targets.Count == 0)
        {
            return new TargetSums([], new TargetOrganisation(new Dictionary<long, long?>(), new Dictionary<long, long?>()), []);
        }

        var people = await db.People.AsNoTracking().Select(person => new { person.Id, person.TeamId }).ToDictionaryAsync(row => row.Id, row => row.TeamId, cancel);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => (long?)team.RegionId, cancel);
        return new TargetSums(targets, new TargetOrganisation(people, teams), await db.Regions.Select(region => region.Id).ToListAsync(cancel));
    }

    /// <summary>Says a target anew; the former ones stay.</summary>
    public static Task SetTargetAsync(
        this CrmDbContext db, TargetOf of, long? subjectId, FiscalSpan period, Money amount, string? reason, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var last = await db.SalesTargets.Where(row => row.Of == of && row.SubjectId == subjectId && row.PeriodOn == period.From).MaxAsync(row => (int?)row.Number, cancel);
            db.SalesTargets.Add(new SalesTarget(of, subjectId, period, amount, (last ?? 0) + 1, reason, stamp));
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }
}
