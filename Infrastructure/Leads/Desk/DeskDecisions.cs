using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>What is to happen to a selection of leads: back to the pool with a reason, or closed with a cause and perhaps a note.</summary>
public sealed record DeskDecision(AllocationKind Kind, DisqualifyReason? Why, string? Reason)
{
    public static LeadMove MoveOf(AllocationKind kind) => kind == AllocationKind.Reclaim ? LeadMove.Reclaim : LeadMove.Disqualify;
}

/// <summary>A lead as the preview shows it; with a refusal it stays.</summary>
public sealed record ChosenLead(long Id, int Version, string Number, string Company, LeadStatus Status, long? OwnerId, Refusal? Refusal);

/// <summary>A lead as it was seen.</summary>
public readonly record struct SeenLead(long Id, int Version);

/// <summary>收回 or 无效 of leads that a person picked, in one transaction; the undo is the allocation's.</summary>
public static class DeskDecisions
{
    public static async Task<IReadOnlyList<ChosenLead>> ChosenAsync(
        this CrmDbContext db, Viewer viewer, AllocationKind kind, IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var move = DeskDecision.MoveOf(kind);
        var leads = await db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Where(lead => ids.Contains(lead.Id))
            .OrderBy(lead => lead.Id).ToListAsync(cancel);
        return [.. leads.Select(lead => new ChosenLead(
            lead.Id, lead.Version, lead.Number, lead.Company, lead.Status, lead.OwnerId, lead.CanMove(move)))];
    }

    /// <summary>Does what was previewed; a lead that changed since, or that the rules keep, stays and is named.</summary>
    public static Task<HandOutOutcome> DecideAsync(
        this CrmDbContext db, Viewer viewer, DeskDecision decision, IReadOnlyList<SeenLead> seen, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(seen);
        return db.WriteAsync(async () =>
        {
            var ids = seen.Select(lead => lead.Id).ToList();
            var leads = await db.Leads.VisibleTo(viewer, AccessAction.Assign).ForChange().Where(lead => ids.Contains(lead.Id))
                .ToDictionaryAsync(lead => lead.Id, cancel);
            var outcome = Decide(decision, seen, leads, stamp);
            if (outcome.Allocation is { } allocation)
            {
                db.Allocations.Add(allocation);
            }

            await db.SaveChangesAsync(cancel);
            return outcome;
        }, cancel);
    }

    private static HandOutOutcome Decide(DeskDecision decision, IReadOnlyList<SeenLead> seen, Dictionary<long, Lead> leads, Stamp stamp)
    {
        var allocation = new Allocation(decision.Kind, decision.Reason, stamp);
        var refused = new List<Refusal>();
        foreach (var row in seen)
        {
            if (Refuse(row, decision.Kind, leads) is { } refusal)
            {
                refused.Add(refusal);
            }
            else if (decision.Kind == AllocationKind.Reclaim)
            {
                allocation.Take(leads[row.Id], null, stamp);
            }
            else
            {
                allocation.Close(leads[row.Id], decision.Why ?? DisqualifyReason.Other, stamp);
            }
        }

        return new HandOutOutcome(allocation.Leads > 0 ? allocation : null, refused);
    }

    private static Refusal? Refuse(SeenLead seen, AllocationKind kind, Dictionary<long, Lead> leads) =>
        !leads.TryGetValue(seen.Id, out var lead) ? new Refusal("LeadOrPersonNotFound")
        : lead.Version != seen.Version ? new Refusal("LeadChangedSince", lead.Number)
        : lead.CanMove(DeskDecision.MoveOf(kind));
}
