using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>The same as a file: of what the viewer may take away.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Authorize(Policy = Policies.ExportOpportunities)]
[Route("reports/presales-cost")]
public sealed class PresalesCostExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(PresalesCostFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = (await filter.NamedAsync(Db, Viewer, cancel)).Known(ModelState, names, words);
        // A file could not say what was left out of what was asked for: the page does.
        if (!ModelState.IsValid)
        {
            return LocalRedirect($"/reports/presales-cost{Request.QueryString}");
        }

        var report = await PresalesCosts.OfAsync(Db, Viewer.ToExport(RecordType.Opportunity), filter.Asked(Db.Company.Settings, Today), cancel);
        var table = PresalesCostTables.Costs(report, names, words, Viewer);
        return new TableDownload(table with
        {
            Name = $"{words["Reports.PresalesCost"]} {Shared.Show.Day(Today)}",
            Columns = [.. table.Columns.Select(column => words[$"Reports.Column.{column}"])],
        }, format);
    }
}
