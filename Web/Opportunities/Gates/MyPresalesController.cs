using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>我的售前: the viewer's projects with a running budget, each with its hours to log.</summary>
[Authorize(Policy = Policies.LogOpportunities)]
[Route("presales")]
public sealed class MyPresalesController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) =>
        View("Mine", new MyPresalesPage(await Db.PresalesProjectsAsync(Viewer, IsoWeek.Of(Today), cancel), IsoWeek.Of(Today)));
}
