using System.Globalization;
using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Leads;

/// <summary>The list as a file: the same filter, order and columns, all of its pages, written while they are read.</summary>
[Authorize(Policy = Policies.ExportLeads)]
[Route("leads")]
public sealed class LeadExportsController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, Words words)
    : CrmController(db, clock)
{
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Show(LeadFilter filter, LeadLook look, ExportFormat format, CancellationToken cancel)
    {
        look = look.For(Viewer);
        var leads = Db.Leads.AsNoTracking().VisibleTo(Viewer, AccessAction.Export).Matching(filter, Db, Viewer, Now, look.Sort.HasStatusIndex());
        var rows = LeadOrders.Of(look.Sort).AllAsync(leads, query => query.ProjectTo<LeadRow>(mapping), look.IsDescending);
        var cells = new LeadCells(await organisation.ReadAsync(Db, cancel), words, CompanyTime);
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Leads.Title"]} {Today:yyyy-MM-dd}");
        return new TableDownload(
            new ExportTable(name, [.. look.Shown.Select(column => words.Of(column))], rows.Select(row => cells.Of(row, look.Shown))), format);
    }
}
