using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>What is kept with every change of an opportunity, in the same transaction: whether what was approved still holds.</summary>
internal static class GateBook
{
    public static async Task KeepAsync(CrmDbContext db, CancellationToken cancel)
    {
        foreach (var opportunity in Shaken(db))
        {
            var at = opportunity.History.Select(row => row.At).DefaultIfEmpty(opportunity.CreatedAt).Max();
            var stamp = Stamp.Of(null, at, db.Company.Time);
            var live = await db.Initiations.Live().SingleOrDefaultAsync(row => row.OpportunityId == opportunity.Id, cancel);
            if (live is not null && live.Regate(opportunity, stamp.Today))
            {
                db.TellReopened(opportunity, live, stamp);
            }
        }

        KnowTeams(db);
    }

    /// <summary>Initiated, and now seen with another amount or date.</summary>
    private static List<Opportunity> Shaken(CrmDbContext db) =>
    [
        .. db.ChangeTracker.Entries<Opportunity>()
            .Where(entry => entry.State == EntityState.Modified && entry.Entity is { IsOpen: true, InitiatedAt: not null }
                && (entry.Property(row => row.Amount).IsModified || entry.Property(row => row.ExpectedOn).IsModified))
            .Select(entry => entry.Entity),
    ];

    /// <summary>Who joins a team sees its project from now on.</summary>
    private static void KnowTeams(CrmDbContext db)
    {
        var known = db.Company.Facts.WithShares;
        var joining = db.ChangeTracker.Entries<OpportunityMember>().Where(entry => entry.State == EntityState.Added)
            .Select(entry => entry.Entity.PersonId).Where(person => !known.Contains(person)).ToList();
        if (joining.Count > 0)
        {
            db.Company.Become(db.Company.Facts with { WithShares = known.Concat(joining).ToFrozenSet() });
        }
    }
}
