using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>接替人: the colleague who takes over when the owner is gone.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/{id:long}/deputy")]
public sealed class DeputiesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, long? personId, int version, CancellationToken cancel)
    {
        var customer = await Db.Customers.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(row => row.Id == id, cancel);
        var names = await organisation.ReadAsync(Db, cancel);
        if (customer is null || (personId is { } chosen && names.OwnersFor(Viewer, AccessAction.Read, Today).All(person => person.Id != chosen)))
        {
            return NotFound();
        }

        Db.Entry(customer).Property(row => row.Version).OriginalValue = version;
        customer.NameDeputy(personId, ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(words["Care.Said.Deputy", customer.Name]);
        return LocalRedirect($"/customers/{id}/care");
    }
}
