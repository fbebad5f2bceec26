using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <param name="Favourites">The viewer's own; each one's query is the whole address.</param>
/// <param name="Makings">What he waits for.</param>
public sealed record ReportsPage(IReadOnlyList<ReportEntry> Reports, IReadOnlyList<SavedView> Favourites, IReadOnlyList<ReportMaking> Makings);

/// <summary>The catalogue page, with the viewer's favourites first.</summary>
[Authorize(Policy = Policies.ReadReports)]
[Route("reports")]
public sealed class ReportsController(CrmDbContext db, TimeProvider clock, ReportMakings makings) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var seen = ReportCatalogue.SeenBy(Viewer);
        var favourites = await Db.ViewsOfAsync(FavouritesController.ListName, Viewer, cancel);
        return View(new ReportsPage(seen, [.. favourites.Where(view => ReportCatalogue.Parse(view.Query) is { } found && seen.Contains(found.Report))], makings.Of(Viewer.PersonId)));
    }
}
