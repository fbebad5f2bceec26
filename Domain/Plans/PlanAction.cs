using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>What kind of step it is.</summary>
public enum ActionKind
{
    Call,
    Visit,
    Meeting,
    Demo,
    Proposal,
    Bid,

    /// <summary>Among ourselves.</summary>
    Internal,
    Other,
}

public enum ActionState
{
    Open,
    Done,

    /// <summary>Given up, with the reason.</summary>
    Dropped,

    /// <summary>The opportunity ended before it.</summary>
    Lapsed,
}

/// <summary>What is planned.</summary>
/// <param name="StartMinute">The minute of the day that it begins at; null for the whole day.</param>
/// <param name="Minutes">How much work it is for each who takes part.</param>
/// <param name="DueOn">Until when it has to be done; null for the day that it begins on.</param>
/// <param name="People">Who takes part; the first leads it.</param>
public sealed record ActionTerms(
    string? Title, ActionKind Kind, long? GoalId, DateOnly StartOn, int? StartMinute, int Minutes, DateOnly? DueOn, string? Note, IReadOnlyList<Person> People);

/// <summary>行动: a step of a plan, on the calendars of all who take part. Its hour is the clock's on the company's wall, wherever the company's time zone goes.</summary>
public sealed partial class PlanAction
{
    public const int TitleLength = 200;
    public const int NoteLength = 2000;
    public const int MostPeople = 20;

    /// <summary>Nobody plans farther ahead.</summary>
    public const int MostDaysAhead = 730;

    /// <summary>A step that takes longer is several.</summary>
    public const int MostSpan = 60;
    public const int DayMinutes = 24 * 60;
    public const int MostMinutes = MostSpan * 8 * 60;

    private readonly List<PlanParticipant> _people = [];
    private readonly List<PlanEvent> _history = [];

    public PlanAction(long opportunityId, ActionTerms terms, Stamp stamp)
        : this()
    {
        CanTake(terms, stamp).ThrowIfRefused();
        (OpportunityId, CreatedAt, CreatedById) = (opportunityId, stamp.At, stamp.ActorId);
        Take(terms);
        PromisedOn = DueOn;
        Record(PlanEventKind.Planned, null, DueOn, null, stamp);
    }

    private PlanAction() => Title = "";

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public long? GoalId { get; private set; }

    public string Title { get; private set; }

    public ActionKind Kind { get; private set; }

    public string? Note { get; private set; }

    public DateOnly StartOn { get; private set; }

    public int? StartMinute { get; private set; }

    public int Minutes { get; private set; }

    public DateOnly DueOn { get; private set; }

    /// <summary>The day that was promised at first: what the plan-keeping rate is measured by.</summary>
    public DateOnly PromisedOn { get; private set; }

    /// <summary>How often it was put off or forward.</summary>
    public int Moves { get; private set; }

    public ActionState State { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    public long? ClosedById { get; private set; }

    /// <summary>What came of it, or why it was dropped.</summary>
    public string? Outcome { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<PlanParticipant> People => _people;

    public IReadOnlyList<PlanEvent> History => _history;

    public bool IsOpen => State == ActionState.Open;

    public bool IsAllDay => StartMinute is null;

    public long? LeadId => _people.Find(one => one.IsLead)?.PersonId;

    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>What it takes of whose time; the same as the database gives to whoever asks for a calendar.</summary>
    public IEnumerable<PlannedTime> Times() => _people.Select(one => new PlannedTime(Id, one.PersonId, StartOn, StartMinute, Minutes, DueOn));

    /// <summary>Null when it can be planned so.</summary>
    public static Refusal? CanTake(ActionTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return PlainText.Line(terms.Title) is null ? new Refusal("ActionNeedsTitle")
            : terms.People.Count == 0 ? new Refusal("ActionNeedsPeople")
            : terms.People.DistinctBy(person => person.Id).Count() > MostPeople ? new Refusal("ActionPeopleTooMany", MostPeople)
            : CanStand(terms.StartOn, terms.StartMinute, terms.Minutes, terms.DueOn ?? terms.StartOn, stamp.Today)
            ?? Absent(terms.People, terms.StartOn);
    }

    /// <summary>Null when all of them work here on that day.</summary>
    public static Refusal? Absent(IEnumerable<Person> people, DateOnly day) =>
        people.FirstOrDefault(person => !person.IsActive(day)) is { } gone ? new Refusal("ActionPersonNotActive", gone.Name, day) : null;

    private static Refusal? CanStand(DateOnly startOn, int? startMinute, int minutes, DateOnly dueOn, DateOnly today) =>
        startOn < today ? new Refusal("ActionInPast", startOn)
        : startOn.DayNumber - today.DayNumber > MostDaysAhead ? new Refusal("ActionTooFarAhead", startOn, today.AddDays(MostDaysAhead))
        : dueOn < startOn ? new Refusal("ActionDueBeforeStart", startOn)
        : dueOn.DayNumber - startOn.DayNumber > MostSpan ? new Refusal("ActionSpanTooLong", MostSpan)
        : startMinute is < 0 or >= DayMinutes ? new Refusal("ActionClockOutOfRange")
        : minutes is < 0 or > MostMinutes || (startMinute is not null && minutes == 0) ? new Refusal("ActionHoursOutOfRange", MostMinutes / 60)
        : startMinute + minutes > DayMinutes ? new Refusal("ActionPastMidnight")
        : null;

    private void Take(ActionTerms terms)
    {
        (Title, Note) = (PlainText.Cut(PlainText.Line(terms.Title) ?? "", TitleLength), PlainText.Lines(terms.Note));
        (Kind, GoalId) = (terms.Kind, terms.GoalId);
        Seat([.. terms.People.Select(person => person.Id).Distinct()]);
        Stand(terms.StartOn, terms.StartMinute, terms.Minutes, terms.DueOn ?? terms.StartOn);
    }

    private void Stand(DateOnly startOn, int? startMinute, int minutes, DateOnly dueOn)
    {
        (StartOn, StartMinute, Minutes, DueOn) = (startOn, startMinute, minutes, dueOn);
        _people.ForEach(one => one.StartOn = startOn);
        Version++;
    }

    /// <summary>Who stays keeps what he has logged; who has logged something stays.</summary>
    private void Seat(IReadOnlyList<long> people)
    {
        _people.RemoveAll(one => !people.Contains(one.PersonId) && one.LoggedMinutes is null);
        foreach (var id in people.Where(id => _people.TrueForAll(one => one.PersonId != id)))
        {
            _people.Add(new PlanParticipant(id, StartOn));
        }

        _people.ForEach(one => one.IsLead = one.PersonId == people[0]);
    }

    private void Record(PlanEventKind kind, DateOnly? from, DateOnly? to, string? words, Stamp stamp) => _history.Add(new PlanEvent
    {
        Kind = kind,
        At = stamp.At,
        ActorId = stamp.ActorId,
        FromDueOn = from,
        ToDueOn = to,
        Words = PlainText.Lines(words),
    });
}
