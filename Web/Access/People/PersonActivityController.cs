using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

/// <summary>A person's active span: ended when he leaves, begun again when he comes back.</summary>
[Route("people/{id:long}/activity")]
[Authorize(Policies.Administer)]
public sealed class PersonActivityController(CrmDbContext db, TimeProvider clock, PeopleRegister register, Words words) : CrmController(db, clock)
{
    [HttpPost]
    public async Task<IActionResult> Create(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person)
        {
            return NotFound();
        }

        await register.ActivateAsync(person, ByViewer);
        Say(words["Access.People.Activated", person.Name]);
        return LocalRedirect($"/people/{id}");
    }

    [HttpPost("end")]
    public async Task<IActionResult> Destroy(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person)
        {
            return NotFound();
        }

        await register.DeactivateAsync(person, ByViewer);
        Say(words["Access.People.Deactivated", person.Name], $"/people/{id}/activity");
        return LocalRedirect($"/people/{id}");
    }
}
