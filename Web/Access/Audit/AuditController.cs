using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Audit;

/// <summary>The audit log 操作日志: who signed in or was kept out, who took data along, who changed whose rights.</summary>
[Route("audit")]
[Authorize(Policies.Administer)]
public sealed class AuditController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 100;

    [HttpGet]
    public async Task<IActionResult> Index(AuditFilter filter, string? after, string? before, CancellationToken cancel)
    {
        var page = await AuditQueries.ByTime.PageAsync(
            filter.Apply(Db.AuditLog.AsNoTracking(), CompanyTime), AuditQueries.AsRows, descending: true, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.SelectMany(row => new[] { row.ActorId, row.PersonId }), cancel);
        return View("Audit", new AuditPage(filter, page, names, PageAddress.Of(Request)));
    }

    /// <summary>The same filter, all of its pages.</summary>
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<TableDownload> Export(AuditFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var rows = AuditQueries.ByTime.AllAsync(filter.Apply(Db.AuditLog.AsNoTracking(), CompanyTime), AuditQueries.AsRows, descending: true);
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Account.Audit"]} {Today:yyyy-MM-dd}");
        string[] columns = ["At", "Kind", "Actor", "Person", "Subject", "Details", "Address", "RequestId"];
        return new TableDownload(new ExportTable(name, [.. columns.Select(column => words[$"Account.Audit.{column}"])], rows.Select(row => Cells(row, names))), format);
    }

    private object?[] Cells(AuditRow row, OrganisationFacts names) =>
    [
        CompanyTime.Local(row.At), words.Of(row.Kind), names.Person(row.ActorId), names.Person(row.PersonId), row.Subject,
        words.Told(row.Details, names), row.Address, row.RequestId,
    ];
}

public sealed record AuditPage(AuditFilter Filter, KeysetPage<AuditRow> Page, OrganisationFacts Names, PageAddress Address)
{
    public PageAddress Start => Address.Without(["after", "before"]);

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    /// <summary>The one chosen, by name; others are found from their lines.</summary>
    public SelectListItem? Chosen => Filter.Person is { } id ? new SelectListItem(Names.Person(id) ?? Show.Nothing, id.ToString(CultureInfo.InvariantCulture)) : null;
}
