using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>One line of the dry run: which, why, whose, since when.</summary>
public sealed record ProposalRow(
    long Id, long LeadId, string Number, string Company, LeadStatus Status, ReclaimRule Rule, DateTime DueAt, long? OwnerId, DateTime QuietSince,
    DateTime? WarnedAt, ProposalState State);

/// <summary>试算: a night's proposals before they are carried out: look, exempt, confirm.</summary>
public static class ReclaimDryRun
{
    private static readonly KeysetOrder<ReclaimProposal, ProposalRow> LongestDue = new(
        row => row.Id, new KeysetLeg<ReclaimProposal, ProposalRow, DateTime>(row => row.DueAt, row => row.DueAt));

    public static Task<KeysetPage<ProposalRow>> ProposalsAsync(
        this CrmDbContext db, long runId, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return LongestDue.PageAsync(db.ReclaimProposals.AsNoTracking().Where(row => row.RunId == runId), rows =>
            from row in rows
            join lead in db.Leads on row.LeadId equals lead.Id
            select new ProposalRow(
                row.Id, lead.Id, lead.Number, lead.Company, lead.Status, row.Rule, row.DueAt, row.OwnerId, row.QuietSince, row.WarnedAt, row.State),
            descending: false, cursor, size, cancel);
    }

    /// <summary>Leaves proposals with their owners until a day; the run does not take them then.</summary>
    public static Task<int> ExemptAsync(
        this CrmDbContext db, long runId, IReadOnlyCollection<long> proposalIds, DateOnly until, string reason, Stamp stamp,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var run = await db.ReclaimRuns.SingleAsync(row => row.Id == runId, cancel);
            run.ThrowIfClosed();
            var rows = await db.ReclaimProposals.Where(row => row.RunId == runId && proposalIds.Contains(row.Id)
                && row.State == ProposalState.Proposed).ToListAsync(cancel);
            var leads = await db.ToTakeAsync(rows, cancel);
            foreach (var row in rows.Where(row => leads.ContainsKey(row.LeadId)))
            {
                leads[row.LeadId].Exempt(until, reason, stamp);
                row.Become(ProposalState.Exempted);
            }

            run.Exempt(rows.Count);
            await db.SaveChangesAsync(cancel);
            return rows.Count;
        }, cancel);
    }

    /// <summary>
    /// Takes in one transaction what the run proposed and is due still, each lead by its rule; who logged a contact meanwhile keeps his.
    /// </summary>
    /// <exception cref="RuleBroken">The run is closed.</exception>
    /// <exception cref="DbUpdateConcurrencyException">The run is not the one that was looked at.</exception>
    public static Task<ReclaimRun> ConfirmReclaimAsync(
        this CrmDbContext db, long runId, int version, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var run = await db.ReclaimRuns.SingleAsync(row => row.Id == runId, cancel);
            run.ThrowIfClosed();
            db.Entry(run).Property(row => row.Version).OriginalValue = version;
            var rows = await db.ReclaimProposals.Where(row => row.RunId == runId && row.State == ProposalState.Proposed)
                .OrderBy(row => row.DueAt).ThenBy(row => row.Id).ToListAsync(cancel);
            var leads = await db.ToTakeAsync(rows, cancel);
            var allocation = new Allocation(AllocationKind.Reclaim, null, stamp);
            var gone = rows.Count(row => !db.Take(row, leads.GetValueOrDefault(row.LeadId), allocation, stamp));
            await db.KeepAsync(allocation, cancel);
            run.Confirm(allocation.Leads > 0 ? allocation : null, gone, stamp);
            await db.SaveChangesAsync(cancel);
            return run;
        }, cancel);
    }

    /// <summary>Saved first: the run names it.</summary>
    private static Task KeepAsync(this CrmDbContext db, Allocation allocation, CancellationToken cancel)
    {
        if (allocation.Leads > 0)
        {
            db.Allocations.Add(allocation);
        }

        return db.SaveChangesAsync(cancel);
    }

    private static bool Take(this CrmDbContext db, ReclaimProposal row, Lead? lead, Allocation allocation, Stamp stamp)
    {
        var facts = db.Company.Facts;
        var replay = new ReclaimReplay(facts.Policy, facts.Time, facts.Calendar);
        if (lead is null || lead.OwnerId != row.OwnerId || replay.TakenAt(stamp.At, ReclaimFacts.Of(lead)) is not { } due)
        {
            row.Become(ProposalState.Gone);
            return false;
        }

        allocation.Take(lead, due.Rule, stamp);
        row.Become(ProposalState.Taken);
        return true;
    }

    private static Task<Dictionary<long, Lead>> ToTakeAsync(this CrmDbContext db, IEnumerable<ReclaimProposal> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.LeadId).ToList();
        return db.Leads.ForChange().Where(lead => ids.Contains(lead.Id)).ToDictionaryAsync(lead => lead.Id, cancel);
    }
}
