using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>A day's leads of one channel, region or product, or all of them.</summary>
public sealed class DailyCount
{
    public long Received { get; private set; }

    public long Qualified { get; private set; }

    public long Invalid { get; private set; }

    public long Undecided { get; private set; }

    public long Assigned { get; private set; }

    public Money Amount { get; private set; }

    /// <summary>Qualified ÷ (qualified + invalid); null while nothing is decided.</summary>
    public decimal? QualifyRate => Qualified + Invalid == 0 ? null : decimal.Divide(Qualified, Qualified + Invalid);

    public long this[TriageOutcome outcome] => outcome switch { TriageOutcome.Qualified => Qualified, TriageOutcome.Invalid => Invalid, _ => Undecided };

    internal void Add(TriageOutcome outcome, bool isAssigned, Money? amount)
    {
        Received++;
        Qualified += outcome == TriageOutcome.Qualified ? 1 : 0;
        Invalid += outcome == TriageOutcome.Invalid ? 1 : 0;
        Undecided += outcome == TriageOutcome.Undecided ? 1 : 0;
        Assigned += isAssigned ? 1 : 0;
        Amount += amount ?? Money.Zero;
    }
}

/// <summary>The footer of the daily list. A lead interested in two products counts with both.</summary>
public sealed class DailyTotals
{
    private readonly List<TimeSpan> _toTriage = [];
    private readonly List<TimeSpan> _toAssign = [];

    public DailyCount All { get; } = new();

    public SortedDictionary<LeadChannel, DailyCount> ByChannel { get; } = [];

    /// <summary>By the region's id; <c>-</c> where it is unknown.</summary>
    public SortedDictionary<string, DailyCount> ByRegion { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, DailyCount> ByProduct { get; } = new(StringComparer.Ordinal);

    /// <summary>Why leads were found invalid; what is no known reason counts as <see cref="DisqualifyReason.Other"/>.</summary>
    public SortedDictionary<DisqualifyReason, long> Reasons { get; } = [];

    public IReadOnlyDictionary<string, string> RegionNames { get; internal set; } = new Dictionary<string, string>();

    public TimeSpan? MedianToTriage => Median(_toTriage);

    public TimeSpan? MedianToAssign => Median(_toAssign);

    internal void Add(DailyFact lead, string region)
    {
        var outcome = LeadDailyOutcome.Of(lead.Triage);
        foreach (var count in Products(lead.Products).Select(product => Find(ByProduct, product))
            .Append(All).Append(Find(ByChannel, lead.Channel)).Append(Find(ByRegion, region)))
        {
            count.Add(outcome, lead.AssignedAt is not null, lead.Amount);
        }

        if (outcome == TriageOutcome.Invalid)
        {
            var reason = Enum.TryParse<DisqualifyReason>(lead.Reason?.Split(':')[0], out var known) ? known : DisqualifyReason.Other;
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
        }

        Add(_toTriage, lead.TriagedAt - lead.CapturedAt);
        Add(_toAssign, lead.AssignedAt - lead.CapturedAt);
    }

    private static IEnumerable<string> Products(string? lines) =>
        (lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    private static void Add(List<TimeSpan> lengths, TimeSpan? length)
    {
        if (length is { } known)
        {
            lengths.Add(known);
        }
    }

    private static TimeSpan? Median(List<TimeSpan> lengths)
    {
        lengths.Sort();
        return lengths.Count == 0 ? null : (lengths[(lengths.Count - 1) / 2] + lengths[lengths.Count / 2]) / 2;
    }

    private static DailyCount Find<TKey>(SortedDictionary<TKey, DailyCount> counts, TKey key)
        where TKey : notnull
    {
        if (!counts.TryGetValue(key, out var count))
        {
            counts[key] = count = new DailyCount();
        }

        return count;
    }
}

/// <summary>What of a lead enters the totals.</summary>
internal sealed record DailyFact(
    LeadChannel Channel, long? RegionId, string? Products, Money? Amount, DateTime CapturedAt,
    LeadEventKind? Triage, DateTime? TriagedAt, string? Reason, DateTime? AssignedAt);
