using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

public enum InitiationState
{
    /// <summary>Waits for the approver.</summary>
    Applied,
    Approved,

    /// <summary>有条件通过: until the day that the conditions expire.</summary>
    Conditional,

    /// <summary>The approver asks for more.</summary>
    Returned,
    Held,
    Rejected,

    /// <summary>The gate has opened again by itself: what was approved no longer holds.</summary>
    Reopened,

    /// <summary>Taken back, or followed by a newer application.</summary>
    Superseded,
}

/// <summary>Why a gate opens again by itself.</summary>
public enum RegateCause
{
    /// <summary>The presales budget is spent.</summary>
    BudgetSpent,

    /// <summary>The amount fell by 30 % or more.</summary>
    AmountFell,

    /// <summary>The expected date slipped by more than 60 days.</summary>
    DateSlipped,

    /// <summary>The conditions expired before they were met.</summary>
    ConditionsExpired,
}

/// <summary>What is applied for.</summary>
/// <param name="Margin">The gross margin that is expected when it is won.</param>
/// <param name="Probability">In percent, as the applicant sees it.</param>
public sealed record InitiationTerms(
    Money Amount, Money Margin, int Probability, DateOnly ExpectedOn, string Strategy, string? Competitors, IReadOnlyList<PresalesLine> Budget);

/// <summary>立项: one application for presales effort on an opportunity, with its decisions (product text, section 5).</summary>
public sealed partial class Initiation
{
    public const int AmountFallsBy = 30;
    public const int DateSlipsBy = 60;
    public const int MostLines = 40;

    private readonly List<InitiationDecision> _decisions = [];
    private List<PresalesLine> _budget = [];

    public Initiation(Opportunity opportunity, InitiationTerms terms, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        CanApply(opportunity).ThrowIfRefused();
        (Opportunity, OpportunityId, ApplicantId, AppliedAt) = (opportunity, opportunity.Id, stamp.ActorId, stamp.At);
        Ask(terms, stamp);
    }

    private Initiation()
    {
        Opportunity = null!;
        Strategy = "";
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public Opportunity Opportunity { get; private set; }

    public InitiationState State { get; private set; }

    public long? ApplicantId { get; private set; }

    public DateTime AppliedAt { get; private set; }

    public Money Amount { get; private set; }

    public Money Margin { get; private set; }

    public int Probability { get; private set; }

    public DateOnly ExpectedOn { get; private set; }

    public string Strategy { get; private set; }

    public string? Competitors { get; private set; }

    public IReadOnlyList<PresalesLine> Budget => _budget;

    public Money BudgetTotal { get; private set; }

    /// <summary>The last day for which the budget asks for somebody's time; null where it does not say when.</summary>
    public DateOnly? WorkUntil { get; private set; }

    /// <summary>Presales time and expenses logged against it so far.</summary>
    public Money Spent { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public long? ApproverId { get; private set; }

    public string? Conditions { get; private set; }

    public DateOnly? ConditionsUntil { get; private set; }

    public DateTime? ConditionsMetAt { get; private set; }

    public RegateCause? Cause { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<InitiationDecision> Decisions => _decisions;

    /// <summary>Presales work may go on.</summary>
    public bool IsLive => State is InitiationState.Approved or InitiationState.Conditional;

    /// <summary>Somebody has to decide.</summary>
    public bool IsWaiting => State is InitiationState.Applied or InitiationState.Held;

    public Money ToSpend => Spent > BudgetTotal ? Money.Zero : BudgetTotal - Spent;

    public int Burn => GateMath.Burn(Spent, BudgetTotal);

    public static Refusal? CanApply(Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return !opportunity.IsOpen ? new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State)
            : opportunity.QualifiedAt is null ? new Refusal("QualificationNotPassed")
            : null;
    }

    /// <summary>Answers what the approver asked for.</summary>
    public void Resubmit(InitiationTerms terms, Stamp stamp)
    {
        (State == InitiationState.Returned ? null : new Refusal("NotReturned")).ThrowIfRefused();
        Ask(terms, stamp);
    }

    /// <summary>A newer application takes its place; what was spent goes over to that one.</summary>
    public void GiveWayTo(Initiation newer)
    {
        ArgumentNullException.ThrowIfNull(newer);
        newer.Spent += Spent;
        State = InitiationState.Superseded;
        Version++;
    }

    private void Ask(InitiationTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Refuse(terms, stamp).ThrowIfRefused();
        (Amount, Margin, Probability, ExpectedOn) = (terms.Amount, terms.Margin, terms.Probability, terms.ExpectedOn);
        (Strategy, Competitors) = (PlainText.Lines(terms.Strategy) ?? "", PlainText.Lines(terms.Competitors));
        _budget = [.. terms.Budget];
        WorkUntil = terms.Budget.Where(line => line.Kind == PresalesKind.PersonDays).Max(line => line.EndOn);
        BudgetTotal = terms.Budget.Aggregate(Money.Zero, (sum, line) => sum + line.Cost);
        State = InitiationState.Applied;
        Version++;
    }

    private static Refusal? Refuse(InitiationTerms terms, Stamp stamp) =>
        terms.Amount <= Money.Zero || terms.Amount.Minor > Money.Limit ? new Refusal("AmountOutOfRange")
        : terms.Margin > terms.Amount ? new Refusal("MarginAboveAmount")
        : terms.Probability is < 1 or > 99 ? new Refusal("ProbabilityOutOfRange")
        : terms.ExpectedOn < stamp.Today ? new Refusal("ExpectedOutOfRange")
        : PlainText.Lines(terms.Strategy) is null ? new Refusal("InitiationNeedsStrategy")
        : terms.Budget.Count is 0 or > MostLines ? new Refusal("InitiationNeedsBudget", MostLines)
        : terms.Budget.Any(IsWrong) ? new Refusal("BudgetLineOutOfRange")
        : null;

    private static bool IsWrong(PresalesLine line) => string.IsNullOrWhiteSpace(line.Speciality) || line.Cost <= Money.Zero || line.Cost.Minor > Money.Limit
        || line.TenthDays is < 0 or > PresalesLine.MostTenths || line.EndOn < line.StartOn || line.EndOn > line.StartOn?.AddDays(PresalesLine.MostSpan);
}
