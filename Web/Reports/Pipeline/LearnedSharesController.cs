using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Access;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>How the probability of a stage was learned, and from which opportunities.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/sales-forecast/learned")]
[MayTakeLong]
public sealed class LearnedSharesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const string Path = ForecastPage.Path + "/learned";

    /// <summary>The opportunities that are counted.</summary>
    /// <param name="won">Only those that were won.</param>
    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(ForecastLook look, int stage, bool won, int page, CancellationToken cancel)
    {
        var (asked, address) = (AskedFor(look), PageAddress.Of(Request));
        if (StageOf(stage) is not { } known)
        {
            return LocalRedirect(ReportOf(address));
        }

        var marks = (await SalesForecast.CasesAsync(Db, asked.AsOf, stage, cancel)).Where(one => one.IsWon || !won).Select(one => new PipelineMark(one.OpportunityId, null, 0)).ToList();
        var head = new HitsHead(
            words["Pipeline.FunnelTitle", words[won ? "Pipeline.CasesWon" : "Pipeline.Cases"], known.Called()], ReportOf(address), words["Pipeline.Forecast"], await organisation.ReadAsync(Db, cancel), address)
        { Narrowed = [(words["Pipeline.AsOf"], Show.Day(asked.AsOf)), (words["Pipeline.Stage"], known.Called())] };
        return View("Opportunities", await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(asked.AsOf.AddDays(1))), cancel));
    }

    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(ForecastLook look, int stage, CancellationToken cancel)
    {
        var (asked, address) = (AskedFor(look), PageAddress.Of(Request));
        if (StageOf(stage) is not { } known)
        {
            return LocalRedirect(ReportOf(address));
        }

        var cases = await SalesForecast.CasesAsync(Db, asked.AsOf, stage, cancel);
        var share = new WilsonInterval(cases.Count(one => one.IsWon), cases.Count);
        var opened = address.At(Path + "/opportunities");
        RatioPart won = new(words["Pipeline.CasesWon"], Show.Number(share.Hits), opened.With("won", "true").ToString()), all = new(words["Pipeline.Cases"], Show.Number(share.Of), opened.ToString());
        var ratio = new RatioPage(
            words.Of(ForecastMethod.Learned), words["Pipeline.MethodMeans.Learned"], known.Called(), [won], [all], share.Of == 0 ? Show.Nothing : FunnelPage.Share(share.Share))
        {
            Back = new(ReportOf(address), words["Pipeline.Forecast"]),
            Days = words["Pipeline.AsOfDay", asked.AsOf],
        };
        return View(RatioPage.View, ratio with
        {
            Parts = [.. ratio.Parts, new RatioPart(words.Of(ForecastMethod.StageDefault), $"{known.Probability}%", null)],
            Steps = share.Of == 0 ? ratio.Steps : [.. ratio.Steps, WilsonText.Of(share, words)],
        });
    }

    private ForecastQuestion AskedFor(ForecastLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        ModelState.LeaveOut("asOf", look.IsDayLeftOut(Today));
        return look.Ask(Viewer, Today);
    }

    private Stage? StageOf(int id) => Db.Company.Facts.Stages.Open.FirstOrDefault(one => one.Id == id);

    private static string ReportOf(PageAddress address) => address.At(ForecastPage.Path).Without("stage", "won", "page").ToString();
}
