using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>One line of a previewed plan: the lead as it was seen, who gets it, and the rule that chose him.</summary>
public readonly record struct PlannedMove(long LeadId, int Version, long PersonId, long? RuleId);

/// <summary>What a confirmed plan did, and what it left with the reason why.</summary>
/// <param name="Allocation">Null when nothing could be moved.</param>
public sealed record HandOutOutcome(Allocation? Allocation, IReadOnlyList<Refusal> Refused);

/// <summary>分配: preview, confirmation in one transaction, and undo, over leads that the viewer may assign.</summary>
public static class HandOuts
{
    /// <summary>Where each of the leads would go; to one person, or by the rules when there is none.</summary>
    public static async Task<IReadOnlyList<Placement>> PlanHandOutAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<long> leadIds, long? personId, bool withReason, Stamp stamp,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var leads = await db.ToPlaceAsync(viewer, leadIds, stamp, cancel);
        var people = await db.CandidatesAsync(viewer, stamp.Today, cancel);
        if (personId is null)
        {
            return new HandOut(await db.AssignmentRules.AsNoTracking().ToListAsync(cancel), people).Spread(leads);
        }

        var person = people.FirstOrDefault(candidate => candidate.Id == personId) ?? throw new RuleBroken(new Refusal("PersonNotFound"));
        return new HandOut([], people).GiveAll(leads, person, withReason);
    }

    /// <summary>Who would get a lead once it is qualified.</summary>
    public static async Task<Placement> SuggestAsync(
        this CrmDbContext db, TriageLead lead, IReadOnlyList<Candidate> people, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(lead);
        var rules = await db.AssignmentRules.AsNoTracking().ToListAsync(cancel);
        return new HandOut(rules, people).Place(new LeadToPlace(
            lead.Id, lead.Number, lead.Company, LeadStatus.Qualified, lead.Version, lead.RegionId, lead.Industry, lead.Products, null, []));
    }

    /// <summary>Does what was previewed, in one transaction; a lead that changed since stays and is named.</summary>
    public static Task<HandOutOutcome> HandOutAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyList<PlannedMove> moves, string? reason, Stamp stamp,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(moves);
        return db.WriteAsync(async () =>
        {
            var outcome = await db.MoveAsync(viewer, new Allocation(AllocationKind.HandOut, reason, stamp), moves, stamp, cancel);
            await db.SaveChangesAsync(cancel);
            return outcome;
        }, cancel);
    }

    /// <summary>Brings back what did not move on since; null when the viewer has no such allocation.</summary>
    public static async Task<Allocation?> UndoAllocationAsync(
        this CrmDbContext db, Viewer viewer, long id, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var allocation = await db.Allocations.VisibleTo(viewer).Include(a => a.Rows).SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (allocation is not null)
        {
            var leadIds = allocation.Rows.Select(row => row.LeadId).ToList();
            var owners = allocation.Rows.Select(row => row.Before.OwnerId).Distinct().ToList();
            var leads = await db.Leads.VisibleTo(viewer, AccessAction.Assign).ForChange().Where(lead => leadIds.Contains(lead.Id))
                .ToDictionaryAsync(lead => lead.Id, cancel);
            var people = await db.People.Where(person => owners.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancel);
            allocation.Undo(leads, people, stamp);
            await db.SaveChangesAsync(cancel);
        }

        return allocation;
    }

    /// <summary>Who runs the whole desk sees every allocation, others their own.</summary>
    public static IQueryable<Allocation> VisibleTo(this IQueryable<Allocation> allocations, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Lead, AccessAction.Assign) == Scope.All
            ? allocations
            : allocations.Where(allocation => allocation.ActorId == viewer.PersonId && allocation.ActorId != null);
    }

    private static async Task<HandOutOutcome> MoveAsync(
        this CrmDbContext db, Viewer viewer, Allocation allocation, IReadOnlyList<PlannedMove> moves, Stamp stamp, CancellationToken cancel)
    {
        var leadIds = moves.Select(move => move.LeadId).ToList();
        var leads = await db.Leads.VisibleTo(viewer, AccessAction.Assign).ForChange().Where(lead => leadIds.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, cancel);
        var people = await db.People.MayTakeLeads(viewer, stamp.Today).ToDictionaryAsync(person => person.Id, cancel);
        var room = (await db.CandidatesAsync(viewer, stamp.Today, cancel)).ToDictionary(person => person.Id, person => person.Room);
        var rules = await db.AssignmentRules.ToDictionaryAsync(rule => rule.Id, cancel);
        var refused = new List<Refusal>();
        foreach (var move in moves)
        {
            if (Refuse(move, leads, people, room, allocation.Reason, stamp) is { } refusal)
            {
                refused.Add(refusal);
                continue;
            }

            allocation.Give(leads[move.LeadId], people[move.PersonId], stamp);
            room[move.PersonId]--;
            rules.GetValueOrDefault(move.RuleId ?? 0)?.Gave(move.PersonId);
        }

        if (allocation.Leads > 0)
        {
            db.Allocations.Add(allocation);
        }

        return new HandOutOutcome(allocation.Leads > 0 ? allocation : null, refused);
    }

    private static Refusal? Refuse(
        PlannedMove move, Dictionary<long, Lead> leads, Dictionary<long, Person> people, Dictionary<long, int?> room, string? reason, Stamp stamp)
    {
        if (!leads.TryGetValue(move.LeadId, out var lead) || !people.TryGetValue(move.PersonId, out var person))
        {
            return new Refusal("LeadOrPersonNotFound");
        }

        return lead.Version != move.Version ? new Refusal("LeadChangedSince", lead.Number)
            : room[person.Id] <= 0 ? new Refusal("PersonIsFull", person.Name, person.LeadCapacity)
            : lead.CanAssignTo(person, stamp, reason);
    }

    private static async Task<IReadOnlyList<LeadToPlace>> ToPlaceAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<long> ids, Stamp stamp, CancellationToken cancel)
    {
        var since = stamp.At.AddDays(-ReclaimPolicy.CoolDownDays);
        var rows = await db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Where(lead => ids.Contains(lead.Id))
            .OrderBy(lead => lead.QuietSince).ThenBy(lead => lead.Id)
            .Select(lead => new
            {
                lead.Id, lead.Number, lead.Company, lead.Status, lead.Version, lead.RegionId, lead.Industry, lead.Products, lead.OwnerId,
                TakenFrom = lead.History.Where(row => row.Kind == LeadEventKind.Reclaimed && row.At > since).Select(row => row.FromOwnerId).ToList(),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new LeadToPlace(
            row.Id, row.Number, row.Company, row.Status, row.Version, row.RegionId, row.Industry, row.Products, row.OwnerId,
            [.. row.TakenFrom.OfType<long>()]))];
    }
}
