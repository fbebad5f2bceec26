using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the gates of the demonstration's opportunities left behind.</summary>
internal sealed class DemoGates
{
    public List<Qualification> Qualifications { get; } = [];

    public List<Initiation> Initiations { get; } = [];

    /// <summary>The opportunities are in the database already, with thousands of rows that the change tracker need not look at.</summary>
    public async Task KeepAsync(CrmDbContext db, CancellationToken cancel)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var row in Qualifications)
        {
            db.Entry(row).Property(one => one.OpportunityId).CurrentValue = row.Opportunity.Id;
            db.Entry(row).State = EntityState.Added;
        }

        foreach (var row in Initiations)
        {
            db.Entry(row).Property(one => one.OpportunityId).CurrentValue = row.Opportunity.Id;
            db.Entry(row).State = EntityState.Added;
            row.Decisions.ToList().ForEach(decision => db.Entry(decision).State = EntityState.Added);
        }

        await db.SaveChangesAsync(cancel);
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is Qualification or Initiation or InitiationDecision).ToList())
        {
            entry.State = EntityState.Detached;
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }
}
