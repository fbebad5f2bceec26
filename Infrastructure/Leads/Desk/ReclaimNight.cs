using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>
/// The nightly reclaim: proposes what is due, or takes it where the policy is automatic, and warns the owners of what comes next.
/// There is one run a day: repeating it does nothing.
/// </summary>
public static class ReclaimNight
{
    /// <returns>The day's run; the one of before when there was one.</returns>
    public static async Task<ReclaimRun> RunReclaimNightAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.ExpectAnewAsync(stamp, cancel);
        var due = await db.DueAtAsync(stamp.At, ReclaimRun.Limit + 1, cancel);
        var run = await db.WriteAsync(() => db.ProposeOnceAsync(due, stamp, cancel), cancel);
        if (run.IsWaiting && db.Company.Facts.Policy.IsAutomatic)
        {
            await db.ConfirmReclaimAsync(run.Id, run.Version, stamp, cancel);
        }

        await db.WarnOwnersAsync(stamp, cancel);
        return run;
    }

    /// <summary>What a run at the instant takes, that which is due for longest first; one more than the limit tells that there is more.</summary>
    public static async Task<IReadOnlyList<DueLead>> DueAtAsync(this CrmDbContext db, DateTime at, int limit, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var facts = db.Company.Facts;
        var replay = new ReclaimReplay(facts.Policy, facts.Time, facts.Calendar);
        var rows = await db.Leads.AsNoTracking().Where(lead => lead.ReclaimDueAt <= at)
            .OrderBy(lead => lead.ReclaimDueAt).ThenBy(lead => lead.Id).Take(limit)
            .Select(lead => new
            {
                lead.Id, lead.OwnerId, lead.TeamId, lead.QuietSince,
                Facts = new ReclaimFacts(lead.Status, lead.Channel, lead.AssignedAt, lead.LastActivityAt, lead.ExemptUntil),
                Warned = db.Notifications
                    .Where(row => row.Subject == nameof(Lead) && row.SubjectId == lead.Id && row.PersonId == lead.OwnerId
                        && row.Kind == NotificationKind.ReclaimWarning && row.At >= lead.AssignedAt)
                    .Min(row => (DateTime?)row.At),
                Silent = db.WeeklyConfirmations
                    .Where(row => row.LeadId == lead.Id && row.OwnerId == lead.OwnerId && row.Answer == null && row.AskedAt >= lead.AssignedAt)
                    .Min(row => (DateTime?)row.AskedAt),
            })
            .ToListAsync(cancel);
        return
        [
            .. from row in rows
               let due = replay.TakenAt(at, row.Facts)
               where due is not null
               select new DueLead(row.Id, row.OwnerId, row.TeamId, row.QuietSince ?? at, due.Value, Earlier(row.Warned, row.Silent)),
        ];
    }

    private static async Task<ReclaimRun> ProposeOnceAsync(this CrmDbContext db, IReadOnlyList<DueLead> due, Stamp stamp, CancellationToken cancel)
    {
        if (await db.ReclaimRuns.SingleOrDefaultAsync(row => row.RunOn == stamp.Today, cancel) is { } done)
        {
            return done;
        }

        foreach (var earlier in await db.ReclaimRuns.Where(row => row.ClosedAt == null).ToListAsync(cancel))
        {
            earlier.Close(stamp);
        }

        var policy = db.Company.Facts.Policy;
        var run = new ReclaimRun(stamp.Today, policy.Id == 0 ? null : policy.Id, stamp);
        run.Propose(Math.Min(due.Count, ReclaimRun.Limit), due.Count > ReclaimRun.Limit);
        db.ReclaimRuns.Add(run);
        await db.SaveChangesAsync(cancel);
        await db.InsertInBulkAsync([.. due.Take(ReclaimRun.Limit).Select(lead => lead.ProposedBy(run))], cancel);
        return run;
    }

    private static DateTime? Earlier(DateTime? a, DateTime? b) => b is null || a < b ? a : b;
}

/// <summary>A lead that the policy takes now.</summary>
public sealed record DueLead(long Id, long? OwnerId, long? TeamId, DateTime QuietSince, ReclaimDue Due, DateTime? WarnedAt)
{
    internal ReclaimProposal ProposedBy(ReclaimRun run) => new(run.Id, Id, Due, OwnerId, TeamId, QuietSince, WarnedAt);
}
