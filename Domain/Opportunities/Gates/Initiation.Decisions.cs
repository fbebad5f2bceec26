using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

public enum InitiationVerdict
{
    Approve,
    ApproveOnConditions,
    AskForMore,
    Hold,
    Reject,

    /// <summary>The applicant took it back.</summary>
    Withdraw,
}

public static class InitiationVerdicts
{
    /// <summary>The gate opens, at once or on conditions.</summary>
    public static bool Approves(this InitiationVerdict verdict) => verdict is InitiationVerdict.Approve or InitiationVerdict.ApproveOnConditions;
}

/// <summary>One decision on an application; none is ever taken out.</summary>
public sealed class InitiationDecision
{
    internal InitiationDecision(InitiationVerdict verdict, string? words, DateOnly? until, Stamp stamp) =>
        (Verdict, Words, Until, ById, At) = (verdict, words, until, stamp.ActorId, stamp.At);

    private InitiationDecision()
    {
    }

    public long Id { get; private set; }

    public long InitiationId { get; private set; }

    public InitiationVerdict Verdict { get; private set; }

    public string? Words { get; private set; }

    /// <summary>The day until which the conditions are to be met.</summary>
    public DateOnly? Until { get; private set; }

    public long? ById { get; private set; }

    public DateTime At { get; private set; }
}

/// <content>What the approver says, and when that no longer holds.</content>
public sealed partial class Initiation
{
    /// <summary>Whoever is asked may ask for more, hold or reject; only an approval needs a limit that reaches so far.</summary>
    public Refusal? CanDecide(long? approverId) =>
        !IsWaiting ? new Refusal("AlreadyDecided")
        : approverId is not null && approverId == ApplicantId ? new Refusal("OwnApplication")
        : null;

    /// <param name="limit">The presales budget up to which he may approve; null: any.</param>
    public Refusal? CanApprove(long? approverId, Money? limit) =>
        CanDecide(approverId) ?? (limit is { } most && BudgetTotal > most ? new Refusal("AboveApprovalLimit", most) : null);

    /// <param name="words">The conditions, or why; needed for everything but a plain approval.</param>
    /// <param name="until">The day until which the conditions are to be met.</param>
    public void Decide(Opportunity opportunity, InitiationVerdict verdict, string? words, DateOnly? until, Money? limit, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        (verdict.Approves() ? CanApprove(stamp.ActorId, limit) : CanDecide(stamp.ActorId)).ThrowIfRefused();
        (verdict == InitiationVerdict.Withdraw ? new Refusal("AlreadyDecided") : null).ThrowIfRefused();
        var said = PlainText.Lines(words);
        if (verdict != InitiationVerdict.Approve && said is null)
        {
            throw new RuleBroken(new Refusal("DecisionNeedsWords"));
        }

        if (verdict == InitiationVerdict.ApproveOnConditions && (until is null || until < stamp.Today))
        {
            throw new RuleBroken(new Refusal("ConditionsNeedDay"));
        }

        _decisions.Add(new InitiationDecision(verdict, said, verdict == InitiationVerdict.ApproveOnConditions ? until : null, stamp));
        (ApproverId, DecidedAt) = (stamp.ActorId, stamp.At);
        (Conditions, ConditionsUntil) = verdict == InitiationVerdict.ApproveOnConditions ? (said, until) : (null, null);
        State = verdict switch
        {
            InitiationVerdict.Approve => InitiationState.Approved,
            InitiationVerdict.ApproveOnConditions => InitiationState.Conditional,
            InitiationVerdict.AskForMore => InitiationState.Returned,
            InitiationVerdict.Hold => InitiationState.Held,
            _ => InitiationState.Rejected,
        };
        Version++;
        if (IsLive)
        {
            opportunity.PassInitiation(stamp.At);
            foreach (var colleague in Asked)
            {
                opportunity.Join(colleague, TeamFunction.Presales, stamp);
            }
        }
    }

    /// <summary>The approver sees the conditions met: the approval holds without them.</summary>
    public void MeetConditions(Stamp stamp)
    {
        (State == InitiationState.Conditional ? null : new Refusal("NoConditions")).ThrowIfRefused();
        (stamp.ActorId is not null && stamp.ActorId == ApplicantId ? new Refusal("OwnApplication") : null).ThrowIfRefused();
        (State, ConditionsMetAt) = (InitiationState.Approved, stamp.At);
        Version++;
    }

    /// <summary>Presales time or expenses were logged, or taken back.</summary>
    public void Spend(Money amount)
    {
        Spent += amount;
        Version++;
    }

    /// <summary>Why the gate has to open again now; null while what was approved holds.</summary>
    public RegateCause? Due(Opportunity opportunity, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return !IsLive || !opportunity.IsOpen ? null
            : Spent > BudgetTotal ? RegateCause.BudgetSpent
            : (opportunity.Amount ?? Money.Zero).Minor * 100m <= Amount.Minor * (100m - AmountFallsBy) ? RegateCause.AmountFell
            : opportunity.ExpectedOn > ExpectedOn.AddDays(DateSlipsBy) ? RegateCause.DateSlipped
            : State == InitiationState.Conditional && ConditionsUntil < today ? RegateCause.ConditionsExpired
            : null;
    }

    /// <summary>Opens the gate again when something asks for it; the opportunity stays where it is, but goes no further.</summary>
    public bool Regate(Opportunity opportunity, DateOnly today)
    {
        if (Due(opportunity, today) is not { } cause)
        {
            return false;
        }

        (State, Cause) = (InitiationState.Reopened, cause);
        Version++;
        opportunity.PassInitiation(null);
        return true;
    }
}
