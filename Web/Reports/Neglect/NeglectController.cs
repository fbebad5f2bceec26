using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Neglect;

/// <summary>客户盲区: with whom nobody spoke for longer than the cycle.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("reports/neglect")]
[MayTakeLong]
public sealed class NeglectController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(NeglectFilter filter, NeglectPart part, string? after, string? before, CancellationToken cancel)
    {
        var totals = await NeglectReport.TotalsAsync(Db, Viewer, filter, Today, cancel);
        var page = await NeglectReport.PageAsync(Db, Viewer, filter, part, KeysetCursor.Parse(after, before), PageSize, Today, cancel);
        return View("Neglect", new NeglectPage(
            filter, part, totals, page, await organisation.ReadAsync(Db, totals.Select(row => row.OwnerId), cancel), PageAddress.Of(Request), Viewer, Today));
    }
}
