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
public sealed class LeadDailyController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(
        DailyLook look, string? after, string? before, string? waitingAfter, string? waitingBefore, CancellationToken cancel)
    {
        var day = look.DayOr(Today);
        ModelState.LeaveOut("date", look.Date is { } asked && asked != day);
        var totals = await LeadDaily.TotalsAsync(Db, Viewer, day, cancel);
        return View(new DailyPage(
            look, day,
            await LeadDaily.PageAsync(Db, Viewer, day, look.Filter, KeysetCursor.Parse(after, before), Paper.Size(Request, PageSize), cancel),
            totals,
            await LeadDaily.BacklogAsync(Db, Viewer, day, KeysetCursor.Parse(waitingAfter, waitingBefore), Paper.Size(Request, PageSize), cancel),
            await LeadDaily.BacklogCountAsync(Db, Viewer, day, cancel),
            PageAddress.Of(Request), Viewer, Now)
        { Listed = look.IsFiltered ? await LeadDaily.SumAsync(Db, Viewer, day, look.Filter, cancel) : (totals.All.Received, totals.All.Amount) });
    }

    /// <summary>How the share of qualified leads, or the middle of the times, is made; the list where there is none that day.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(DailyLook look, DailyRatio of, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(look);
        var (day, report) = (look.DayOr(Today), PageAddress.Of(Request).At(DailyPage.Path).Without("of"));
        ModelState.LeaveOut("date", look.Date is { } asked && asked != day);
        var leads = await LeadDaily.AllAsync(Db, Viewer, day, new DailyFilter()).ToListAsync(cancel);
        return new DailyRatios(leads, day, report, words).Of(of) is { } ratio ? View(RatioPage.View, ratio) : LocalRedirect(report.ToString());
    }
}
