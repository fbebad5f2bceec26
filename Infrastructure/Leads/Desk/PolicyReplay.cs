using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>What one policy would have done over the nights, and would do now.</summary>
public sealed class PolicyOutcome(ReclaimPolicy policy, CrmDbContext db)
{
    private readonly ReclaimReplay _replay = new(policy, db.Company.Time, db.Company.Facts.Calendar);
    private readonly List<(long LeadId, ReplayedTake Take)> _harmed = [];

    public ReplayTotals Totals { get; private set; } = ReplayTotals.None;

    /// <summary>What a run at this very instant takes.</summary>
    public int Now { get; private set; }

    /// <summary>The leads behind the harm, as many as a page shows.</summary>
    public IReadOnlyList<(long LeadId, ReplayedTake Take)> Harmed => _harmed;

    internal void Count(ReclaimPast lead, IReadOnlyList<DateTime> runs, DateTime now, int shown)
    {
        Now += _replay.TakenAt(now, lead.Course.Now) is null ? 0 : 1;
        if (_replay.FirstTake(lead.Course, runs) is { } take)
        {
            Totals = Totals.With(take.Outcome);
            if (take.Outcome is ReplayOutcome.ConvertedByOwner or ReplayOutcome.ConvertedByNext && _harmed.Count < shown)
            {
                _harmed.Add((lead.LeadId, take));
            }
        }
    }
}

/// <summary>回放: a policy run over the last 180 nights of true history, beside the one that holds.</summary>
public static class PolicyReplay
{
    private const int Shown = 50;

    public static async Task<IReadOnlyList<PolicyOutcome>> ReplayAsync(
        this CrmDbContext db, IReadOnlyList<ReclaimPolicy> policies, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var runs = ReclaimReplay.RunsBefore(now, ReclaimPolicy.ReplayDays, db.Company.Time);
        var outcomes = policies.Select(policy => new PolicyOutcome(policy, db)).ToList();
        await foreach (var lead in db.PastsSinceAsync(runs[0], cancel))
        {
            outcomes.ForEach(outcome => outcome.Count(lead, runs, now, Shown));
        }

        return outcomes;
    }
}
