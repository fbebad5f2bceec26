using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Neglect;

/// <summary>The same as a file: what the viewer may take away of what he filtered.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Authorize(Policy = Policies.ExportCustomers)]
[Route("reports/neglect")]
public sealed class NeglectExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(NeglectFilter filter, NeglectPart? part, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(filter.Owner ?? "")], cancel);
        filter = filter.Known(ModelState, names, Db.Company.Facts.Categories, words);
        var tables = new CareTables(words, names, CompanyTime, Db.Company.Facts.Categories, Today);
        return new TableDownload(
            tables.ForReaders(tables.Neglect(NeglectReport.AllAsync(Db, Viewer.ToExport(RecordType.Customer), filter, part, Today)), "Reports.Neglect"), format);
    }
}
