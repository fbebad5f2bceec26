using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access.HandOvers;

public enum HandedType
{
    Customer,
    Lead,
    Opportunity,

    /// <summary>Not its owner changes but its project manager.</summary>
    Contract,
}

public enum HandedState
{
    Planned,
    Moved,

    /// <summary>It was somebody else's by then, or could not go; <see cref="HandOverRow.Because"/> says which.</summary>
    Stayed,

    /// <summary>Back with whom it came from.</summary>
    Returned,

    /// <summary>The undo left it, because it has gone on since.</summary>
    WentOn,
}

/// <summary>One record of a hand-over: from whom, to whom, and what became of it.</summary>
public sealed class HandOverRow
{
    public const int NameLength = 240;

    public HandOverRow(HandedType type, long recordId, string name, long? customerId, Money amount, HandOverReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        (Type, RecordId, Name, CustomerId, Amount) = (type, recordId, PlainText.Cut(name, NameLength), customerId, amount);
        (ToId, Cause, CauseWord) = (reason.ToId, reason.Cause, reason.Word);
    }

    private HandOverRow()
    {
        Name = "";
    }

    public long Id { get; private set; }

    public long HandOverId { get; private set; }

    public HandedType Type { get; private set; }

    public long RecordId { get; private set; }

    /// <summary>As it was called at the preview.</summary>
    public string Name { get; private set; }

    /// <summary>The customer that it goes with; null when it goes alone.</summary>
    public long? CustomerId { get; private set; }

    public Money Amount { get; private set; }

    public long ToId { get; private set; }

    /// <summary>Why he gets it.</summary>
    public HandOverCause Cause { get; private set; }

    public string? CauseWord { get; private set; }

    public HandedState State { get; private set; }

    /// <summary>The code of the refusal, where the record stayed or went on.</summary>
    public string? Because { get; private set; }

    public void GoTo(long personId) => (ToId, Cause, CauseWord) = (personId, HandOverCause.ByHand, null);

    public void Become(HandedState state, string? because = null) => (State, Because) = (state, because);
}
