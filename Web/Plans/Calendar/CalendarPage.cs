using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Calendar;

public enum CalendarView
{
    Month,
    Week,
    Agenda,
}

/// <summary>Which days of whose calendar.</summary>
/// <param name="Who">A person's number, <c>team</c>, or null for the viewer's own.</param>
public sealed record CalendarQuestion(CalendarView View, DateOnly On, string? Who)
{
    public const string Team = "team";

    private const int AgendaDays = 14;

    /// <summary>How many days the agenda shows.</summary>
    public int Days { get; init; } = AgendaDays;

    /// <summary>As many as are asked for, where the agenda has so many.</summary>
    public CalendarQuestion Of(int? days) => days is > 0 and < AgendaDays ? this with { Days = days.Value } : this;

    public bool IsTeam => Who == Team;

    /// <summary>The first and the last day that is shown.</summary>
    public (DateOnly From, DateOnly Until) Span => View switch
    {
        CalendarView.Month => (IsoWeek.Of(FirstOfMonth).Monday, IsoWeek.Of(FirstOfMonth.AddMonths(1).AddDays(-1)).Sunday),
        CalendarView.Week => (IsoWeek.Of(On).Monday, IsoWeek.Of(On).Sunday),
        _ => (On, On.AddDays(Days - 1)),
    };

    public DateOnly FirstOfMonth => new(On.Year, On.Month, 1);

    public string Previous => Address(View switch { CalendarView.Month => FirstOfMonth.AddMonths(-1), CalendarView.Week => On.AddDays(-7), _ => On.AddDays(-Days) });

    public string Next => Address(View switch { CalendarView.Month => FirstOfMonth.AddMonths(1), CalendarView.Week => On.AddDays(7), _ => On.AddDays(Days) });

    public override string ToString() => Address(On);

    public string Address(DateOnly on, CalendarView? view = null) =>
        $"/calendar?view={view ?? View}&on={Show.Day(on)}{(Who is null ? "" : $"&who={Uri.EscapeDataString(Who)}")}{(Days == AgendaDays ? "" : $"&days={Days}")}";
}

/// <summary>The calendar as its page shows it.</summary>
/// <param name="Shown">Whose; several for a team.</param>
/// <param name="Choices">Whose the viewer may look at.</param>
public sealed record CalendarPage(
    CalendarQuestion Asked, IReadOnlyList<CalendarEntry> Entries, IReadOnlyList<CalendarEntry> Overdue, IReadOnlyList<Colleague> Shown, IReadOnlyList<Colleague> Choices,
    OrganisationFacts Names, Viewer Viewer, BusinessCalendar Calendar, DateOnly Today)
{
    private readonly Dictionary<(long PersonId, DateOnly Day), int> _loads = Times(Entries).Loads(Calendar);
    private readonly HashSet<(long ActionId, long PersonId)> _clashing = Times(Entries).Clashing();
    private readonly ILookup<DateOnly, CalendarEntry> _days = Entries.SelectMany(entry => DaysOf(entry, Calendar).Select(day => (Day: day, Entry: entry)))
        .ToLookup(part => part.Day, part => part.Entry);

    public bool HasChoice => Choices.Count > 1;

    public bool IsOwn => Shown is [{ Id: var id }] && id == Viewer.PersonId;

    public IEnumerable<IsoWeek> Weeks()
    {
        for (var week = IsoWeek.Of(Asked.Span.From); week.Monday <= Asked.Span.Until; week = week.Next)
        {
            yield return week;
        }
    }

    public IEnumerable<ShownDay> Days(DateOnly from, DateOnly until) =>
        Enumerable.Range(0, until.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day => new ShownDay(this, day, [.. _days[day]]));

    public IEnumerable<ShownDay> Days() => Days(Asked.Span.From, Asked.Span.Until);

    public bool Clashes(CalendarEntry entry) => entry.Source == EntrySource.Action && _clashing.Contains((entry.Id, entry.PersonId ?? 0));

    /// <summary>Who has more than eight planned hours on the day, with how many.</summary>
    public IReadOnlyList<(string Name, int Minutes)> Overloaded(DateOnly day) =>
    [
        .. Shown.Select(person => (person.Name, Minutes: _loads.GetValueOrDefault((person.Id, day)))).Where(load => load.Minutes > PlannedTimes.FullDay),
    ];

    public int Minutes(DateOnly day) => Shown.Sum(person => _loads.GetValueOrDefault((person.Id, day)));

    public EntryLine Line(CalendarEntry entry, DateOnly? day = null) => new(entry, this, day ?? entry.StartOn);

    /// <summary>What takes several days stands on each of them that is worked on, as its hours do.</summary>
    private static IEnumerable<DateOnly> DaysOf(CalendarEntry entry, BusinessCalendar calendar) => EntryLine.IsLong(entry)
        ? entry.Time.Spread(calendar).Select(part => part.Day).Prepend(entry.StartOn).Distinct()
        : [entry.StartOn];

    private static IEnumerable<PlannedTime> Times(IEnumerable<CalendarEntry> entries) =>
        entries.Where(entry => entry.Source == EntrySource.Action).Select(entry => entry.Time);
}

