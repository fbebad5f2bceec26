using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

/// <summary>Phone and recovery codes are lost: an administrator takes the second factor away, and its owner is told.</summary>
[Route("people/{id:long}/second-factor/removal")]
[Authorize(Policies.Administer)]
public sealed class FactorResetsController(
    CrmDbContext db, TimeProvider clock, Factors factors, SignIns signIns, AccountMails mails, Words words) : CrmController(db, clock)
{
    [HttpPost]
    [Fresh]
    public async Task<IActionResult> Create(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person
            || await Db.Users.SingleOrDefaultAsync(user => user.PersonId == id) is not { } account)
        {
            return NotFound();
        }

        await Db.WriteAsync(async () =>
        {
            await factors.TurnOffAsync(account);
            await signIns.ForgetAllAsync(account.Id);
            mails.Tell(account, person.Name, AuditKind.SecondFactorOff);
            await Db.SaveChangesAsync();
        });
        Say(words["Account.Factor.ResetDone", person.Name]);
        return LocalRedirect($"/people/{id}");
    }
}
