using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Who was right when a person put an opportunity into another horizon than the rule proposed.</summary>
public enum OverrideVerdict
{
    /// <summary>It came as the person said, and not as the rule proposed.</summary>
    OverrideRight,
    ProposalRight,

    /// <summary>The rule proposed the same at that time.</summary>
    Both,
    Neither,

    /// <summary>Neither has it ended, nor is the time over in which it could still come otherwise.</summary>
    Pending,
}

/// <summary>What became of an opportunity, seen from a day.</summary>
/// <param name="At">When it was won, lost or abandoned; null while it is open.</param>
public readonly record struct OverrideOutcome(OpportunityState State, DateTime? At);

/// <summary>人工改判: a person's word on the horizon against the rule's, which today is that he holds it in Cultivation.</summary>
/// <param name="Seq">The row of the history that says so.</param>
/// <param name="ById">Who said so.</param>
/// <param name="Standing">How the opportunity stood right after.</param>
public sealed record HorizonOverride(long OpportunityId, int Seq, DateTime At, long? ById, string? Reason, OpportunityStanding Standing, OverrideOutcome Outcome)
{
    /// <summary>As rows of a report and addresses call the person.</summary>
    public string Key => ById?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? LedgerKey.None;

    /// <summary>What came true, as seen from the day of the word: what is signed later than in the next period, or never, is Cultivation.</summary>
    /// <returns>Null while that is not known.</returns>
    public Horizon? Came(CompanyTime time, FiscalSpan present, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Outcome switch
        {
            { State: OpportunityState.Won, At: { } at } => Horizons.Proposed(time.DayOf(at), present),
            { State: OpportunityState.Lost or OpportunityState.Abandoned } => Horizon.Cultivation,
            _ => today > present.Next.Until ? Horizon.Cultivation : null,
        };
    }

    /// <param name="today">Seen from that day.</param>
    public JudgedOverride Judge(CompanyTime time, Func<DateOnly, FiscalSpan> periodOf, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(periodOf);
        var present = periodOf(time.DayOf(At));
        var (proposed, said) = (Horizons.Proposed(Standing.ExpectedOn, present), Horizons.Of(Standing.ExpectedOn, Standing.IsHeld, present));
        var came = Came(time, present, today);
        return new(this, proposed, said, came, came is not { } known ? OverrideVerdict.Pending : (said == known, proposed == known) switch
        {
            (true, false) => OverrideVerdict.OverrideRight,
            (false, true) => OverrideVerdict.ProposalRight,
            (true, true) => OverrideVerdict.Both,
            _ => OverrideVerdict.Neither,
        });
    }
}

/// <param name="Proposed">By the rule, at that time.</param>
/// <param name="Said">By the person.</param>
/// <param name="Came">What came true.</param>
public sealed record JudgedOverride(HorizonOverride Override, Horizon Proposed, Horizon Said, Horizon? Came, OverrideVerdict Verdict);

/// <summary>How often one person, or all together, were right against the rule.</summary>
/// <param name="Key">The person, or <see cref="LedgerKey.Total"/>.</param>
public sealed record OverrideScore(string Key, IReadOnlyDictionary<OverrideVerdict, int> Counts)
{
    public int this[OverrideVerdict verdict] => Counts.GetValueOrDefault(verdict);

    public int All => Counts.Values.Sum();

    public int Judged => All - this[OverrideVerdict.Pending];

    /// <summary>The share of those that are judged in which the person was right, with its interval.</summary>
    public WilsonInterval Right => new(this[OverrideVerdict.OverrideRight] + this[OverrideVerdict.Both], Judged);

    /// <summary>The share in which the rule was right.</summary>
    public WilsonInterval ProposalRight => new(this[OverrideVerdict.ProposalRight] + this[OverrideVerdict.Both], Judged);

    /// <summary>By person, all together last.</summary>
    public static IReadOnlyList<OverrideScore> Of(IReadOnlyCollection<JudgedOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return
        [
            .. overrides.GroupBy(row => row.Override.Key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Count(group.Key, group)),
            Count(LedgerKey.Total, overrides),
        ];
    }

    private static OverrideScore Count(string key, IEnumerable<JudgedOverride> rows) =>
        new(key, rows.GroupBy(row => row.Verdict).ToDictionary(group => group.Key, group => group.Count()));
}
