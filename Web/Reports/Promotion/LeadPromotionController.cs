using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>客户线索升迁状况表: the weekly lead promotion.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("reports/lead-promotion")]
[MayTakeLong]
public sealed class LeadPromotionController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(PromotionLook look, string? after, string? before, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        return View(look.Part switch
        {
            PromotionPart.Matrix => await WithMatrixAsync(page, cancel),
            PromotionPart.Stalled => page with
            {
                Stalled = await PromotionLeads.PageAsync(
                    Db, page.Asked, FlowFigure.Stalled, null, KeysetCursor.Parse(after, before), Paper.Size(Request, PageSize), cancel),
                StalledInAll = Paper.IsAsked(Request) ? (await PromotionLeads.TotalAsync(Db, page.Asked, FlowFigure.Stalled, null, cancel)).Rows : null,
            },
            _ => await WithFlowAsync(page, cancel),
        });
    }

    [HttpGet("leads")]
    public async Task<IActionResult> Leads(PromotionLook look, FigureLook opened, string? after, string? before, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        var leads = await opened.PageAsync(Db, page.Asked, KeysetCursor.Parse(after, before), PageSize, cancel);
        var name = opened.Group is null or LedgerKey.Total ? null : page.NameOf(new LeadSlice(page.Asked.By, opened.Group));
        var total = after is null && before is null ? await opened.TotalAsync(Db, page.Asked, cancel) : null;
        return View(new FigurePage(page, opened, leads, name, total));
    }

    /// <summary>How a group's promotion rate is made; the report where nothing could be promoted.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(PromotionLook look, string? group, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        var (flow, key) = ((await PromotionOfWeek.OfAsync(Db, page.Asked, cancel)).Flow, group ?? LedgerKey.Total);
        var report = page.Start.At(PromotionPage.Path).Without("group").ToString();
        if (flow.Lines.Append(flow.Total).FirstOrDefault(one => one.Key == key) is not { } line || !PromotionPage.HasRate(line))
        {
            return LocalRedirect(report);
        }

        RatioPart Part(FlowFigure figure) => new(words.Of(figure), Show.Number(line[figure].Leads), page.Open(key, figure));
        return View(RatioPage.View, new RatioPage(
            words["Reports.Rate"], words["Reports.Means.Rate"], key == LedgerKey.Total ? words["Reports.Total"] : page.NameOf(new LeadSlice(page.Asked.By, key)),
            [Part(FlowFigure.Promoted)], [Part(FlowFigure.Opening), Part(FlowFigure.Captured)], Show.Percent(line.Rate))
        {
            Back = new(report, words["Reports.Promotion"]),
            Days = words["Reports.WeekSpan", page.Week, page.Week.Monday, page.Week.Sunday],
            Narrowed = [.. page.Asked.Filter.Select(slice => (words.Of(slice.Grouping), page.NameOf(slice)))],
        });
    }

    /// <summary>The leads that owners were asked about, the silent ones first; told of all leads only, as the report's column is. The report where nobody was asked.</summary>
    [HttpGet("confirmations")]
    public async Task<IActionResult> Confirmed(PromotionLook look, string? group, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        if (!page.Asked.IsOfEverything)
        {
            return NotFound();
        }

        page = page with { Confirmations = await Db.ConfirmationCountsAsync(page.Week, cancel) };
        var (key, id) = (group ?? LedgerKey.Total, LedgerKey.IdOf(group ?? ""));
        if (page.ConfirmationsOf(key).Asked == 0)
        {
            return LocalRedirect(page.Start.At(PromotionPage.Path).Without("group").ToString());
        }

        var leads = await Db.AskedLeadsAsync(
            Viewer, page.Week, rows => key == LedgerKey.Total ? rows : page.Asked.By == LedgerGrouping.Owner ? rows.Where(row => row.OwnerId == id) : rows.Where(row => row.TeamId == id), ConfirmedPage.Most, cancel);
        return View("Confirmed", new ConfirmedPage(page, leads, key == LedgerKey.Total ? null : page.NameOf(new LeadSlice(page.Asked.By, key)), page.ConfirmationsOf(key)));
    }

    [HttpGet("late")]
    public async Task<IActionResult> Late(PromotionLook look, string? after, string? before, CancellationToken cancel)
    {
        var page = await PageAsync(look, cancel);
        var week = await PromotionOfWeek.OfAsync(Db, page.Asked, cancel);
        return week.Seal is null
            ? NotFound()
            : View(new LatePage(page, await PromotionOfWeek.LateAsync(Db, page.Asked, week.Seal, KeysetCursor.Parse(after, before), PageSize, cancel)));
    }

    private async Task<PromotionPage> PageAsync(PromotionLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        look = look.Known(ModelState, names, words);
        if (IsoWeek.TryParse(look.Week, out var week) && week.Monday > Today)
        {
            ViewData.TellAhead(look.Week);
        }

        return new(look, look.Ask(Viewer, Today), names, PageAddress.Of(Request), words) { Now = Now };
    }

    private async Task<PromotionPage> WithFlowAsync(PromotionPage page, CancellationToken cancel)
    {
        var flow = await PromotionOfWeek.OfAsync(Db, page.Asked, cancel);
        return page with
        {
            Flow = flow,
            Seal = flow.Seal,
            Confirmations = page.Asked.IsOfEverything ? await Db.ConfirmationCountsAsync(page.Week, cancel) : [],
        };
    }

    private async Task<PromotionPage> WithMatrixAsync(PromotionPage page, CancellationToken cancel)
    {
        var (cells, seal) = await PromotionOfWeek.MatrixAsync(Db, page.Asked, cancel);
        return page with { Matrix = cells, Seal = seal };
    }
}
