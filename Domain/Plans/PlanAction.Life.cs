using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <content>What becomes of it.</content>
public sealed partial class PlanAction
{
    public Refusal? CanChange() => IsOpen ? null : new Refusal("ActionIsClosed", State);

    /// <summary>Null when it may go to that day.</summary>
    /// <param name="people">Those who take part.</param>
    public Refusal? CanMoveTo(DateOnly day, int? startMinute, IEnumerable<Person> people, DateOnly today) =>
        CanChange()
        ?? (day == StartOn && startMinute == StartMinute ? new Refusal("ActionIsThen", day) : null)
        ?? CanStand(day, startMinute, Minutes, DueAfter(day), today)
        ?? Absent(people, day);

    /// <summary>To another day or hour; what it takes, and how long it may take, stays.</summary>
    public void MoveTo(DateOnly day, int? startMinute, string? reason, IEnumerable<Person> people, Stamp stamp)
    {
        CanMoveTo(day, startMinute, people, stamp.Today).ThrowIfRefused();
        var (before, due) = (DueOn, DueAfter(day));
        Record(PlanEventKind.Moved, before, due, reason, stamp);
        Stand(day, startMinute, Minutes, due);
        Moves++;
    }

    /// <summary>Something else is planned in its place; another day counts as moved.</summary>
    public void Change(ActionTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        CanChange().ThrowIfRefused();
        if (terms.StartOn != StartOn || (terms.DueOn ?? terms.StartOn) != DueOn)
        {
            CanTake(terms, stamp).ThrowIfRefused();
            Record(PlanEventKind.Moved, DueOn, terms.DueOn ?? terms.StartOn, null, stamp);
            Moves++;
        }
        else
        {
            CanTake(terms, stamp with { Today = StartOn < stamp.Today ? StartOn : stamp.Today }).ThrowIfRefused();
            Record(PlanEventKind.Changed, DueOn, DueOn, null, stamp);
        }

        Take(terms);
    }

    /// <summary>Done, with what came of it and the time that it took of whoever says so.</summary>
    /// <param name="minutes">Null when he did not say.</param>
    public void Do(string? outcome, int? minutes, Stamp stamp)
    {
        CanChange().ThrowIfRefused();
        if (stamp.ActorId is { } person && minutes is { } spent)
        {
            Spend(person, spent, stamp.Today);
        }

        Close(ActionState.Done, PlanEventKind.Done, outcome, stamp);
    }

    /// <summary>Given up; the plan's keeping counts it, so it says why.</summary>
    public void Drop(string? reason, Stamp stamp)
    {
        (CanChange() ?? (PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        Close(ActionState.Dropped, PlanEventKind.Dropped, reason, stamp);
    }

    /// <summary>The opportunity has ended; nobody broke a promise.</summary>
    public void Lapse(Stamp stamp)
    {
        CanChange().ThrowIfRefused();
        Close(ActionState.Lapsed, PlanEventKind.Lapsed, null, stamp);
    }

    /// <summary>One who took part says how long it took him.</summary>
    public void Log(long personId, int minutes, Stamp stamp)
    {
        Spend(personId, minutes, State == ActionState.Done && ClosedOn is { } day ? day : stamp.Today);
        Record(PlanEventKind.Logged, null, null, null, stamp);
        Version++;
    }

    /// <summary>Somebody takes part in another's place: the opportunity has a new owner.</summary>
    public void Replace(long personId, long successorId, Stamp stamp)
    {
        if (!IsOpen || _people.Find(one => one.PersonId == personId) is not { } before)
        {
            return;
        }

        var order = _people.OrderByDescending(one => one.IsLead).Select(one => one == before ? successorId : one.PersonId).Distinct().ToList();
        Seat(order);
        Record(PlanEventKind.Changed, DueOn, DueOn, null, stamp);
        Version++;
    }

    private DateOnly DueAfter(DateOnly day) => day.DayNumber > DateOnly.MaxValue.DayNumber - MostSpan ? day : day.AddDays(DueOn.DayNumber - StartOn.DayNumber);

    private void Spend(long personId, int minutes, DateOnly day)
    {
        (minutes is < 0 or > MostMinutes ? new Refusal("ActionHoursOutOfRange", MostMinutes / 60) : null).ThrowIfRefused();
        var one = _people.Find(row => row.PersonId == personId);
        if (one is null)
        {
            one = new PlanParticipant(personId, StartOn);
            _people.Add(one);
        }

        (one.LoggedMinutes, one.LoggedOn) = (minutes, day);
    }

    private void Close(ActionState state, PlanEventKind kind, string? words, Stamp stamp)
    {
        Record(kind, DueOn, null, words, stamp);
        (State, ClosedAt, ClosedOn, ClosedById, Outcome) = (state, stamp.At, stamp.Today, stamp.ActorId, PlainText.Lines(words));
        Version++;
    }
}
