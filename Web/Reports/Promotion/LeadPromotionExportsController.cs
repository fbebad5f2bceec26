using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>The part of the weekly promotion that the page shows, as a file.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Authorize(Policy = Policies.ExportLeads)]
[Route("reports/lead-promotion")]
public sealed class LeadPromotionExportsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(PromotionLook look, ExportFormat format, CancellationToken cancel)
    {
        look = look.Known(ModelState, await organisation.ReadAsync(Db, [LedgerKey.IdOf(look.Owner ?? "")], cancel), words);
        var asked = look.Ask(Viewer.ToExport(RecordType.Lead), Today);
        var tables = new PromotionTables(words, CompanyTime, Viewer.Sees(SensitiveField.Amount));
        return new TableDownload(look.Part switch
        {
            PromotionPart.Matrix => tables.Matrix((await PromotionOfWeek.MatrixAsync(Db, asked, cancel)).Cells, asked.Week),
            PromotionPart.Stalled => tables.Stalled(PromotionLeads.AllAsync(Db, asked, FlowFigure.Stalled, null), asked.Week),
            _ => tables.Flow((await PromotionOfWeek.OfAsync(Db, asked, cancel)).Flow, asked.Week),
        }, format);
    }
}
