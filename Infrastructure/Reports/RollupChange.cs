using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What a save changes in the roll-ups: what its leads' histories say after it, less what they said before.</summary>
internal static class RollupChange
{
    /// <summary>Enters the change into the ledger; reads the histories of the leads that the save touches, and nothing when it touches none.</summary>
    public static async Task EnterAsync(CrmDbContext db, PromotionLedger ledger, CancellationToken cancel)
    {
        var rows = db.ChangeTracker.Entries<LeadEvent>().Where(IsTold).ToLookup(row => row.Property(r => r.LeadId).CurrentValue);
        var leads = db.ChangeTracker.Entries<Lead>().Where(lead => lead.State != EntityState.Unchanged)
            .ToDictionary(lead => lead.Property(l => l.Id).CurrentValue);
        var touched = rows.Select(row => row.Key).Union(leads.Where(lead => IsRegrouped(lead.Value)).Select(lead => lead.Key)).ToList();
        var known = await HistoriesAsync(db, touched.Where(id => leads.GetValueOrDefault(id)?.State != EntityState.Added), cancel);
        var untracked = await AttributesAsync(db, touched.Where(id => !leads.ContainsKey(id)), cancel);
        foreach (var id in touched)
        {
            var lead = leads.GetValueOrDefault(id);
            var before = known[id].ToList();
            ledger.Add(lead is null ? untracked[id] : Attributes(lead.OriginalValues), Movements(before), -1);
            if (lead?.State != EntityState.Deleted)
            {
                ledger.Add(lead is null ? untracked[id] : Attributes(lead.CurrentValues), Movements(After(before, [.. rows[id]])));
            }
        }
    }

    /// <summary>Enters what the database says of these leads now, or takes it out.</summary>
    public static async Task EnterAsync(CrmDbContext db, PromotionLedger ledger, IReadOnlyCollection<long> leads, int sign, CancellationToken cancel)
    {
        var known = await HistoriesAsync(db, leads, cancel);
        foreach (var (id, attributes) in await AttributesAsync(db, leads, cancel))
        {
            ledger.Add(attributes, Movements(known[id]), sign);
        }
    }

    /// <summary>Closing a row's interval changes nothing that is counted.</summary>
    private static bool IsTold(EntityEntry<LeadEvent> row) => row.State switch
    {
        EntityState.Added or EntityState.Deleted => true,
        EntityState.Modified => row.Properties.Any(property => property.IsModified && property.Metadata.Name != nameof(LeadEvent.UntilAt)),
        _ => false,
    };

    private static bool IsRegrouped(EntityEntry<Lead> lead) => lead.State == EntityState.Deleted
        || (lead.State == EntityState.Modified && Attributes(lead.OriginalValues) != Attributes(lead.CurrentValues));

    private static IEnumerable<LeadEvent> After(List<LeadEvent> before, IReadOnlyCollection<EntityEntry<LeadEvent>> changes) =>
        before.Where(row => changes.All(change => change.Entity.Id != row.Id))
            .Concat(changes.Where(change => change.State != EntityState.Deleted).Select(change => change.Entity));

    private static List<LeadMovement> Movements(IEnumerable<LeadEvent> rows) => [.. rows.OrderBy(row => row.Seq).Select(LeadMovement.Of)];

    private static LeadAttributes Attributes(PropertyValues lead) => new(
        lead.GetValue<long?>(nameof(Lead.RegionId)), lead.GetValue<LeadChannel>(nameof(Lead.Channel)), lead.GetValue<string?>(nameof(Lead.Industry)));

    private static async Task<ILookup<long, LeadEvent>> HistoriesAsync(CrmDbContext db, IEnumerable<long> ids, CancellationToken cancel)
    {
        List<LeadEvent> rows = [];
        foreach (var some in ids.Chunk(500))
        {
            rows.AddRange(await db.LeadEvents.AsNoTracking().Where(row => some.Contains(row.LeadId)).ToListAsync(cancel));
        }

        return rows.ToLookup(row => row.LeadId);
    }

    private static async Task<Dictionary<long, LeadAttributes>> AttributesAsync(CrmDbContext db, IEnumerable<long> ids, CancellationToken cancel)
    {
        Dictionary<long, LeadAttributes> all = [];
        foreach (var some in ids.Chunk(500))
        {
            await foreach (var lead in db.Leads.Where(lead => some.Contains(lead.Id))
                .Select(lead => new { lead.Id, lead.RegionId, lead.Channel, lead.Industry }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                all[lead.Id] = new LeadAttributes(lead.RegionId, lead.Channel, lead.Industry);
            }
        }

        return all;
    }
}
