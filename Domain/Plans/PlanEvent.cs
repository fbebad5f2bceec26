namespace SiCrm.Domain.Plans;

public enum PlanEventKind
{
    Planned,
    Changed,
    Moved,
    Done,
    Dropped,
    Lapsed,

    /// <summary>Somebody said how long it took him.</summary>
    Logged,
}

/// <summary>What somebody did with an action; append-only.</summary>
public sealed class PlanEvent
{
    public long Id { get; private set; }

    public long ActionId { get; private set; }

    public PlanEventKind Kind { get; internal init; }

    public DateTime At { get; internal init; }

    public long? ActorId { get; internal init; }

    public DateOnly? FromDueOn { get; internal init; }

    /// <summary>Null when it was closed.</summary>
    public DateOnly? ToDueOn { get; internal init; }

    public string? Words { get; internal init; }
}

/// <summary>Somebody who takes part in an action.</summary>
public sealed class PlanParticipant
{
    internal PlanParticipant(long personId, DateOnly startOn) => (PersonId, StartOn) = (personId, startOn);

    private PlanParticipant()
    {
    }

    public long Id { get; private set; }

    public long ActionId { get; private set; }

    public long PersonId { get; private set; }

    /// <summary>The action's, so that a person's calendar is one walk of an index.</summary>
    public DateOnly StartOn { get; internal set; }

    /// <summary>Who sees to it that it happens.</summary>
    public bool IsLead { get; internal set; }

    /// <summary>How long it took him; null while he did not say.</summary>
    public int? LoggedMinutes { get; internal set; }

    public DateOnly? LoggedOn { get; internal set; }
}
