using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Home.Cards;

/// <content>What is to be done: steps, care, gates, leads, and the program's own work.</content>
public sealed partial class HomeCards
{
    private const int Counted = HomeList<int>.Most + 1;

    private const int DaysAhead = 7;

    private HomePersonal? _personal;
    private HomeSteps? _steps;
    private NextSteps? _next;
    private DeskDuties? _duties;

    private bool IsTeam => frame.Role == Role.SalesManager;

    private async Task<HomeCard?> WorkAsync(string card, CancellationToken cancel)
    {
        switch (card)
        {
            case "approvals":
                return Viewer.May(RecordType.Opportunity, AccessAction.Approve) || Viewer.May(RecordType.Appraisal, AccessAction.Approve)
                    ? List(card, "Approvals", "/approvals", new HomeList<WaitingGate>(await db.WaitingGatesAsync(Viewer, Counted, cancel))) : null;
            case "care":
                var filter = IsTeam ? new CareFilter { Team = true, Due = CareDue.Overdue } : new CareFilter { Due = CareDue.Today };
                return List(card, "Care", IsTeam ? "/care?team=true&due=Overdue" : "/care?due=Today",
                    new HomeList<CareRow>(await db.CareDueAsync(Viewer, filter, Today, Counted, cancel)));
            case "presales":
                var projects = await db.PresalesProjectsAsync(Viewer, IsoWeek.Of(Today), cancel);
                return List(card, "Presales", "/presales", new HomeList<PresalesProject>(projects));
            case "requests":
                return List(card, "Requests", "/opportunities?requested=true", new HomeList<GateRequest>(await db.GateRequestsAsync(Viewer, Counted, cancel)));
        }

        _steps ??= await db.HomeStepsAsync(Viewer, IsTeam, Today, cancel);
        if (card == "instructions")
        {
            return _steps.Instructed.Count == 0 ? null : List(card, "Instructions", IsTeam ? "/reports/key-projects" : "/opportunities?owner=me", _steps.Instructed);
        }

        return card == "steps-missing" ? List(card, "StepsMissing", IsTeam ? "/opportunities?noStep=true" : "/opportunities?owner=me&noStep=true", _steps.Missing)
            : _steps.Today is { } today ? List(card, "StepsToday", "/calendar?view=Agenda", today) : null;
    }

    private async Task<HomeCard?> LeadsAsync(string card, CancellationToken cancel)
    {
        switch (card)
        {
            case "confirmations":
                return List(card, "Confirmations", "/my/confirmations", new HomeList<ConfirmationRow>(await db.OpenConfirmationsAsync(Viewer, Today, Counted, cancel)));
            case "triage":
                return List(card, "Triage", "/desk/triage", new HomeList<TriageRow>((await db.TriageAsync(Viewer, null, Counted, cancel)).Rows));
            case "stale":
                var due = await db.StaleAsync(Viewer, new StaleFilter { Due = StaleDue.Overdue }, null, Counted, frame.Now, cancel);
                return List(card, "Stale", "/desk/stale?due=Overdue", new HomeList<StaleRow>(due.Rows));
            case "reclaim":
                _duties ??= await db.DeskDutiesAsync(cancel);
                return Card(card, "Reclaim", "/desk/reclaim", new HomeDuties(_duties), _duties?.Run.Waiting ?? 0);
            case "captured":
                var captured = await db.CapturedSinceAsync(Viewer, db.Company.Time.StartOf(Today), cancel);
                return Card(card, "Captured", $"/reports/lead-daily?date={Shared.Show.Day(Today)}", captured, captured);
        }

        _next ??= await db.NextStepsAsync(Viewer, Today, cancel);
        var (leads, path) = card switch
        {
            "missing" => (_next.Missing, "/leads?owner=me&due=Missing"),
            "countdown" => (_next.Countdown, "/leads?owner=me&sort=Reclaim"),
            _ => (_next.Due, "/leads?owner=me&due=UntilToday"),
        };
        return List(card, "OwnLeads", path, new HomeList<OwnLead>(leads));
    }

    private async Task<HomeCard?> OperationsAsync(string card, CancellationToken cancel)
    {
        switch (card)
        {
            case "operations":
                var failed = await db.FailedJobsAsync(frame.Now, cancel);
                return Card(card, "Operations", "/operations/jobs", new OperationsGlance(failed, backups.Newest), failed);
            case "people":
                var people = frame.Names.People.Values.Where(person => person.IsActive(Today)).ToList();
                return Card(card, "People", "/people?active=true", people, people.Count);
            case "imports":
                return Card(card, "Plain", "/imports", "Home.Imports", (int)_figures.Count(Infrastructure.Reports.Home.HomePart.ImportsOpen));
            default:
                return Card(card, "Plain", "/audit?since=" + frame.Now.AddDays(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), "Home.Audited", (int)_figures.Count(Infrastructure.Reports.Home.HomePart.Audited));
        }
    }

    /// <summary>What is new for him, and reports with their filters, as he keeps them under a name; no card where there are none.</summary>
    private async Task<HomeCard?> PersonalAsync(string card, CancellationToken cancel)
    {
        _personal ??= await db.PersonalAsync(Viewer, Reports.FavouritesController.ListName, cancel);
        Unread = _personal.Unread.Count;
        return card == "told" ? Unread == 0 ? null : Card(card, "Told", "/notifications", _personal.Unread.Take(HomeList<int>.Shown).ToList(), Unread)
            : _personal.Favourites.Count == 0 ? null : Card(card, "Favourites", "/reports", _personal.Favourites);
    }

    /// <summary>His own planned hours, today and the six days after.</summary>
    private async Task<HomeCard?> OwnDaysAsync(string card, CancellationToken cancel)
    {
        var me = Viewer.PersonId ?? 0;
        var loads = (await db.TimesOf([me], Today, Today.AddDays(DaysAhead - 1)).ToListAsync(cancel)).Loads(db.Company.Facts.Calendar);
        var days = Enumerable.Range(0, DaysAhead).Select(Today.AddDays).Select(day => new HomeDay(day, loads.GetValueOrDefault((me, day)))).ToList();
        return Card(card, "Days", $"/calendar?view=Agenda&days={DaysAhead}", days, days.Count(day => day.IsFull));
    }

    private HomeCard<HomeList<T>> List<T>(string card, string view, string path, HomeList<T> list) => Card(card, view, path, list, list.Count);
}

/// <summary>How much somebody has planned for a day.</summary>
public sealed record HomeDay(DateOnly Day, int Minutes)
{
    public bool IsFull => Minutes > PlannedTimes.FullDay;
}

/// <summary>What waits at the lead desk; null before its first night.</summary>
public sealed record HomeDuties(DeskDuties? Duties);
