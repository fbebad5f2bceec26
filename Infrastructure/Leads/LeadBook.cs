using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads;

/// <summary>What is kept with every change of a lead, in the same transaction: the reclaim expectation and the timeline.</summary>
internal static class LeadBook
{
    public static void Keep(CrmDbContext db)
    {
        var facts = db.Company.Facts;
        foreach (var entry in db.ChangeTracker.Entries<Lead>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            Expect(entry.Entity, facts);
        }
    }

    /// <summary>For leads that go past the change tracker.</summary>
    public static void Expect(Lead lead, CompanyFacts facts) =>
        lead.Expect(facts.Policy.DueOf(ReclaimFacts.Of(lead), facts.Time, facts.Calendar));
}
