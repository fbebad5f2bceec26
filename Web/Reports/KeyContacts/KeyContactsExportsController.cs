using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.KeyContacts;

/// <summary>The same as a file.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Authorize(Policy = Policies.ExportCustomers)]
[Route("reports/key-contacts")]
public sealed class KeyContactsExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(KeyContactsFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = filter.Known(ModelState, names, Db.Company.Facts.Categories, words);
        var tables = new CareTables(words, names, CompanyTime, Db.Company.Facts.Categories, Today);
        return new TableDownload(
            tables.ForReaders(tables.KeyContacts(KeyContactsReport.AllAsync(Db, Viewer.ToExport(RecordType.Customer), filter, Today)), "Reports.KeyContacts"), format);
    }
}
