using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Continuity;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Continuity;

/// <summary>The same as a file.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Authorize(Policy = Policies.ExportCustomers)]
[Route("reports/continuity")]
public sealed class ContinuityExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(ContinuityFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var tables = new CareTables(words, await organisation.ReadAsync(Db, cancel), CompanyTime, Db.Company.Facts.Categories, Today);
        return new TableDownload(
            tables.ForReaders(tables.Continuity(ContinuityReport.AllAsync(Db, Viewer.ToExport(RecordType.Customer), filter)), "Reports.Continuity"), format);
    }
}
