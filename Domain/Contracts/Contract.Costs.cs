using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>What it costs us: expected and booked, by kind; with what was spent before it was won.</content>
public sealed partial class Contract
{
    public Money PlannedCost { get; private set; }

    public Money ActualCost { get; private set; }

    /// <summary>售前成本: carried over from the initiation gate; null while nobody has.</summary>
    public Money? PresalesCost { get; private set; }

    /// <summary>Planned costs where somebody planned them, else what the lines are expected to cost.</summary>
    public Money ExpectedCost => PlannedCost == Money.Zero ? LineCost : PlannedCost;

    /// <summary>What is expected at the end: nobody spends less than he has spent already.</summary>
    public Money CostAtCompletion => ActualCost > ExpectedCost ? ActualCost : ExpectedCost;

    public Money PlannedMargin => AmountExTax - ExpectedCost;

    public Money MarginAtCompletion => AmountExTax - CostAtCompletion;

    public static decimal? RateOf(Money margin, Money amount) => amount.Minor == 0 ? null : decimal.Divide(margin.Minor, amount.Minor);

    public void Spend(CostTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        CanSpend(terms, stamp.Today).ThrowIfRefused();
        Record(terms.IsPlanned ? ContractEventKind.CostPlanned : ContractEventKind.CostBooked, stamp, () =>
        {
            _costs.Add(new ContractCost
            {
                Kind = terms.Kind,
                IsPlanned = terms.IsPlanned,
                On = terms.On,
                Amount = terms.Total,
                HoursHundredths = terms.HoursHundredths,
                HourlyRate = terms.HourlyRate,
                Note = PlainText.Line(terms.Note),
                ActorId = stamp.ActorId,
            });
            (PlannedCost, ActualCost) = terms.IsPlanned ? (PlannedCost + terms.Total, ActualCost) : (PlannedCost, ActualCost + terms.Total);
        }, terms.Total, reason: terms.Note);
    }

    public Refusal? CanSpend(CostTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Status is ContractStatus.Closed or ContractStatus.Terminated ? new Refusal("ContractNotLive", Label)
            : terms.HoursHundredths is < 1 or > 10_000_000 || terms.HourlyRate < Money.Zero || terms.Amount.Minor > Money.Limit ? new Refusal("AmountNeeded")
            : terms.IsBoth ? new Refusal("AmountOrHours")
            : terms.Total == Money.Zero ? new Refusal("AmountNeeded")
            : !terms.IsPlanned && terms.On > today ? new Refusal("DayInFuture", terms.On)
            : (terms.IsPlanned ? PlannedCost : ActualCost) + terms.Total < Money.Zero ? new Refusal("CostBelowZero")
            : null;
    }

    /// <summary>What the opportunity had cost until it was won, and what is logged for it, or taken back, after that.</summary>
    public void CarryPresales(Money cost) => PresalesCost = (PresalesCost ?? Money.Zero) + cost;
}

/// <summary>A cost as it is planned or booked; a negative amount takes back what was booked wrongly.</summary>
/// <param name="HoursHundredths">Labour by the hour: hundredths of an hour.</param>
public sealed record CostTerms(CostKind Kind, bool IsPlanned, DateOnly On, Money Amount, int? HoursHundredths = null, Money? HourlyRate = null, string? Note = null)
{
    /// <summary>An amount beside hours that come to one: only one of them could count.</summary>
    public bool IsBoth => Amount != Money.Zero && HoursHundredths is not null && HourlyRate is not null;

    /// <summary>Hours × rate where both are said, rounded half a cent away from zero; else the amount.</summary>
    public Money Total => HoursHundredths is { } hours && HourlyRate is { } rate
        ? new((long)decimal.Round((decimal)rate.Minor * hours / 100, MidpointRounding.AwayFromZero)) : Amount;
}
