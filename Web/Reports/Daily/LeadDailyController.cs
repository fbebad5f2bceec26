using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Daily;

/// <summary>销售线索日报: the leads of a day.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("reports/lead-daily")]
[MayTakeLong]
public sealed class LeadDailyController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(
        DailyLook look, string? after, string? before, string? waitingAfter, string? waitingBefore, CancellationToken cancel)
    {
        var day = look.DayOr(Today);
        ModelState.LeaveOut("date", look.Date is { } asked && asked != day);
        return View(new DailyPage(
            look, day,
            await LeadDaily.PageAsync(Db, Viewer, day, look.Filter, KeysetCursor.Parse(after, before), PageSize, cancel),
            await LeadDaily.TotalsAsync(Db, Viewer, day, cancel),
            await LeadDaily.BacklogAsync(Db, Viewer, day, KeysetCursor.Parse(waitingAfter, waitingBefore), PageSize, cancel),
            await LeadDaily.BacklogCountAsync(Db, Viewer, day, cancel),
            PageAddress.Of(Request), Viewer, Now));
    }
}
