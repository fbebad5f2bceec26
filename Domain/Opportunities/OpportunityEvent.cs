using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

public enum OpportunityState
{
    Open,
    Won,
    Lost,
    Abandoned,
}

public enum OpportunityEventKind
{
    Opened,

    /// <summary>升迁: to a later stage.</summary>
    Advanced,
    MovedBack,
    Won,
    Lost,
    Abandoned,
    Reopened,

    /// <summary>The amount changed.</summary>
    Revalued,

    /// <summary>The expected signing date changed.</summary>
    Redated,

    /// <summary>Held in Cultivation 集中培育 regardless of its date.</summary>
    Held,

    /// <summary>Its date decides again.</summary>
    Released,

    /// <summary>Somebody else answers for it.</summary>
    HandedOver,

    /// <summary>The owner changed team and took it along.</summary>
    TeamChanged,

    /// <summary>The sales manager's own estimate of the probability.</summary>
    Called,
}

/// <summary>
/// One row of an opportunity's append-only history, with all that reports ask for as it was right after. The row holds for the
/// interval (<see cref="At"/>, <see cref="UntilAt"/>]: the state at an instant t is the one after the last event strictly before t.
/// </summary>
public sealed class OpportunityEvent
{
    internal OpportunityEvent()
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    /// <summary>Position in the history, from 1; orders events of the same instant.</summary>
    public int Seq { get; internal set; }

    public DateTime At { get; internal init; }

    /// <summary>The instant of the next event; null while this is the last.</summary>
    public DateTime? UntilAt { get; internal set; }

    /// <summary>When the program learnt of it; later than <see cref="At"/> for imported history.</summary>
    public DateTime RecordedAt { get; internal init; }

    public OpportunityEventKind Kind { get; internal init; }

    /// <summary>Null for the opening, as all that is said of before.</summary>
    public int? FromStageId { get; internal init; }

    public int StageId { get; internal init; }

    public OpportunityState? FromState { get; internal init; }

    public OpportunityState State { get; internal init; }

    /// <summary>Since when it is in the stage.</summary>
    public DateTime StageSince { get; internal init; }

    public long? FromOwnerId { get; internal init; }

    public long? OwnerId { get; internal init; }

    public long? FromTeamId { get; internal init; }

    public long? TeamId { get; internal init; }

    public long? RegionId { get; internal init; }

    /// <summary>Zero while unknown.</summary>
    public Money AmountBefore { get; internal init; }

    public Money Amount { get; internal init; }

    public DateOnly? ExpectedBefore { get; internal init; }

    public DateOnly? ExpectedOn { get; internal init; }

    /// <summary>The owner holds it in Cultivation.</summary>
    public bool IsHeld { get; internal init; }

    /// <summary>The manager's call in percent; null while he made none.</summary>
    public int? Called { get; internal init; }

    public long? ActorId { get; internal init; }

    public string? Reason { get; internal init; }

    /// <summary>What of the exit checklist it left the stage without, a line each.</summary>
    public string? LeftUndone { get; internal set; }

    public long? ImportId { get; internal init; }

    /// <summary>Whether it was on its way before.</summary>
    public bool WasOpen => FromState == OpportunityState.Open;

    public bool IsOpen => State == OpportunityState.Open;
}

/// <summary>A stay in a stage: what success rates and days are counted from.</summary>
public sealed class StageVisit
{
    internal StageVisit()
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public int StageId { get; internal init; }

    public DateTime EnteredAt { get; internal init; }

    /// <summary>Null while it is there.</summary>
    public DateTime? LeftAt { get; internal set; }

    /// <summary>How it left: Advanced, MovedBack, Won, Lost or Abandoned; null while it is there.</summary>
    public OpportunityEventKind? LeftBy { get; internal set; }
}
