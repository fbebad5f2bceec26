using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>How a ratio of a report of sales is made.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[MayTakeLong]
public sealed class SalesRatiosController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <param name="of">The column's name.</param>
    /// <param name="row">The row's number, or its first day; without it the total's.</param>
    [HttpGet("reports/{key:regex(^(contract-execution|regional-sales|customer-purchases|sales-by-time|product-sales)$)}/ratio")]
    public async Task<IActionResult> Index(string key, SalesFilter filter, string? of, string? row, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = this.Readable(await filter.NamedAsync(Db, Viewer, cancel), names, words, Db.Company.Settings.FiscalYearStart, known => known.Asked(Viewer, Db.Company.Settings, Today, names));
        var (asked, address) = (filter.Asked(Viewer, Db.Company.Settings, Today, names), PageAddress.Of(Request));
        var report = address.At($"/reports/{key}").Without("of", "row");
        var table = (await new SalesTables(Db, words, names, Today).OfAsync(key, asked, cancel, SalesRatios.IsRunning(key, of) ? filter.Shown().FromFirst() : filter.Shown())).OpenedFrom(report);
        var made = key == "sales-by-time" && (of is SalesExpectation.GapName or SalesExpectation.CoverageName)
            ? await SalesExpectation.GapAsync(Db, asked, SalesTable.Amount(table.Total.Cells[2]) ?? Money.Zero, Now, cancel) is { } gap
                ? SalesExpectation.Ratio(gap, of, table, asked, new(report.ToString(), words[$"Reports.Sales.{key}"]), report, words) : null
            : table.Ratio(of, row, address, words);
        return made is { } ratio
            ? View("/Reports/Frame/Ratio.cshtml", ratio with { Days = $"{Show.Day(asked.From)} – {Show.Day(asked.To)}", Narrowed = asked.Narrowed(names, words) })
            : LocalRedirect(report.ToString());
    }
}
