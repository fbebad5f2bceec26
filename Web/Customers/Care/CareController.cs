using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>客户关怀: what is to be done for customers, the viewer's own or his team's.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("care")]
public sealed class CareController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CareFilter filter, string? after, string? before, CancellationToken cancel)
    {
        var page = await Db.CareAsync(Viewer, filter, KeysetCursor.Parse(after, before), PageSize, Today, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return View("Care", new CarePage(filter, page, names, PageAddress.Of(Request), Viewer, Today));
    }
}
