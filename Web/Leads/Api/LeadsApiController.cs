using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Api;

/// <summary>Leads for programs: the same door, the same pages, as JSON.</summary>
[Route("api/v1/leads")]
[Authorize(Policy = Policies.ApiReadLeads)]
public sealed class LeadsApiController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int MostAtOnce = 200;

    private static readonly KeysetOrder<Lead, LeadFields> Newest =
        new(row => row.Id, new KeysetLeg<Lead, LeadFields, DateTime>(lead => lead.CapturedAt, row => row.CapturedAt));

    [HttpGet]
    public async Task<IActionResult> Index(LeadStatus? status, string? after, int limit = 50, CancellationToken cancel = default)
    {
        if (!ModelState.IsValid || limit is < 1 or > MostAtOnce)
        {
            return ValidationProblem();
        }

        var leads = Db.Leads.AsNoTracking().VisibleTo(Viewer);
        var page = await Newest.PageAsync(
            status is { } wanted ? leads.Where(lead => lead.Status == wanted) : leads, LeadFields.Of, descending: true,
            KeysetCursor.Parse(after, null), limit, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        var next = page.Next is { } cursor ? PageAddress.Of(Request).With("after", cursor).ToString() : null;
        return Json(new LeadFieldsPage([.. page.Rows.Select(row => row.SeenBy(Viewer) with { Owner = names.Person(row.OwnerId) })], next));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await LeadFields.Of(Db.Leads.AsNoTracking().VisibleTo(Viewer).Where(lead => lead.Id == id)).SingleOrDefaultAsync(cancel) is not { } lead)
        {
            return NotFound();
        }

        var tag = $"\"{lead.Id}-{lead.Version}\"";
        Response.Headers.ETag = tag;
        return Request.Headers.IfNoneMatch.Contains(tag)
            ? StatusCode(StatusCodes.Status304NotModified)
            : Json(lead.SeenBy(Viewer) with { Owner = (await organisation.ReadAsync(Db, [lead.OwnerId], cancel)).Person(lead.OwnerId) });
    }
}
