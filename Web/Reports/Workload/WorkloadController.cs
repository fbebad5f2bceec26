using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Workload;

/// <summary>忙闲: who has how much to do in which week, of those whose time the viewer may look at.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/workload")]
[MayTakeLong]
public sealed class WorkloadController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>More people are too much for a page; the team's are one choice away, and the file has all.</summary>
    private const int Most = 80;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? week, int? weeks, long? team, long? who, CancellationToken cancel) =>
        View("Workload", await PageAsync(week, weeks, team, who, Most, cancel));

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(string? week, int? weeks, long? team, long? who, ExportFormat format, CancellationToken cancel)
    {
        var table = new WorkloadTables(await organisation.ReadAsync(Db, cancel)).Workload((await PageAsync(week, weeks, team, who, int.MaxValue, cancel)).Cells);
        return new TableDownload(table with
        {
            Name = $"{words["Reports.Workload"]} {Show.Day(Today)}",
            Columns = [.. table.Columns.Select(column => words[$"Reports.Column.{column}"])],
        }, format);
    }

    private async Task<WorkloadPage> PageAsync(string? week, int? weeks, long? team, long? who, int most, CancellationToken cancel)
    {
        ModelState.LeaveOut("week", week is not null && !IsoWeek.TryParse(week, out _));
        ModelState.LeaveOut("weeks", weeks is < 1 or > WorkloadQuestion.Most);
        var from = IsoWeek.TryParse(week, out var known) ? known : IsoWeek.Of(Today).Previous;
        var asked = new WorkloadQuestion(from, Math.Clamp(weeks ?? WorkloadQuestion.Usual, 1, WorkloadQuestion.Most));
        var names = await organisation.ReadAsync(Db, cancel);
        var seen = names.SeenBy(Viewer, Today);
        team = ModelState.Known("team", team, names.Team, words);
        ModelState.LeaveOut("who", who is not null && seen.All(person => person.Id != who));
        who = seen.FirstOrDefault(person => person.Id == who)?.Id;
        var all = seen.Where(person => who is null ? team is null || person.TeamId == team : person.Id == who).ToList();
        var people = all.Take(most).ToList();
        return new WorkloadPage(asked, people, await WorkloadReport.OfAsync(Db, people.ConvertAll(person => person.Id), asked, Today, cancel), Today)
        {
            Team = team,
            Who = who,
            Teams = names.Teams.Where(one => one.Key == team || seen.Any(person => person.TeamId == one.Key)).ToDictionary(one => one.Key, one => one.Value),
            Others = all.Count - people.Count,
            IsPart = seen.Count < names.People.Values.Count(person => person.IsActive(Today)),
        };
    }
}
