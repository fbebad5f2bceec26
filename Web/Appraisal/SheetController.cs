using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>绩效考核表 of one person: live until it is closed, and after that where it is asked for so, every figure unfolding to what made it.</summary>
[Authorize(Policy = Policies.ReadAppraisals)]
[Route("appraisal")]
[MayTakeLong]
public sealed class SheetController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words)
    : SheetControllerBase(db, cache, clock, organisation, words)
{
    [HttpGet("me")]
    public Task<IActionResult> Me(string? period, bool live, CancellationToken cancel) => Show(Viewer.PersonId ?? 0, period, live, cancel);

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, string? period, bool live, CancellationToken cancel) =>
        await PageAsync(id, period, null, cancel, isLive: live) is { } page ? View("Sheet", page) : NotFound();

    [HttpGet("{id:long}/{metric}")]
    public async Task<IActionResult> Metric(long id, AppraisalMetric metric, string? period, int? stage, FunnelFigure? figure, bool live, CancellationToken cancel)
    {
        figure = figure is FunnelFigure.Entered or FunnelFigure.Forward or FunnelFigure.Lost or FunnelFigure.Abandoned ? figure : null;
        if (!ModelState.IsValid || !Enum.IsDefined(metric) || await PageAsync(id, period, SheetBook.KindsBehind(metric, figure), cancel, isLive: live) is not { } page || !Viewer.SeesMetric(metric))
        {
            return NotFound();
        }

        return View("Metric", new MetricPage(page, metric, await Db.ReachedAsync(Viewer, page.Content, SheetBook.KindsBehind(metric, figure), cancel)) { StageId = stage, Figure = figure });
    }

    /// <summary>How a ratio of the sheet is made.</summary>
    [HttpGet("{id:long}/ratio")]
    public async Task<IActionResult> Ratio(long id, SheetRatio of, string? period, int? stage, bool live, CancellationToken cancel)
    {
        var called = stage is { } known ? Db.Company.Facts.Stages.Find(known)?.Called() : null;
        return await PageAsync(id, period, [], cancel, isLive: live) is { } page && new SheetRatios(page, Words).Of(of, stage, called) is { } ratio ? View(RatioPage.View, ratio) : NotFound();
    }

}
