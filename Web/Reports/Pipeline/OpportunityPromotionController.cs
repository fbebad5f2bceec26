using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>机会升迁状况表: the weekly opportunity promotion.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/opportunity-promotion")]
[MayTakeLong]
public sealed class OpportunityPromotionController(CrmDbContext db, TimeProvider clock, Organisation organisation, PipelinePast past, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(PipelineLook look, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        return View("Promotion", look.Part switch
        {
            PipelinePart.Lists => page with { Paths = await OpportunityPromotion.ListsAsync(Db, page.Asked, cancel) },
            PipelinePart.Stages or PipelinePart.Horizons => await WithMatrixAsync(page, cancel),
            _ => await WithWaterfallAsync(page, cancel),
        });
    }

    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(PipelineLook look, PipelineFigureLook opened, int page, CancellationToken cancel)
    {
        var report = await PageAsync(look, cancel);
        var head = new HitsHead(opened.Title(report, words), opened.Back(report), words["Pipeline.Promotion"], report.Names, report.Address) { Narrowed = report.Narrowed(words) };
        return View("Opportunities", await HitsPage.OfAsync(
            Db, Viewer, head, await opened.MarksAsync(Db, report, cancel), page, opened.Span(CompanyTime.BoundsOf(report.Week)), cancel));
    }

    [HttpGet("late")]
    public async Task<IActionResult> Late(PipelineLook look, string? after, string? before, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        return await PipelineOfWeek.OfAsync(Db, page.Asked, cancel: cancel) is { Seal: { } seal } week
            ? View(new PipelineLatePage(
                page with { Waterfall = week, Seal = seal }, await PipelineLate.ReconcileAsync(Db, page.Asked, week, seal, cancel),
                await PipelineLate.EventsAsync(Db, page.Asked, seal, KeysetCursor.Parse(after, before), PageSize, cancel)))
            : NotFound();
    }

    private async Task<PipelinePage> PageAsync(PipelineLook look, CancellationToken cancel)
    {
        var (names, product) = (await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel), await Db.ProductNameAsync(Viewer.Program, LedgerKey.IdOf(look.Product ?? ""), cancel));
        look = look.Known(ModelState, names, Db.Company.Facts.Categories, words, _ => product);
        if (IsoWeek.TryParse(look.Week, out var week) && week.Monday > Today)
        {
            ViewData.TellAhead(look.Week);
        }

        return new(look, look.Ask(Viewer, Today), names, PageAddress.Of(Request), new PipelineText(words, Db.Company.Facts.Stages, Db.Company.Facts.Categories)) { Product = product };
    }

    private async Task<PipelinePage> WithWaterfallAsync(PipelinePage page, CancellationToken cancel)
    {
        var week = await PipelineOfWeek.OfAsync(Db, page.Asked, past, cancel);
        var yearBefore = page.Asked with { Week = page.Asked.Week.YearBefore, Weeks = 2, By = PipelineGrouping.Total };
        var lastYear = await PipelineOfWeek.FrozenSumsAsync(Db, yearBefore, cancel)
            ?? (page.Look.LastYear ? await OpportunityPromotion.SumsAsync(Db, yearBefore, cancel: cancel) : null);
        return page with { Waterfall = week, Seal = week.Seal, LastYear = lastYear?.Total };
    }

    private async Task<PipelinePage> WithMatrixAsync(PipelinePage page, CancellationToken cancel)
    {
        var (cells, seal) = await PipelineOfWeek.MatrixAsync(Db, page.Asked, page.IsOfHorizons, cancel);
        return page with { Matrix = cells, Seal = seal };
    }
}
