using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <content>The way through the stages and its end.</content>
public sealed partial class Opportunity
{
    /// <summary>What a move back needs at least, in words.</summary>
    private const int LeastReason = 2;

    /// <summary>When the qualification gate 客户认定 was passed.</summary>
    public DateTime? QualifiedAt { get; private set; }

    /// <summary>When the initiation gate 立项 was passed; null again when it opens anew.</summary>
    public DateTime? InitiatedAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public CloseReason? CloseReason { get; private set; }

    /// <summary>Who won instead, or was beaten.</summary>
    public string? CloseCompetitor { get; private set; }

    /// <summary>What the next project can learn from it.</summary>
    public string? Lessons { get; private set; }

    /// <summary>Null when it may go to that stage; a gate that is not passed is named by the refusal.</summary>
    public Refusal? CanMoveTo(Stage to, StageScheme stages)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(stages);
        return !IsOpen ? new Refusal("OpportunityIsClosed", Number, State)
            : !to.IsOpen ? new Refusal("StageEndsIt", to)
            : to.Id == StageId ? new Refusal("StageIsPresent", to)
            : GateBefore(to, stages);
    }

    /// <summary>Moves along the way: forward through the gates, or back with a reason.</summary>
    /// <param name="reason">Needed for the way back, and forward where something of the exit checklist is left undone.</param>
    /// <param name="done">What is done of the checklist of the stage that it leaves, in the list's words; null where the way itself is the list, as through a gate.</param>
    public void MoveTo(Stage to, StageScheme stages, string? reason, Stamp stamp, IReadOnlyCollection<string>? done = null)
    {
        CanMoveTo(to, stages).ThrowIfRefused();
        var from = stages.Of(StageId);
        var isForward = to.Position > from.Position;
        var undone = isForward && done is not null ? from.Checklist.Except(done).ToList() : [];
        if ((PlainText.Line(reason)?.Length ?? 0) < LeastReason)
        {
            (isForward ? undone.Count == 0 ? null : new Refusal("ExitChecklistOpen", undone[0], undone.Count) : new Refusal("MoveBackNeedsReason")).ThrowIfRefused();
        }

        Record(isForward ? OpportunityEventKind.Advanced : OpportunityEventKind.MovedBack, stamp, () => StageId = to.Id, reason);
        _history[^1].LeftUndone = undone.Count == 0 ? null : string.Join('\n', undone);
    }

    /// <summary>Null when the customer has signed what may be signed.</summary>
    public Refusal? CanWin(StageScheme stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return !IsOpen ? new Refusal("OpportunityIsClosed", Number, State)
            : CustomerId is null && Customer is null ? new Refusal("WinNeedsCustomer")
            : Amount is null || Amount <= Money.Zero ? new Refusal("WinNeedsAmount")
            : GateBefore(stages.Of(StageKind.Won), stages);
    }

    public void Win(StageScheme stages, Closing closing, Stamp stamp)
    {
        CanWin(stages).ThrowIfRefused();
        Close(OpportunityEventKind.Won, StageKind.Won, OpportunityState.Won, closing, stamp);
    }

    /// <summary>丢单: somebody else got it.</summary>
    public void Lose(Closing closing, Stamp stamp) => Close(OpportunityEventKind.Lost, StageKind.Lost, OpportunityState.Lost, closing, stamp);

    /// <summary>放弃: we, or the customer, gave it up.</summary>
    public void Abandon(Closing closing, Stamp stamp) =>
        Close(OpportunityEventKind.Abandoned, StageKind.Abandoned, OpportunityState.Abandoned, closing, stamp);

    public Refusal? CanReopen() => IsOpen ? new Refusal("OpportunityIsOpen", Number) : null;

    /// <summary>Back on its way, in a stage that it may be in; its end stays in the history.</summary>
    public void Reopen(Stage to, StageScheme stages, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(to);
        CanReopen().ThrowIfRefused();
        if (!to.IsOpen || GateBefore(to, stages) is not null)
        {
            throw new RuleBroken(new Refusal("ReopenElsewhere", to));
        }

        if ((PlainText.Line(reason)?.Length ?? 0) < LeastReason)
        {
            throw new RuleBroken(new Refusal("ReopenNeedsReason"));
        }

        Record(OpportunityEventKind.Reopened, stamp, () => (StageId, State, ClosedAt) = (to.Id, OpportunityState.Open, null), reason);
        Customer?.OpportunityOpened(Id, stamp);
    }

    /// <summary>The gate of the qualification was passed.</summary>
    internal void PassQualification(Stamp stamp)
    {
        QualifiedAt ??= stamp.At;
        Version++;
    }

    /// <summary>The gate of the initiation was passed, or opens anew.</summary>
    internal void PassInitiation(DateTime? at)
    {
        InitiatedAt = at;
        Version++;
    }

    /// <summary>What is behind a gate's stage can be reached through the gate only.</summary>
    private Refusal? GateBefore(Stage to, StageScheme stages) =>
        to.Position >= stages.Of(StageKind.Qualified).Position && QualifiedAt is null ? new Refusal("QualificationNotPassed")
        : to.Position >= stages.Of(StageKind.Initiated).Position && InitiatedAt is null ? new Refusal("InitiationNotPassed")
        : null;

    private void Close(OpportunityEventKind kind, StageKind stage, OpportunityState state, Closing closing, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(closing);
        RefuseClosed();
        (CloseReasons.Of(state).Contains(closing.Reason) ? null : new Refusal("CloseReasonNotOffered", closing.Reason, state)).ThrowIfRefused();
        Record(kind, stamp, () =>
        {
            (StageId, State, ClosedAt) = (Stage.IdOf(stage), state, stamp.At);
            (CloseReason, CloseCompetitor, Lessons) = (closing.Reason, PlainText.Line(closing.Competitor), PlainText.Lines(closing.Lessons));
            (NextStep, NextDueOn) = (null, null);
        }, closing.Words);
        if (state == OpportunityState.Won)
        {
            Customer?.OpportunityWon();
        }
        else
        {
            Customer?.OpportunityEnded(Id == 0 ? null : Id, stamp);
        }
    }
}

/// <summary>What is said at an opportunity's end.</summary>
/// <param name="Words">The reason in words.</param>
public sealed record Closing(CloseReason Reason, string? Words, string? Competitor, string? Lessons);
