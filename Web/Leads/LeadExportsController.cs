using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
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
    /// <summary>More than any page shows.</summary>
    private const int Most = 1000;

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public Task<TableDownload> Show(LeadFilter filter, LeadLook look, ExportFormat format, CancellationToken cancel)
    {
        look = look.For(Viewer);
        return FileAsync([.. Exportable.Select(branch => branch.Matching(filter, Db, Viewer, Now, look.Sort.HasStatusIndex()))], look, format, cancel);
    }

    /// <summary>Only what was selected; an id outside the viewer's reach is as if it were not there.</summary>
    [HttpPost("export.{format:regex(^(csv|xlsx)$)}")]
    public Task<TableDownload> Create([FromQuery] LeadLook look, ExportFormat format, [FromForm] IReadOnlyList<long> ids, CancellationToken cancel)
    {
        (ids.Count == 0 ? new Refusal("NothingSelected") : null).ThrowIfRefused();
        var chosen = ids.Distinct().Take(Most).ToList();
        return FileAsync([.. Exportable.Select(branch => branch.Where(lead => chosen.Contains(lead.Id)))], look.For(Viewer), format, cancel);
    }

    private IReadOnlyList<IQueryable<Lead>> Exportable => Db.Leads.AsNoTracking().BranchesFor(Viewer, AccessAction.Export);

    private async Task<TableDownload> FileAsync(IReadOnlyList<IQueryable<Lead>> leads, LeadLook look, ExportFormat format, CancellationToken cancel)
    {
        var rows = LeadOrders.Of(look.Sort).AllAsync(leads, query => query.ProjectFor<LeadRow>(mapping, Viewer), look.IsDescending);
        var cells = new LeadCells(await organisation.ReadAsync(Db, cancel), words, CompanyTime);
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Leads.Title"]} {Today:yyyy-MM-dd}");
        return new TableDownload(
            new ExportTable(name, [.. look.Shown.Select(column => words.Of(column))], rows.Select(row => cells.Of(row, look.Shown))), format);
    }
}
