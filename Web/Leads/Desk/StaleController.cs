using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Open leads that nobody moves, the longest first: to select, and to hand to somebody else.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("desk/stale")]
public sealed class StaleController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 25;

    [HttpGet("")]
    public async Task<IActionResult> Index(StaleFilter filter, string? after, string? before, CancellationToken cancel)
    {
        var page = await Db.StaleAsync(Viewer, filter, KeysetCursor.Parse(after, before), PageSize, Now, cancel);
        var people = await Db.CandidatesAsync(Viewer, Today, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return View("Stale", new StalePage(filter, page, people, names, PageAddress.Of(Request), Viewer, Now));
    }
}
