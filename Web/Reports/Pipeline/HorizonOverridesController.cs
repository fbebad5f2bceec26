using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
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
        var asked = look.Ask(viewer, Today);
        return new OverridesPage(
            look, asked, await HorizonOverrides.OfAsync(Db, asked, cancel), await organisation.ReadAsync(Db, cancel), PageAddress.Of(Request), Text);
    }
}
