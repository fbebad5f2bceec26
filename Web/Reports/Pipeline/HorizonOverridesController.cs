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
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>改判准确率: the horizons that persons set against the rule, and who was right; it stands beside the forecast's backtest.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/sales-forecast/overrides")]
public sealed class HorizonOverridesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private PipelineText Text => new(words, Db.Company.Facts.Stages, Db.Company.Facts.Categories);

    [HttpGet("")]
    public async Task<IActionResult> Index(ForecastLook look, CancellationToken cancel) => View("Overrides", await PageAsync(look, Viewer, cancel));

    [HttpGet("opportunities")]
    public async Task<IActionResult> Opportunities(ForecastLook look, OverrideFigureLook opened, int page, CancellationToken cancel)
    {
        var report = await PageAsync(look, Viewer, cancel);
        var behind = opened.Of(report.Overrides);
        var head = new HitsHead(
            words["Pipeline.FunnelTitle", opened.Verdict is { } verdict ? words.Of(verdict) : words["Pipeline.Overrides"], report.NameOf(opened.Person ?? LedgerKey.Total)],
            report.Address.At(OverridesPage.Path).Without("person", "verdict", "page").ToString(), words["Pipeline.Overrides"], report.Names, report.Address);
        var marks = behind.Select(row => new PipelineMark(row.Override.OpportunityId, row.Override.Seq, row.Override.Standing.Amount)).ToList();
        var list = await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(report.Asked.AsOf.AddDays(1))), cancel);
        return View("OverrideOpportunities", new OverrideHitsPage(list, behind.ToDictionary(row => (row.Override.OpportunityId, row.Override.At))));
    }

    /// <summary>How the hit rate of a person, or of the rule against him, is made; the report where nothing is judged yet.</summary>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(ForecastLook look, OverrideFigureLook opened, bool rule, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(opened);
        var report = await PageAsync(look, Viewer, cancel);
        var (key, back) = (opened.Person ?? LedgerKey.Total, report.Address.At(OverridesPage.Path).Without("person", "rule").ToString());
        if (OverrideScore.Of(report.Overrides).FirstOrDefault(one => one.Key == key) is not { Judged: > 0 } score)
        {
            return LocalRedirect(back);
        }

        RatioPart Part(OverrideVerdict verdict) => new(words.Of(verdict), Show.Number(score[verdict]), score[verdict] == 0 ? null : report.Open(key, verdict));
        var (name, share) = rule ? ("Pipeline.ProposalShare", score.ProposalRight) : ("Pipeline.OverrideShare", score.Right);
        var ratio = new RatioPage(
            words[name], words[name + "Means"], report.NameOf(key), [Part(rule ? OverrideVerdict.ProposalRight : OverrideVerdict.OverrideRight), Part(OverrideVerdict.Both)],
            [.. OverridesPage.Verdicts.Where(verdict => verdict != OverrideVerdict.Pending).Select(Part)], FunnelPage.Share(share.Share))
        {
            Back = new(back, words["Pipeline.Overrides"]),
            Days = words["Pipeline.AsOfDay", report.Asked.AsOf],
        };
        return View(RatioPage.View, ratio with { Steps = [.. ratio.Steps, WilsonText.Of(share, words)] });
    }

    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(ForecastLook look, ExportFormat format, CancellationToken cancel)
    {
        var page = await PageAsync(look, Viewer.ToExport(RecordType.Opportunity), cancel);
        var tables = new ForecastTables(words, Text);
        var table = tables.Overrides(page.Overrides, page.Names);
        return new TableDownload(tables.ForReaders(table, $"{words["Pipeline.Overrides"]} {page.Asked.AsOf:yyyy-MM-dd}", Viewer.Sees(SensitiveField.Amount)), format);
    }

    private async Task<OverridesPage> PageAsync(ForecastLook look, Viewer viewer, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel);
        look = look.Known(ModelState, names, words, Today);
        var asked = look.Ask(viewer, Today);
        return new OverridesPage(look, asked, await HorizonOverrides.OfAsync(Db, asked, cancel), names, PageAddress.Of(Request), Text);
    }
}
