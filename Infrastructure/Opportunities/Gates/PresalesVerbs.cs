using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>The presales ledger of an opportunity and what its budget has left, in one transaction; the caller saves.</summary>
public static class PresalesVerbs
{
    public static async Task<PresalesEntry> LogPresalesAsync(
        this CrmDbContext db, Opportunity opportunity, Initiation? current, PresalesWork work, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        if (current is null)
        {
            throw new RuleBroken(new Refusal("PresalesNotApproved"));
        }

        var (before, wasLive) = (current.Burn, current.IsLive);
        var entry = current.Log(opportunity, work, stamp);
        db.PresalesEntries.Add(entry);
        await db.TellBurnAsync(opportunity, current, before, stamp, cancel);
        if (wasLive && !current.IsLive)
        {
            db.TellReopened(opportunity, current, stamp);
        }

        return entry;
    }

    public static void TakeBack(this CrmDbContext db, Initiation current, PresalesEntry entry, string? why, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(current);
        db.PresalesEntries.Add(current.TakeBack(entry, why, stamp));
    }

    /// <summary>The entries of an opportunity, the newest day first.</summary>
    public static Task<List<PresalesEntry>> PresalesOfAsync(this CrmDbContext db, long opportunityId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.PresalesEntries.AsNoTracking().Where(row => row.OpportunityId == opportunityId)
            .OrderByDescending(row => row.On).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancel);
    }
}
