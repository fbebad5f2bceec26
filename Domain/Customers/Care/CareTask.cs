using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Care;

public enum CareState
{
    Open,
    Done,
    Skipped,
}

/// <summary>Who is cared for, and whose work that is.</summary>
/// <param name="ContactId">Null for the customer as a whole.</param>
public sealed record CareSubject(long CustomerId, long? ContactId, string Category, long? OwnerId, long? TeamId, long? RegionId);

/// <summary>关怀任务: one dated act of care for a named person; made once for each occasion, see <see cref="Key"/>.</summary>
public sealed class CareTask
{
    public const int KeyLength = 60;

    /// <summary>Nobody puts care off longer.</summary>
    public const int MostMovedDays = 90;

    private readonly List<CareEvent> _history = [];

    /// <param name="key">Unique for the occasion, so that it comes once whoever makes it.</param>
    public CareTask(CareSubject subject, CareKind kind, string key, DateOnly occasionOn, DateOnly dueOn, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (CustomerId, ContactId, Category) = (subject.CustomerId, subject.ContactId, subject.Category);
        (OwnerId, TeamId, RegionId) = (subject.OwnerId, subject.TeamId, subject.RegionId);
        (Kind, Key, OccasionOn, DueOn, CreatedAt) = (kind, key, occasionOn, dueOn, stamp.At);
    }

    private CareTask()
    {
        Key = Category = "";
    }

    public long Id { get; private set; }

    public string Key { get; private set; }

    public long CustomerId { get; private set; }

    public long? ContactId { get; private set; }

    public CareKind Kind { get; private set; }

    /// <summary>The customer's, when the task was made.</summary>
    public string Category { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public long? RegionId { get; private set; }

    /// <summary>The festival, the birthday, the end of the cycle.</summary>
    public DateOnly OccasionOn { get; private set; }

    /// <summary>A working day.</summary>
    public DateOnly DueOn { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public CareState State { get; private set; }

    /// <summary>How often it was put off.</summary>
    public int Moves { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    /// <summary>Null while it is open, and when a touch logged elsewhere did it.</summary>
    public long? ClosedById { get; private set; }

    /// <summary>What came of it, or why it was skipped.</summary>
    public string? Outcome { get; private set; }

    public long? TouchId { get; private set; }

    /// <summary>The touch that it was done by.</summary>
    public Touch? Touch { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<CareEvent> History => _history;

    public bool IsOpen => State == CareState.Open;

    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>The touch is what was done, its words what came of it.</summary>
    public void Do(Touch touch, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(touch);
        CanChange().ThrowIfRefused();
        Touch = touch;
        Close(CareState.Done, touch.Words, stamp);
    }

    /// <summary>Not this time, for a reason that the manager reads.</summary>
    public void Skip(string? reason, Stamp stamp)
    {
        (CanChange() ?? ReasonFor(reason)).ThrowIfRefused();
        Close(CareState.Skipped, reason, stamp);
    }

    public void MoveTo(DateOnly day, string? reason, BusinessCalendar calendar, Stamp stamp)
    {
        (CanChange() ?? CanMoveTo(day, calendar, stamp.Today) ?? ReasonFor(reason)).ThrowIfRefused();
        Record(CareEventKind.Moved, reason, stamp, day);
        DueOn = day;
        Moves++;
        Version++;
    }

    public Refusal? CanChange() => IsOpen ? null : new Refusal("CareIsClosed");

    /// <summary>The customer's owner changed; what is still to be done goes along.</summary>
    public void Follow(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        (OwnerId, TeamId, RegionId) = (customer.OwnerId, customer.TeamId, customer.RegionId);
    }

    private Refusal? CanMoveTo(DateOnly day, BusinessCalendar calendar, DateOnly today) =>
        day <= today ? new Refusal("CareMovesAhead")
        : day > today.AddDays(MostMovedDays) ? new Refusal("CareMovesTooFar", MostMovedDays)
        : !calendar.IsWorkingDay(day) ? new Refusal("CareOnWorkingDay", calendar.DueFor(day, today))
        : day == DueOn ? new Refusal("CareIsDueThen", day)
        : null;

    private static Refusal? ReasonFor(string? reason) => PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null;

    private void Close(CareState state, string? words, Stamp stamp)
    {
        Record(state == CareState.Done ? CareEventKind.Done : CareEventKind.Skipped, words, stamp, null);
        (State, ClosedAt, ClosedById, Outcome) = (state, stamp.At, stamp.ActorId, PlainText.Lines(words));
        Version++;
    }

    private void Record(CareEventKind kind, string? words, Stamp stamp, DateOnly? toDueOn) => _history.Add(new CareEvent
    {
        Kind = kind, At = stamp.At, ActorId = stamp.ActorId, FromDueOn = DueOn, ToDueOn = toDueOn, Words = PlainText.Lines(words),
    });
}
