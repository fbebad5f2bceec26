using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>Brings the expectation of every owned open lead to the policy and calendar that hold now, after either changed.</summary>
public static class ReclaimExpectations
{
    private const int Chunk = 2000;

    /// <summary>Read beforehand and written in short transactions, so that nobody waits; a lead saved meanwhile has been brought up by its own save.</summary>
    /// <returns>How many leads got another expectation.</returns>
    public static async Task<int> ExpectAnewAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var facts = db.Company.Facts;
        var changed = 0;
        for (long? last = 0; last is { } after;)
        {
            var rows = await db.OwnedAfterAsync(after, cancel);
            var others = rows.FindAll(row => row.DueBy(facts) is var due && (due?.At, due?.Rule) != (row.DueAt, row.Rule));
            changed += others.Count == 0 ? 0 : await db.WriteAsync(() => db.UpdateAsync(others, facts, cancel), cancel);
            last = rows.Count < Chunk ? null : rows[^1].Id;
        }

        await db.ReclaimPolicies.Where(policy => policy.AppliedAt == null)
            .ExecuteUpdateAsync(policy => policy.SetProperty(row => row.AppliedAt, stamp.At), cancel);
        return changed;
    }

    private static Task<List<Owned>> OwnedAfterAsync(this CrmDbContext db, long after, CancellationToken cancel) => db.Leads.AsNoTracking()
        .Where(lead => lead.Id > after && (lead.Status == LeadStatus.Assigned || lead.Status == LeadStatus.Working))
        .OrderBy(lead => lead.Id).Take(Chunk)
        .Select(lead => new Owned(
            lead.Id, lead.Status, lead.Channel, lead.AssignedAt, lead.LastActivityAt, lead.ExemptUntil, lead.ReclaimDueAt, lead.ReclaimRule))
        .ToListAsync(cancel);

    /// <summary>The old expectation is part of the condition: what was saved in between is not overwritten.</summary>
    private static async Task<int> UpdateAsync(this CrmDbContext db, IEnumerable<Owned> rows, CompanyFacts company, CancellationToken cancel)
    {
        var changed = 0;
        foreach (var group in rows.GroupBy(row => (row.DueAt, Due: row.DueBy(company))))
        {
            var (dueAt, due) = group.Key;
            var ids = group.Select(row => row.Id).ToList();
            var (newAt, newRule) = (due?.At, due?.Rule);
            changed += await db.Leads.Where(lead => ids.Contains(lead.Id) && lead.ReclaimDueAt == dueAt)
                .ExecuteUpdateAsync(lead => lead.SetProperty(row => row.ReclaimDueAt, newAt).SetProperty(row => row.ReclaimRule, newRule), cancel);
        }

        return changed;
    }

    private sealed record Owned(
        long Id, LeadStatus Status, LeadChannel Channel, DateTime? AssignedAt, DateTime? LastActivityAt, DateOnly? ExemptUntil, DateTime? DueAt,
        ReclaimRule? Rule)
    {
        public ReclaimDue? DueBy(CompanyFacts company) => company.Policy.DueOf(
            new ReclaimFacts(Status, Channel, AssignedAt, LastActivityAt, ExemptUntil), company.Time, company.Calendar);
    }
}
