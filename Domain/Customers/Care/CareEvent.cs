namespace SiCrm.Domain.Customers.Care;

public enum CareEventKind
{
    Done,
    Moved,
    Skipped,
}

/// <summary>What somebody did with a care task; append-only.</summary>
public sealed class CareEvent
{
    public long Id { get; private set; }

    public long TaskId { get; private set; }

    public CareEventKind Kind { get; internal init; }

    public DateTime At { get; internal init; }

    public long? ActorId { get; internal init; }

    public DateOnly FromDueOn { get; internal init; }

    /// <summary>Null when it was closed.</summary>
    public DateOnly? ToDueOn { get; internal init; }

    public string? Words { get; internal init; }
}
