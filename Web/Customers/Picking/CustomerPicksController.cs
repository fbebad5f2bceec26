using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Picking;

/// <summary>The customers that the words typed so far lead to, swapped in while one types.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/picks")]
public sealed class CustomerPicksController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    [HttpPost("group")]
    public async Task<IActionResult> Group(string? parentSearch, long? parentId) =>
        PartialView("_Pick", await new CustomerPicker(Db, Viewer, "ParentId", "ParentSearch").LookAsync(parentSearch, parentId));

    [HttpPost("referrer")]
    public async Task<IActionResult> Referrer(string? referrerSearch, long? referredById) =>
        PartialView("_Pick", await new CustomerPicker(Db, Viewer, "ReferredById", "ReferrerSearch").LookAsync(referrerSearch, referredById));
}
