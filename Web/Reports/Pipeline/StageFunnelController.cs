using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>销售漏斗: conversion and days per stage.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/stage-funnel")]
[MayTakeLong]
public sealed class StageFunnelController(CrmDbContext db, TimeProvider clock, Organisation organisation, FunnelPast past, Words words) : CrmController(db, clock)
{
    private const int MostSlow = 25;

    private PipelineText Text => new(words, Db.Company.Facts.Stages, Db.Company.Facts.Categories);

    [HttpGet("")]
    public async Task<IActionResult> Index(FunnelLook look, CancellationToken cancel)
    {
        var names = await NamesAsync(look, cancel);
        look = Known(look, names);
        look = this.LeavesOutDays(() => look.Ask(Viewer, Today), "from", "until") ? look with { From = null, Until = null } : look;
        var (asked, stages) = (look.Ask(Viewer, Today), Db.Company.Facts.Stages);
        var (funnel, compared) = await past.OfAsync(Db, asked, Today, cancel);
        var slow = funnel.Slowest(stages.Open.Select(stage => stage.Id)).Take(MostSlow).ToList();
        var hits = await PipelineHits.OfAsync(
            Db, Viewer, [.. slow.Select(visit => new PipelineMark(visit.OpportunityId, null, 0))], new(null, CompanyTime.StartOf(asked.Until.AddDays(1))), cancel);
        return View("Funnel", new FunnelPage(
            asked, stages, [.. stages.Open.Select(stage => funnel.Row(stage.Id))], slow, hits, names, PageAddress.Of(Request), compared)
        { Today = Today });
    }

    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(FunnelLook look, int stage, FunnelFigure figure, int page, CancellationToken cancel)
    {
        var names = await NamesAsync(look, cancel);
        look = Known(look, names);
        var asked = look.Ask(Viewer, Today);
        var marks = (await FunnelReport.OfStageAsync(Db, asked, stage, cancel)).Behind(stage, figure)
            .OrderByDescending(visit => visit.LeftAt ?? visit.EnteredAt).ThenBy(visit => visit.OpportunityId)
            .Select(visit => new PipelineMark(visit.OpportunityId, null, 0, MoveOf(visit, figure))).ToList();
        var title = words["Pipeline.FunnelTitle", words.Of(figure), Db.Company.Facts.Stages.Find(stage)];
        var address = PageAddress.Of(Request);
        var head = new HitsHead(title, address.At(FunnelPage.Path).Without("stage", "figure", "page").ToString(), words["Pipeline.Funnel"],
            names, address)
        { Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(asked) };
        return View("Opportunities", await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(asked.Until.AddDays(1))), cancel));
    }

    /// <summary>How a stage's success rate is made; the report where nothing left the stage.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(FunnelLook look, int stage, CancellationToken cancel)
    {
        var names = await NamesAsync(look, cancel);
        look = Known(look, names);
        var (asked, address) = (look.Ask(Viewer, Today), PageAddress.Of(Request));
        var report = address.At(FunnelPage.Path).Without("stage").ToString();
        if (Db.Company.Facts.Stages.Open.FirstOrDefault(one => one.Id == stage) is not { } known || (await FunnelReport.OfStageAsync(Db, asked, stage, cancel)).Row(stage) is not { Success.Of: > 0 } row)
        {
            return LocalRedirect(report);
        }

        RatioPart Part(FunnelFigure figure) => new(words.Of(figure), Show.Number(row[figure]), FunnelPage.Open(address, stage, figure));
        var ratio = new RatioPage(
            words["Pipeline.Success"], words["Pipeline.FunnelMeans.Success"], known.Called(), [Part(FunnelFigure.Forward)],
            [Part(FunnelFigure.Forward), Part(FunnelFigure.Lost), Part(FunnelFigure.Abandoned)], FunnelPage.Share(row.Success.Share))
        {
            Back = new(report, words["Pipeline.Funnel"]),
            Days = $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}",
            Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(asked),
        };
        return View(RatioPage.View, ratio with { Steps = [.. ratio.Steps, WilsonText.Of(row.Success, words)] });
    }

    /// <summary>How the usual days in a stage are made, beside the norm; the report where nobody was in the stage.</summary>
    [HttpGet("days")]
    public async Task<IActionResult> Days(FunnelLook look, int stage, CancellationToken cancel)
    {
        var names = await NamesAsync(look, cancel);
        look = Known(look, names);
        var (asked, address) = (look.Ask(Viewer, Today), PageAddress.Of(Request));
        var report = address.At(FunnelPage.Path).Without("stage").ToString();
        if (Db.Company.Facts.Stages.Open.FirstOrDefault(one => one.Id == stage) is not { } known || (await FunnelReport.OfStageAsync(Db, asked, stage, cancel)).Row(stage) is not { } row)
        {
            return LocalRedirect(report);
        }

        // No sum of what left in the span: those that entered in it are followed, however far they have come.
        var ended = row.IsWidened ? FunnelPage.Sample(row, words) : words["Pipeline.EndedOf", row.Sample, row[FunnelFigure.Entered]];
        RatioStep Step(string name, string inWords, double? days) => new(words[name], words["Pipeline.InWordsOf", words[inWords], ended], "", FunnelPage.Days(days));
        return View(RatioPage.View, new RatioPage(
            words["Pipeline.MedianDays"], words["Pipeline.FunnelMeans.Days"], known.Called(),
            [new(words.Of(FunnelFigure.Entered), Show.Number(row[FunnelFigure.Entered]), FunnelPage.Open(address, stage, FunnelFigure.Entered)), new(words["Pipeline.NormDays"], known.NormDays is { } norm ? Show.Number(norm) : Show.Nothing, null)],
            [Step("Pipeline.MedianDays", "Pipeline.HalfGone", row.MedianDays), Step("Pipeline.EightiethDays", "Pipeline.FourFifthsGone", row.EightiethDays)])
        {
            Back = new(report, words["Pipeline.Funnel"]),
            Days = $"{Show.Day(asked.From)} – {Show.Day(asked.Until)}",
            Narrowed = new PipelineNarrowed(names, Db.Company.Facts.Categories, Text, words).Of(asked),
        });
    }

    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(FunnelLook look, ExportFormat format, CancellationToken cancel)
    {
        var asked = Known(look, await NamesAsync(look, cancel)).Ask(Viewer.ToExport(RecordType.Opportunity), Today);
        var tables = new FunnelTables(words);
        var (funnel, compared) = await past.OfAsync(Db, asked, Today, cancel);
        var table = tables.Of(funnel, Db.Company.Facts.Stages, compared);
        return new TableDownload(tables.ForReaders(table, $"{words["Pipeline.Funnel"]} {asked.Until:yyyy-MM-dd}"), format);
    }

    private async Task<OrganisationFacts> NamesAsync(FunnelLook look, CancellationToken cancel) => await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);

    private FunnelLook Known(FunnelLook look, OrganisationFacts names) => look.Known(ModelState, names, Db.Company.Facts.Categories, words);

    /// <summary>By which event it entered or left; what is still there tells its last one.</summary>
    private static StageMove? MoveOf(FunnelVisit visit, FunnelFigure figure) => figure switch
    {
        FunnelFigure.Open => null,
        FunnelFigure.Entered => new(visit.StageId, visit.EnteredAt, IsEntry: true),
        _ => visit.LeftAt is { } left ? new(visit.StageId, left, IsEntry: false) : null,
    };
}
