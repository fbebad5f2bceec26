using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Plans;

/// <summary>What is kept with every change of an opportunity, in the same transaction: its end ends the plan, a new owner takes the old one's place.</summary>
internal static class PlanBook
{
    public static async Task KeepAsync(CrmDbContext db, CancellationToken cancel)
    {
        foreach (var entry in db.ChangeTracker.Entries<Opportunity>().Where(entry => entry.State == EntityState.Modified).ToList())
        {
            var opportunity = entry.Entity;
            var giver = entry.Property(row => row.OwnerId) is { IsModified: true, OriginalValue: { } former } ? former : (long?)null;
            var ends = entry.Property(row => row.State).IsModified && !opportunity.IsOpen;
            if (ends || giver is not null)
            {
                var last = opportunity.History.MaxBy(row => row.Seq);
                var stamp = last is null ? default : Stamp.Of(last.ActorId, last.At, db.Company.Time);
                await FollowAsync(db, opportunity, ends, giver, stamp, cancel);
            }
        }
    }

    private static async Task FollowAsync(CrmDbContext db, Opportunity opportunity, bool ends, long? giver, Stamp stamp, CancellationToken cancel)
    {
        foreach (var action in await db.PlanActions.ForChange().Open().Where(action => action.OpportunityId == opportunity.Id).ToListAsync(cancel))
        {
            if (ends && action.IsOpen)
            {
                action.Lapse(stamp);
            }
            else if (giver is { } former && opportunity.OwnerId is { } owner)
            {
                action.Replace(former, owner, stamp);
            }
        }
    }
}
