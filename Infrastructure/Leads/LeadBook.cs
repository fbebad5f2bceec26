using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads;

/// <summary>What is kept with every change of a lead, in the same transaction: the reclaim expectation and the timeline.</summary>
internal static class LeadBook
{
    public static void Keep(CrmDbContext db)
    {
        var facts = db.Company.Facts;
        foreach (var entry in db.ChangeTracker.Entries<Lead>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            entry.Entity.Expect(facts.Policy.DueOf(ReclaimFacts.Of(entry.Entity), facts.Time, facts.Calendar));
        }
    }
}
