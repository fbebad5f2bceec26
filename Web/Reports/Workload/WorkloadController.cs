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
    [HttpGet("")]
    public async Task<IActionResult> Index(string? week, int? weeks, CancellationToken cancel) => View("Workload", await PageAsync(week, weeks, cancel));

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(string? week, int? weeks, ExportFormat format, CancellationToken cancel)
    {
        var table = new WorkloadTables(await organisation.ReadAsync(Db, cancel)).Workload((await PageAsync(week, weeks, cancel)).Cells);
        return new TableDownload(table with
        {
            Name = $"{words["Reports.Workload"]} {Show.Day(Today)}",
            Columns = [.. table.Columns.Select(column => words[$"Reports.Column.{column}"])],
        }, format);
    }

    private async Task<WorkloadPage> PageAsync(string? week, int? weeks, CancellationToken cancel)
    {
        var from = IsoWeek.TryParse(week, out var known) ? known : IsoWeek.Of(Today).Previous;
        var asked = new WorkloadQuestion(from, Math.Clamp(weeks ?? WorkloadQuestion.Usual, 1, WorkloadQuestion.Most));
        var people = (await organisation.ReadAsync(Db, cancel)).SeenBy(Viewer, Today);
        return new WorkloadPage(asked, people, await WorkloadReport.OfAsync(Db, [.. people.Select(person => person.Id)], asked, Today, cancel), Today);
    }
}
