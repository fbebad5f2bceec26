using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Me;

/// <summary>Where a person is signed in, each to be ended by itself.</summary>
[Route("me/sessions")]
[Authorize(Policies.SignedIn)]
public sealed class SessionsController(CrmDbContext db, TimeProvider clock, SignIns signIns, Auditor audit, Words words) : CrmController(db, clock)
{
    /// <summary>Signs out everywhere else.</summary>
    [HttpPost("end-others")]
    public async Task<IActionResult> DestroyOthers()
    {
        await signIns.ForgetOthersAsync(await AccountAsync(), User);
        await audit.WriteAsync(AuditKind.SessionsEnded);
        Say(words["Access.Me.OthersEnded"]);
        return LocalRedirect("/me");
    }

    [HttpPost("{key}/end")]
    public async Task<IActionResult> Destroy(string key)
    {
        var account = await AccountAsync();
        var own = await Db.Set<SignInSession>().AsNoTracking().Where(session => session.AccountId == account.Id).Select(session => session.Id).ToListAsync();
        if (own.Find(id => SessionRow.KeyOf(id) == key) is not { } ended)
        {
            return NotFound();
        }

        await signIns.ForgetAsync(Db.Set<SignInSession>().Where(session => session.Id == ended));
        await audit.WriteAsync(AuditKind.SessionsEnded);
        Say(words["Account.Session.Ended"]);
        return LocalRedirect("/me");
    }

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);
}
