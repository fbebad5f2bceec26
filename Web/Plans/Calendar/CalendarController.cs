using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Calendar;

/// <summary>日程: what is planned and due, the viewer's own, a colleague's or the team's within his scope.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("calendar")]
public sealed class CalendarController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int MostPeople = 60;
    private const int MostOverdue = 20;

    /// <summary>What lies farther away is no plan any more.</summary>
    private const int MostYears = 10;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? view, string? on, string? who, int? days, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [Viewer.PersonId], cancel);
        var choices = names.SeenBy(Viewer, Today);
        if (PeopleOf(who, choices) is not { } shown)
        {
            return NotFound();
        }

        var asked = new CalendarQuestion(Enum.TryParse<CalendarView>(view, true, out var known) && Enum.IsDefined(known) ? known : CalendarView.Month, DayOf(on), who).Of(days);
        var people = shown.Select(person => person.Id).ToList();
        var entries = await Db.CalendarAsync(Viewer, people, asked.Span.From, asked.Span.Until, cancel);
        var overdue = asked.View == CalendarView.Agenda && people is [var one] && asked.On == Today
            ? await Db.OverdueActionsAsync(Viewer, one, Today, MostOverdue, cancel) : [];
        return View("Calendar", new CalendarPage(asked, entries, overdue, shown, choices, names, Viewer, Db.Company.Facts.Calendar, Today));
    }

    /// <summary>Null for somebody whose time the viewer may not look at.</summary>
    private IReadOnlyList<Colleague>? PeopleOf(string? who, IReadOnlyList<Colleague> choices) => who switch
    {
        null or "" => [.. choices.Where(person => person.Id == Viewer.PersonId)],
        CalendarQuestion.Team => [.. choices.Where(person => person.TeamId == Viewer.TeamId || Viewer.TeamId is null).Take(MostPeople)],
        _ => choices.FirstOrDefault(person => person.Id.ToString(CultureInfo.InvariantCulture) == who) is { } one ? [one] : null,
    };

    private DateOnly DayOf(string? on)
    {
        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known : Today;
        return day < Today.AddYears(-MostYears) || day > Today.AddYears(MostYears) ? Today : day;
    }
}
