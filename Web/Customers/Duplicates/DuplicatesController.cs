using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>Customers that are here and resemble each other: to be merged, or told apart for good.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/duplicates")]
public sealed class DuplicatesController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CustomerLikeness? by, string? after, CancellationToken cancel)
    {
        var (likeness, place) = (by ?? CustomerLikeness.Name, DuplicateListPage.PlaceOf(after));
        var page = await Db.DuplicatePairsAsync(Viewer, likeness, place, cancel);
        return View(new DuplicateListPage(likeness, page, await organisation.ReadAsync(Db, cancel), place is null));
    }
}
