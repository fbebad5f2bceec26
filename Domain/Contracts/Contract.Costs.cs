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

    /// <summary>Somebody planned less than the lines are expected to cost: the planned margin may know only a part of the costs.</summary>
    public bool IsPlannedBelowLines => PlannedCost != Money.Zero && PlannedCost < LineCost;

    /// <summary>
    /// 完工成本: what is expected at the end, kept for lists and reports. Nobody spends less than he has spent already; where somebody planned,
    /// that holds kind by kind, because what one kind runs over is not saved in another.
    /// </summary>
    public Money CostAtCompletion { get; private set; }

    public Money PlannedMargin => AmountExTax - ExpectedCost;

    public ContractResult Result => new(Status, AmountExTax, AmountInTax, Lapsed, ActualCost, CostAtCompletion);

    public static decimal? RateOf(Money margin, Money amount) => amount.Minor == 0 ? null : decimal.Divide(margin.Minor, amount.Minor);

    public void Spend(CostTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        CanSpend(terms, stamp.Today).ThrowIfRefused();
        Record(terms.IsPlanned ? ContractEventKind.CostPlanned : ContractEventKind.CostBooked, stamp, () => Enter(new ContractCost
        {
            Kind = terms.Kind,
            IsPlanned = terms.IsPlanned,
            On = terms.On,
            Amount = terms.Total,
            HoursHundredths = terms.HoursHundredths,
            HourlyRate = terms.HourlyRate,
            Note = PlainText.Line(terms.Note),
            ActorId = stamp.ActorId,
        }), terms.Total, reason: terms.Note);
    }

    /// <summary>冲销: what was entered wrongly stays, with a counter-entry of today that says why.</summary>
    public void TakeBack(long costId, string? reason, Stamp stamp)
    {
        var cost = _costs.Find(row => row.Id == costId) ?? throw new RuleBroken(new Refusal("CostNotThere", Label));
        (CanTakeBack(cost) ?? (PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Record(ContractEventKind.CostTakenBack, stamp, () => Enter(new ContractCost
        {
            Kind = cost.Kind,
            IsPlanned = cost.IsPlanned,
            On = stamp.Today,
            Amount = -cost.Amount,
            Note = PlainText.Line(reason),
            ActorId = stamp.ActorId,
            TakesBackId = cost.Id,
        }), -cost.Amount, reason: reason);
    }

    public Refusal? CanTakeBack(ContractCost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return Status.IsOver() && (cost.IsPlanned || !Status.IsSettled()) ? new Refusal("ContractNotLive", Label)
            : cost.TakesBackId is not null ? new Refusal("CostIsCounterEntry")
            : CounterEntryOf(cost) is { } counter ? new Refusal("CostTakenBack", counter.On)
            : (cost.IsPlanned ? PlannedCost : ActualCost) - cost.Amount < Money.Zero ? new Refusal("CostBelowZero")
            : null;
    }

    public ContractCost? CounterEntryOf(ContractCost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return _costs.Find(row => row.TakesBackId == cost.Id);
    }

    /// <summary>The same was entered already, and stands: it may be the same cost once more.</summary>
    public ContractCost? CostLike(CostTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return _costs.Find(row => row.TakesBackId is null && CounterEntryOf(row) is null && row.Kind == terms.Kind && row.IsPlanned == terms.IsPlanned
            && row.On == terms.On && row.Amount == terms.Total && row.Note == PlainText.Line(terms.Note));
    }

    public Refusal? CanSpend(CostTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Status.IsOver() && (terms.IsPlanned || !Status.IsSettled()) ? new Refusal("ContractNotLive", Label)
            : terms.HoursHundredths is < 1 or > 10_000_000 || terms.HourlyRate < Money.Zero || terms.Amount.Minor > Money.Limit ? new Refusal("AmountNeeded")
            : terms.IsBoth ? new Refusal("AmountOrHours")
            : terms.Total == Money.Zero ? new Refusal("AmountNeeded")
            : !terms.IsPlanned && terms.On > today ? new Refusal("DayInFuture", terms.On)
            : CanDate(terms.On) is { } mistyped ? mistyped
            : (terms.IsPlanned ? PlannedCost : ActualCost) + terms.Total < Money.Zero ? new Refusal("CostBelowZero")
            : null;
    }

    private void Enter(ContractCost cost)
    {
        _costs.Add(cost);
        (PlannedCost, ActualCost) = cost.IsPlanned ? (PlannedCost + cost.Amount, ActualCost) : (PlannedCost, ActualCost + cost.Amount);
        Foresee();
    }

    private void Foresee() => CostAtCompletion = PlannedCost == Money.Zero ? Most(LineCost, ActualCost)
        : new(_costs.GroupBy(cost => cost.Kind).Sum(kind => Most(Sum(kind, isPlanned: true), Sum(kind, isPlanned: false)).Minor));

    private static Money Sum(IEnumerable<ContractCost> costs, bool isPlanned) => new(costs.Where(cost => cost.IsPlanned == isPlanned).Sum(cost => cost.Amount.Minor));

    private static Money Most(Money one, Money other) => one > other ? one : other;

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
