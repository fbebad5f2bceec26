using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
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
        await db.CarryAsync(opportunity, entry.Amount, cancel);
        await db.TellBurnAsync(opportunity, current, before, stamp, cancel);
        if (wasLive && !current.IsLive)
        {
            db.TellReopened(opportunity, current, stamp);
        }

        return entry;
    }

    public static async Task TakeBackPresalesAsync(
        this CrmDbContext db, Opportunity opportunity, Initiation current, PresalesEntry entry, string? why, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(current);
        var reverse = current.TakeBack(entry, why, stamp);
        db.PresalesEntries.Add(reverse);
        await db.CarryAsync(opportunity, reverse.Amount, cancel);
    }

    /// <summary>The contract that carries the cost of a won opportunity grows and shrinks with it: the last hours are often logged after signing.</summary>
    private static async Task CarryAsync(this CrmDbContext db, Opportunity opportunity, Money more, CancellationToken cancel)
    {
        if (opportunity.State == OpportunityState.Won && await db.Contracts.VisibleTo(Viewer.Program)
            .Where(row => row.OpportunityId == opportunity.Id && row.PresalesCost != null).OrderBy(row => row.Id).FirstOrDefaultAsync(cancel) is { } contract)
        {
            contract.CarryPresales(more);
        }
    }

    /// <summary>The entries of an opportunity, the newest day first.</summary>
    public static Task<List<PresalesEntry>> PresalesOfAsync(this CrmDbContext db, long opportunityId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.PresalesEntries.AsNoTracking().Where(row => row.OpportunityId == opportunityId)
            .OrderByDescending(row => row.On).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancel);
    }
}
