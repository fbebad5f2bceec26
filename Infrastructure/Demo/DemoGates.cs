using Bogus;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the gates of the demonstration's opportunities left behind.</summary>
internal sealed class DemoGates
{
    public List<Qualification> Qualifications { get; } = [];

    public List<Initiation> Initiations { get; } = [];

    public List<(Initiation Application, PresalesEntry Entry)> Entries { get; } = [];

    /// <summary>Of its own, so that what happens at the gates changes nothing else of the story.</summary>
    public Randomizer Chance { get; } = new(20_261);

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

        foreach (var (application, row) in Entries)
        {
            db.Entry(row).Property(one => one.OpportunityId).CurrentValue = application.OpportunityId;
            db.Entry(row).Property(one => one.InitiationId).CurrentValue = application.Id;
        }

        await db.InsertInBulkAsync(Entries.ConvertAll(pair => pair.Entry), cancel);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }
}
