using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Daily;

/// <summary>The daily list as a file: the leads of the day, and those that still wait from earlier ones.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Authorize(Policy = Policies.ExportLeads)]
[Route("reports/lead-daily")]
public sealed class LeadDailyExportsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public IActionResult Show(DailyLook look, ExportFormat format)
    {
        var (day, viewer) = (look.DayOr(Today), Viewer.ToExport(RecordType.Lead));
        var table = new PlainTables(words, CompanyTime).Daily(LeadDaily.AllAsync(Db, viewer, day, look.Filter), LeadDaily.BacklogAsync(Db, viewer, day));
        return new TableDownload(table with
        {
            Name = $"{words["Reports.Daily"]} {SiCrm.Web.Shared.Show.Day(day)}",
            Columns = [.. table.Columns.Select(column => words[$"Reports.Column.{column}"])],
        }, format);
    }
}
