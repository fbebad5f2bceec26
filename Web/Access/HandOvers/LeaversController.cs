using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>Somebody who leaves, and everything that he would leave behind.</summary>
public sealed record LeaverPage(long PersonId, string Name, bool IsActive, OpenWork Work, bool MayDeactivate);

/// <summary>离职交接: what a person answers for, on one page, with the way to hand all of it over.</summary>
[Authorize(Policy = Policies.AssignCustomers)]
[Route("people/{id:long}/leaving")]
public sealed class LeaversController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await Db.People.AsNoTracking().InHandOverReach(Viewer).SingleOrDefaultAsync(person => person.Id == id, cancel) is { } person
            ? View("Leaver", new LeaverPage(id, person.Name, person.IsActive(Today), await Db.OpenWorkAsync(id, cancel), Viewer.Is(Role.Administrator)))
            : NotFound();
}
