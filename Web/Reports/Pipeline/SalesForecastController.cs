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
        ModelState.LeaveOut("asOf", look.IsDayLeftOut(Today));
        if (look.AsOf > Today)
        {
            ViewData.TellAhead(Show.Day(look.AsOf.Value));
        }

        var asked = look.Ask(Viewer, Today);
        var result = await SalesForecast.OfAsync(Db, asked, cache, gone => HttpContext.Features.Get<ReportMaking>()?.Tell(gone), cancel);
        return View("Forecast", new ForecastPage(look, asked, result, await organisation.ReadAsync(Db, cancel), PageAddress.Of(Request), Text)
        {
            Time = CompanyTime,
            Frozen = look.Part == ForecastPart.Backtest ? await FrozenAsync(asked, result, cancel) : ForecastPage.NothingFrozen,
        });
    }

    /// <param name="of">A day of the period that is meant; without one the present.</param>
    /// <param name="record">The day of the backtest that the figure is of.</param>
    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(ForecastLook look, string? group, DateOnly? of, ForecastFigure figure, ForecastMethod? method, DateOnly? record, int page, CancellationToken cancel)
    {
        ModelState.LeaveOut("asOf", look.IsDayLeftOut(Today));
        var asked = look.Ask(Viewer, Today);
        var day = of is { Year: > 1970 and < 9000 } known ? known : asked.AsOf;
        var (period, marks) = await SalesForecast.BehindAsync(Db, asked, day, group is null or LedgerKey.Total ? null : group, figure, method ?? default, record, cancel);
        var (address, names) = (PageAddress.Of(Request), await organisation.ReadAsync(Db, cancel));
        var head = new HitsHead(
            words["Pipeline.FunnelTitle", words.Of(figure), period],
            address.At(ForecastPage.Path).Without("group", "of", "figure", "record", "page").ToString(), words["Pipeline.Forecast"], names, address)
        {
            Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(
                asked, group is null or LedgerKey.Total ? null : group, await ProductAsync(asked.By, group, cancel),
                figure is ForecastFigure.Weighted or ForecastFigure.Forecast ? method ?? default(ForecastMethod) : null),
        };
        return View("Opportunities", await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(asked.AsOf.AddDays(1))), cancel));
    }

    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(ForecastLook look, ExportFormat format, CancellationToken cancel)
    {
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
