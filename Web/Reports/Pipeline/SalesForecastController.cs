using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>销售预测: the forecast with its own record.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/sales-forecast")]
[MayTakeLong]
public sealed class SalesForecastController(
    CrmDbContext db, TimeProvider clock, Organisation organisation, ForecastCache cache, Words words) : CrmController(db, clock)
{
    private PipelineText Text => new(words, Db.Company.Facts.Stages, Db.Company.Facts.Categories);

    [HttpGet("")]
    public async Task<IActionResult> Index(ForecastLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        look = look.Known(ModelState, names, words, Today);
        if (look.AsOf > Today)
        {
            ViewData.TellAhead(Show.Day(look.AsOf.Value));
        }

        var asked = look.Ask(Viewer, Today);
        var result = await SalesForecast.OfAsync(Db, asked, cache, gone => HttpContext.Features.Get<ReportMaking>()?.Tell(gone), cancel);
        return View("Forecast", new ForecastPage(look, asked, result, names, PageAddress.Of(Request), Text)
        {
            Time = CompanyTime,
            Today = Today,
            Besides = look.Part == ForecastPart.Forecast ? await SignedBesides.OfAsync(Db, asked, result.Periods[0].Period, Today, cancel) : null,
            Frozen = look.Part == ForecastPart.Backtest ? await FrozenAsync(asked, result, cancel) : ForecastPage.NothingFrozen,
        });
    }

    /// <param name="of">A day of the period that is meant; without one the present.</param>
    /// <param name="record">The day of the backtest that the figure is of.</param>
    /// <param name="report">The forecast as it was asked for when the figure was opened.</param>
    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(ForecastLook look, string? group, DateOnly? of, ForecastFigure figure, ForecastMethod? method, DateOnly? record, string? report, int page, CancellationToken cancel)
    {
        var (address, names) = (PageAddress.Of(Request), await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel));
        var asked = look.Known(ModelState, names, words, Today).Ask(Viewer, Today);
        var day = of is { Year: > 1970 and < 9000 } known ? known : asked.AsOf;
        var (period, marks) = await SalesForecast.BehindAsync(Db, asked, day, group is null or LedgerKey.Total ? null : group, figure, method ?? default, record, cancel);
        var head = new HitsHead(
            words["Pipeline.FunnelTitle", words.Of(figure), period],
            ReportOrigin.AddressOf(report) ?? address.At(ForecastPage.Path).Without("group", "of", "figure", "record", "page").ToString(), words["Pipeline.Forecast"], names, address)
        {
            Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(
                asked, group is null or LedgerKey.Total ? null : group, await ProductAsync(asked.By, group, cancel),
                figure is ForecastFigure.Weighted or ForecastFigure.Forecast ? method ?? default(ForecastMethod) : null),
        };
        var list = await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(asked.AsOf.AddDays(1))), cancel);
        return View("Opportunities", list with { Counted = figure is ForecastFigure.Weighted or ForecastFigure.Forecast ? figure : null });
    }

    /// <summary>How the interval of a forecast is made; the report where it forecasts nothing of the kind.</summary>
    /// <param name="of">A day of the period that is meant; without one the present.</param>
    [HttpGet("range")]
    public Task<IActionResult> Range(ForecastLook look, string? group, DateOnly? of, CancellationToken cancel) => MadeAsync(look, group, of, async (page, period, sum, back, whose) =>
    {
        var made = new ForecastRanges(page, period, sum, words) { Back = back, Whose = whose };
        return page.Range(period, sum).Recorded is { } recorded
            ? made.OfRecord(recorded, await WeeksAsync(page, sum.Key, cancel), sum.Key == LedgerKey.Total ? page : page with { Address = page.Address.With("owner", sum.Key) })
            : await KnownAsync(made, page, period.Period.From, sum.Key, cancel);
    }, cancel);

    /// <summary>How a gap, or how far the pipeline covers it, is made; the report where there is none.</summary>
    [HttpGet("ratio")]
    public Task<IActionResult> Ratio(ForecastLook look, string? group, DateOnly? of, ForecastReach reach, CancellationToken cancel) => MadeAsync(
        look, group, of, (page, period, sum, back, whose) => Task.FromResult(new ForecastReaches(page, period, sum, words) { Back = back, Whose = whose }.Of(reach)), cancel);

    /// <param name="make">Of the report, the period and the group's sum: the way back and the group's name.</param>
    private async Task<IActionResult> MadeAsync(
        ForecastLook look, string? group, DateOnly? of, Func<ForecastPage, PeriodForecast, ForecastSum, Crumb, string, Task<RatioPage?>> make, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        look = look.Known(ModelState, names, words, Today);
        var (asked, address, key) = (look.Ask(Viewer, Today), PageAddress.Of(Request), group ?? LedgerKey.Total);
        var result = await SalesForecast.OfAsync(Db, asked, cache, cancel: cancel);
        var report = address.At(ForecastPage.Path).Without("group", "of", "reach").ToString();
        var period = result.Periods.FirstOrDefault(one => of is null || (of >= one.Period.From && of <= one.Period.Until));
        if (period?.Groups.Append(period.Total).FirstOrDefault(one => one.Key == key) is not { } sum)
        {
            return LocalRedirect(report);
        }

        var page = new ForecastPage(look, asked, result, names, address.Without("reach"), Text) { Time = CompanyTime, Today = Today };
        return await make(page, period, sum, new(report, words["Pipeline.Forecast"]), Text.Group(asked.By, key, result.Names.GetValueOrDefault(key))) is not { } ratio ? LocalRedirect(report)
            : View(RatioPage.View, ratio with
            {
                Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(asked, key == LedgerKey.Total ? null : key, await ProductAsync(asked.By, group, cancel), page.Method),
            });
    }

    /// <summary>The weeks of the record that tell of a group; those of a person are all that he is asked for alone.</summary>
    private async Task<IReadOnlyList<ForecastPoint>> WeeksAsync(ForecastPage page, string key, CancellationToken cancel)
    {
        var result = key == LedgerKey.Total ? page.Result
            : await SalesForecast.OfAsync(Db, page.Asked with { Filter = [.. page.Asked.Filter, new PipelineSlice(PipelineGrouping.Owner, key)] }, cache, cancel: cancel);
        List<ForecastPoint> points = [.. result.Points.Where(point => point.Key == LedgerKey.Total && point.Method == page.Method)];
        return new ForecastDistances(points, CompanyTime).Behind(page.Asked.AsOf.AddDays(1), page.Result.Recorded);
    }

    private async Task<RatioPage> KnownAsync(ForecastRanges made, ForecastPage page, DateOnly day, string key, CancellationToken cancel)
    {
        var spread = await SalesForecast.SpreadAsync(Db, page.Asked, day, key == LedgerKey.Total ? null : key, page.Method, cancel);
        var hits = await PipelineHits.OfAsync(
            Db, Viewer, [.. spread.Take(ForecastRanges.Most).Select(one => new PipelineMark(one.OpportunityId, null, one.Amount))], new(null, CompanyTime.StartOf(page.Asked.AsOf.AddDays(1))), cancel);
        return made.OfKnown(spread, hits.ToDictionary(hit => hit.OpportunityId));
    }

    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(ForecastLook look, ExportFormat format, CancellationToken cancel)
    {
        look = look.Known(ModelState, await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel), words, Today);
        var asked = look.Ask(Viewer.ToExport(RecordType.Opportunity), Today);
        var (result, tables) = (await SalesForecast.OfAsync(Db, asked, cache, cancel: cancel), new ForecastTables(words, Text));
        var table = look.Part == ForecastPart.Backtest ? tables.Backtest(result) : tables.Forecast(result, look.Method ?? result.Best, asked.By);
        return new TableDownload(tables.ForReaders(table, $"{words["Pipeline.Forecast"]} {asked.AsOf:yyyy-MM-dd}", Viewer.Sees(SensitiveField.Amount)), format);
    }

    private async Task<string?> ProductAsync(PipelineGrouping by, string? group, CancellationToken cancel) =>
        by == PipelineGrouping.Product && LedgerKey.IdOf(group ?? "") is { } id
            ? (await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).SingleOrDefaultAsync(row => row.Id == id, cancel))?.LocalName() : null;

    /// <summary>What is frozen is of all; a part of it is always counted anew.</summary>
    private async Task<IReadOnlyDictionary<DateTime, FrozenForecast>> FrozenAsync(ForecastQuestion asked, ForecastResult result, CancellationToken cancel) =>
        asked.View.Slices.Count == 0 && result.Points is [var first, .., var last] ? await Db.FrozenForecastsAsync(first.At, last.At, cancel) : ForecastPage.NothingFrozen;
}
