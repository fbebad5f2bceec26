using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>The fragment beside a customer's form, swapped in while one types.</summary>
[Authorize(Policy = Policies.CreateCustomers)]
[Route("customers/duplicates")]
public sealed class CustomerChecksController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(TraitsForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PartialView("_CustomerDuplicates", new CustomerDuplicates(
            await Db.DuplicateCustomersOfAsync(Viewer, form.Traits, form.Id, cancel), await organisation.ReadAsync(Db, cancel)));
    }
}
