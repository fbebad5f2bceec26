using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access.HandOvers;

public enum HandOverState
{
    /// <summary>Proposed and looked at; nothing has moved.</summary>
    Draft,

    /// <summary>Confirmed for a later day.</summary>
    Scheduled,
    Done,
    Undone,
    Cancelled,
}

/// <summary>移交: what somebody answers for goes to others in one transaction, with a proof, and can be taken back for a day (product text, section 2).</summary>
public sealed class HandOver
{
    public const int ReasonLength = 1000;

    public static readonly TimeSpan UndoWithin = TimeSpan.FromHours(24);

    private readonly List<HandOverRow> _rows = [];

    public HandOver(HandOverCriteria criteria, IEnumerable<HandOverRow> rows, Stamp stamp)
    {
        (Criteria, MadeAt, MadeById) = (criteria, stamp.At, stamp.ActorId);
        _rows.AddRange(rows);
        Size = _rows.Count;
        (Size == 0 ? new Refusal("NothingToHandOver") : null).ThrowIfRefused();
    }

    private HandOver()
    {
        Criteria = new HandOverCriteria();
    }

    public long Id { get; private set; }

    public HandOverCriteria Criteria { get; private set; }

    public HandOverState State { get; private set; }

    public DateTime MadeAt { get; private set; }

    public long? MadeById { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The day on which it moves; null for a draft.</summary>
    public DateOnly? EffectiveOn { get; private set; }

    public long? ConfirmedById { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public long? UndoneById { get; private set; }

    /// <summary>How many records it was proposed for.</summary>
    public int Size { get; private set; }

    /// <summary>What the records were worth right before and right after, as text; see <see cref="HandOverProof"/>.</summary>
    public HandOverProof? Proof { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<HandOverRow> Rows => _rows;

    public void Confirm(string? reason, DateOnly on, Stamp stamp)
    {
        CanConfirm(reason, on, stamp).ThrowIfRefused();
        (Reason, EffectiveOn, ConfirmedById, State) = (PlainText.Line(reason), on, stamp.ActorId, HandOverState.Scheduled);
        Version++;
    }

    public Refusal? CanConfirm(string? reason, DateOnly on, Stamp stamp) =>
        State != HandOverState.Draft ? new Refusal("HandOverIsNoDraft")
        : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded")
        : on < stamp.Today ? new Refusal("DateIsPast", on)
        : null;

    /// <summary>The records have moved.</summary>
    public void Finish(HandOverProof proof, Stamp stamp)
    {
        (State == HandOverState.Scheduled ? null : new Refusal("HandOverIsNotScheduled")).ThrowIfRefused();
        (Proof, DoneAt, State) = (proof, stamp.At, HandOverState.Done);
        Version++;
    }

    public void Undo(Stamp stamp)
    {
        CanUndo(stamp).ThrowIfRefused();
        (UndoneAt, UndoneById, State) = (stamp.At, stamp.ActorId, HandOverState.Undone);
        Version++;
    }

    public Refusal? CanUndo(Stamp stamp) =>
        State == HandOverState.Undone ? new Refusal("AlreadyUndone")
        : State != HandOverState.Done ? new Refusal("HandOverIsNotDone")
        : stamp.At > DoneAt + UndoWithin ? new Refusal("HandOverUndoTooLate")
        : null;

    public void Cancel(Stamp stamp)
    {
        (State is HandOverState.Draft or HandOverState.Scheduled ? null : new Refusal("HandOverIsDone")).ThrowIfRefused();
        (State, UndoneAt, UndoneById) = (HandOverState.Cancelled, stamp.At, stamp.ActorId);
        Version++;
    }

    /// <summary>Somebody else gets one record, and what goes with it.</summary>
    public void Redirect(HandOverRow row, Successor to)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(to);
        (State == HandOverState.Draft ? null : new Refusal("HandOverIsNoDraft")).ThrowIfRefused();
        (to.Id == Criteria.FromId ? new Refusal("HandOverToHimself", to.Name) : null).ThrowIfRefused();
        row.GoTo(to.Id);
        Version++;
    }
}
