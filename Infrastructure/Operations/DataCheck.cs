using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;

namespace SiCrm.Infrastructure.Operations;

/// <summary>Looks whether everything that must hold of the data does.</summary>
public static class DataCheck
{
    private const int Told = 20;

    public static async Task<IReadOnlyList<Finding>> FindAsync(CrmDbContext db, DatabaseEngine engine, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(engine);
        var findings = (await engine.TroublesAsync(db, cancel)).Select(trouble => new Finding("Operations.Findings.Engine", trouble)).ToList();
        findings.AddRange(await MissingIndexesAsync(db, cancel));
        findings.AddRange((await HistoryRules.BrokenAsync(db, Told, cancel)).Select(rule => new Finding(rule.Key, string.Join(", ", rule.Leads))));
        findings.AddRange((await CustomerRules.BrokenAsync(db, Told, cancel)).Select(rule => new Finding(rule.Key, string.Join(", ", rule.Customers))));
        findings.AddRange((await OpportunityRules.BrokenAsync(db, Told, cancel)).Select(rule => new Finding(rule.Key, string.Join(", ", rule.Opportunities))));
        findings.AddRange((await QuoteRules.BrokenAsync(db, Told, cancel)).Select(rule => new Finding(rule.Key, string.Join(", ", rule.Ids))));
        findings.AddRange((await ContractRules.BrokenAsync(db, Told, cancel)).Select(rule => new Finding(rule.Key, string.Join(", ", rule.Ids))));
        findings.AddRange(await FlowAsync(db, cancel));
        findings.AddRange(await ExpectationsAsync(db, cancel));
        findings.AddRange((await db.DifferencesAsync(cancel)).Take(Told).Select(line => new Finding("Operations.Findings.Rollup", line)));
        findings.AddRange((await db.FrozenTroublesAsync(cancel)).Take(Told).Select(week => new Finding("Operations.Findings.Frozen", week)));
        findings.AddRange(await SheetsAsync(db, cancel));
        return findings;
    }

    /// <summary>A closed sheet of the appraisal is as it was written.</summary>
    private static async Task<IEnumerable<Finding>> SheetsAsync(CrmDbContext db, CancellationToken cancel) =>
        await db.AppraisalSheets.AsNoTracking().Include(sheet => sheet.Appeals).OrderBy(sheet => sheet.Id).AsAsyncEnumerable().Where(sheet => !sheet.IsIntact).Take(Told)
            .Select(sheet => new Finding("Operations.Findings.Sheet", $"{sheet.PersonId} {sheet.PeriodOn:yyyy-MM-dd}")).ToListAsync(cancel);

    /// <summary>A filling that was killed leaves the tables without their indexes; unique ones guard the data too.</summary>
    private static async Task<IEnumerable<Finding>> MissingIndexesAsync(CrmDbContext db, CancellationToken cancel)
    {
        var there = (await db.IndexNames.ToListAsync(cancel)).ToHashSet();
        return db.Model.GetEntityTypes().SelectMany(type => type.GetIndexes()).Select(index => index.GetDatabaseName() ?? "")
            .Where(name => !there.Contains(name)).Select(name => new Finding("Operations.Findings.Index", name));
    }

    /// <summary>Every kind of event leads from where to where the flow table says.</summary>
    private static async Task<IEnumerable<Finding>> FlowAsync(CrmDbContext db, CancellationToken cancel)
    {
        var steps = await db.LeadEvents.Select(row => new { row.Kind, row.From, row.To }).Distinct().ToListAsync(cancel);
        return steps.Where(step => !IsInFlow(step.Kind, step.From, step.To))
            .Select(step => new Finding("Operations.Findings.Flow", $"{step.Kind}: {step.From} -> {step.To}"));
    }

    private static bool IsInFlow(LeadEventKind kind, LeadStatus? from, LeadStatus to) => (kind, from) switch
    {
        (LeadEventKind.Captured, null) => to == LeadStatus.New,
        (_, null) or (LeadEventKind.Captured, _) => false,
        (LeadEventKind.Undone, _) => true,
        (_, { } same) when !kind.IsTransition() => same == to,
        (_, { } status) => LeadFlow.Steps.Any(step => step.From == status && step.To == to && KindOf(step.Move) == kind),
    };

    private static LeadEventKind KindOf(LeadMove move) => move switch
    {
        LeadMove.Qualify => LeadEventKind.Qualified,
        LeadMove.Disqualify => LeadEventKind.Disqualified,
        LeadMove.Assign => LeadEventKind.Assigned,
        LeadMove.Reassign => LeadEventKind.Reassigned,
        LeadMove.Start => LeadEventKind.Started,
        LeadMove.Convert => LeadEventKind.Converted,
        LeadMove.Reclaim => LeadEventKind.Reclaimed,
        LeadMove.GiveBack => LeadEventKind.GivenBack,
        _ => LeadEventKind.Reopened,
    };

    /// <summary>What is kept of the reclaim policy is what it says; between a new policy and the night that applies it nothing is compared.</summary>
    private static async Task<IEnumerable<Finding>> ExpectationsAsync(CrmDbContext db, CancellationToken cancel)
    {
        if (await db.ReclaimPolicies.AnyAsync(policy => policy.AppliedAt == null, cancel))
        {
            return [];
        }

        var (facts, wrong) = (db.Company.Facts, new List<long>());
        var leads = db.Leads.AsNoTracking().Where(lead => lead.Status == LeadStatus.Assigned || lead.Status == LeadStatus.Working || lead.ReclaimDueAt != null)
            .Select(lead => new
            {
                lead.Id, lead.ReclaimDueAt, lead.ReclaimRule,
                Facts = new ReclaimFacts(lead.Status, lead.Channel, lead.AssignedAt, lead.LastActivityAt, lead.ExemptUntil),
            });
        await foreach (var lead in leads.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var due = facts.Policy.DueOf(lead.Facts, facts.Time, facts.Calendar);
            if ((due?.At, due?.Rule) != (lead.ReclaimDueAt, lead.ReclaimRule) && wrong.Count < Told)
            {
                wrong.Add(lead.Id);
            }
        }

        return wrong.Count == 0 ? [] : [new Finding("Operations.Findings.Expectation", string.Join(", ", wrong))];
    }
}
