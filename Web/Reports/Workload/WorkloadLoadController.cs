using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Workload;

/// <summary>How somebody's load of a week is made: what he plans, and what each project asks of him beyond that.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/workload/load")]
public sealed class WorkloadLoadController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>Not there for a person whose time the viewer may not look at, and for what is no week.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index(long? who, string? week, CancellationToken cancel)
    {
        var person = (await organisation.ReadAsync(Db, cancel)).SeenBy(Viewer, Today).FirstOrDefault(one => one.Id == who);
        if (person is null || !IsoWeek.TryParse(week, out var asked))
        {
            return NotFound();
        }

        var cell = (await WorkloadReport.OfAsync(Db, [person.Id], new WorkloadQuestion(asked, 1), Today, cancel)).Single();
        var wanted = await WorkloadReport.WantedAsync(Db, person.Id, asked, Today, cancel);
        var ids = wanted.Select(part => part.OpportunityId).ToList();
        var projects = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Number, row.Name })
            .ToDictionaryAsync(row => row.Id, row => $"{row.Number} {row.Name}", cancel);
        RatioPart planned = new(words["Reports.Column.planned_hours"], ClockText.Hours(cell.Planned), WorkloadPage.Calendar(cell));
        RatioPart pipeline = new(words["Reports.Column.pipeline_hours"], ClockText.Hours(cell.Pipeline), RatioRows.Place);
        RatioPart capacity = new(words["Reports.Column.capacity_hours"], ClockText.Hours(cell.Capacity), null);
        return View(RatioPage.View, new RatioPage(
            words["Reports.Column.load_percent"], words["Reports.Means.Workload"], person.Name, [planned, pipeline], [capacity], Show.Percent(cell.Load))
        {
            Back = new($"/reports/workload?week={asked}", words["Reports.Workload"]),
            Days = asked.ToString(),
            Rows = Rows(wanted, projects),
        });
    }

    /// <summary>A project out of the viewer's reach counts without its name.</summary>
    private RatioRows Rows(IReadOnlyList<WantedWork> wanted, Dictionary<long, string> projects) => new(
        words["Reports.Column.pipeline_hours"], words["Reports.Workload.Wanted.Text"],
        [(words["Reports.Workload.Project"], false), (words["Reports.Workload.Wanted"], true), (words["Reports.Workload.OfItPlanned"], true), (words["Reports.Column.pipeline_hours"], true)],
        [
            .. wanted.Select(part => (IReadOnlyList<RatioCell>)
            [
                projects.TryGetValue(part.OpportunityId, out var name) ? new(name, $"/opportunities/{part.OpportunityId}/initiation") : new(words["Reports.Workload.Elsewhere"]),
                new(ClockText.Hours(part.Wanted)), new(ClockText.Hours(part.Planned)), new(ClockText.Hours(part.Beyond)),
            ]),
        ]);
}