public sealed record ShownDay(CalendarPage Page, DateOnly Day, IReadOnlyList<CalendarEntry> Entries)
{
    public bool IsToday => Day == Page.Today;

    public bool IsOutside => Page.Asked.View == CalendarView.Month && Day.Month != Page.Asked.On.Month;

    public bool IsWorked => Page.Calendar.IsWorkingDay(Day);

    public string Weekday => Day.ToString("ddd", CultureInfo.CurrentCulture);
}

/// <summary>One entry on the calendar.</summary>
/// <param name="Day">Which of its days.</param>
public sealed record EntryLine(CalendarEntry Entry, CalendarPage Page, DateOnly Day)
{
    /// <summary>The last of several days; null for what takes one.</summary>
    public DateOnly? Until => IsLong(Entry) ? Entry.DueOn : null;

    public string Back => Page.Asked.ToString();

    public string? Path => Entry switch
    {
        { IsBusyOnly: true } => null,
        { Source: EntrySource.Action } => $"/plan-actions/{Entry.Id}",
        { Source: EntrySource.Care } => $"/customers/{Entry.SubjectId}/care",
        { Source: EntrySource.Lead } => $"/leads/{Entry.Id}",
        { Source: EntrySource.Delivery } => $"/contracts/{Entry.SubjectId}",
        _ => $"/opportunities/{Entry.Id}/plan",
    };

    /// <summary>Whether it can be taken to another day.</summary>
    public bool MayMove => Day == Entry.StartOn && Entry is { Source: EntrySource.Action, IsOpen: true, IsBusyOnly: false };

    /// <summary>The way to say that it is done.</summary>
    public string? Done => Entry switch
    {
        { IsOpen: false } or { IsBusyOnly: true } => null,
        { Source: EntrySource.Action } => $"/plan-actions/{Entry.Id}/done/new?back={Uri.EscapeDataString(Back)}",
        { Source: EntrySource.Care } => $"/care/{Entry.Id}/done/new?back={Uri.EscapeDataString(Back)}",
        _ => null,
    };

    public string Move => $"/plan-actions/{Entry.Id}/moves/new?back={Uri.EscapeDataString(Back)}";

    public string Icon => Entry.Source switch
    {
        EntrySource.Care => "heart-handshake",
        EntrySource.Lead => "target",
        EntrySource.NextStep => "arrow-right",
        EntrySource.Delivery => "package",
        _ => Entry.Kind?.Icon() ?? "lock",
    };

    public string Kind(Words words) => Entry switch
    {
        { IsBusyOnly: true } => words["Plans.Busy"],
        { Care: { } care } => words.Of(care),
        { Kind: { } kind } => words.Of(kind),
        _ => words.Of(Entry.Source),
    };

    public string Title(Words words) => string.IsNullOrEmpty(Entry.Title) ? Kind(words) : Entry.Source == EntrySource.Delivery ? words.Milestone(Entry.Title) : Entry.Title;

    public string? Clock => Entry.StartMinute is { } minute ? PlanLook.Clock(minute, Entry.Minutes) : null;

    internal static bool IsLong(CalendarEntry entry) => entry is { Source: EntrySource.Action, StartMinute: null } && entry.DueOn > entry.StartOn;

    public string? Person => Page.Shown.Count > 1 ? Page.Names.Person(Entry.PersonId) : null;
}
