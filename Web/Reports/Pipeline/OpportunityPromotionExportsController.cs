using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The part of the weekly promotion that the page shows, as a file.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Authorize(Policy = Policies.ExportOpportunities)]
[Route("reports/opportunity-promotion")]
public sealed class OpportunityPromotionExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, PipelinePast past, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(PipelineLook look, ExportFormat format, CancellationToken cancel)
    {
        var (names, product) = (await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel), await Db.ProductNameAsync(Viewer.Program, LedgerKey.IdOf(look.Product ?? ""), cancel));
        look = look.Known(ModelState, names, Db.Company.Facts.Categories, words, _ => product);
        var asked = look.Ask(Viewer.ToExport(RecordType.Opportunity), Today);
        var tables = new PipelineTables(words, new PipelineText(words, Db.Company.Facts.Stages, Db.Company.Facts.Categories));
        var table = look.Part is PipelinePart.Stages or PipelinePart.Horizons
            ? tables.Matrix((await PipelineOfWeek.MatrixAsync(Db, asked, look.Part == PipelinePart.Horizons, cancel)).Cells, look.Part == PipelinePart.Horizons)
            : tables.Waterfall((await PipelineOfWeek.OfAsync(Db, asked, past, cancel)).Sums);
        return new TableDownload(tables.ForReaders(table, $"{words["Pipeline.Promotion"]} {asked.Week}", Viewer.Sees(SensitiveField.Amount)), format);
    }
}
