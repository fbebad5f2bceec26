using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;

namespace SiCrm.Web.Access;

/// <summary>Begins and ends the sessions of signed-in browsers.</summary>
public sealed class SignIns(CrmDbContext db, SignInManager<Account> manager, EndedSessions ended, Auditor audit, TimeProvider clock)
{
    public const string SessionClaim = "session";

    public async Task BeginAsync(Account account, HttpContext http, SignInWay way)
    {
        var session = new SignInSession(
            RandomNumberGenerator.GetHexString(32, lowercase: true), account.Id, Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime),
            http.Connection.RemoteIpAddress?.ToString(), Shortened(http.Request.Headers.UserAgent.ToString()), way);
        db.Add(session);
        audit.Note(AuditKind.SignedIn, actor: account.PersonId, details: AuditDetails.Of(new AuditChange("Way", null, way.ToString())));
        await db.SaveChangesAsync();
        await manager.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SessionClaim, session.Id)]);
    }

    /// <summary>The same session with a new stamp: after the person changed what his cookie says.</summary>
    public async Task RenewAsync(Account account, ClaimsPrincipal user)
    {
        if (user.FindFirst(SessionClaim) is { } session)
        {
            await manager.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SessionClaim, session.Value)]);
        }
    }

    public async Task EndAsync(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(SessionClaim) is { } id)
        {
            audit.Note(AuditKind.SignedOut);
            await db.SaveChangesAsync();
            await ForgetAsync(db.Set<SignInSession>().Where(session => session.Id == id));
        }

        await manager.SignOutAsync();
    }

    /// <summary>Ends sessions elsewhere; here at once, on other nodes within a minute.</summary>
    public async Task ForgetAsync(IQueryable<SignInSession> sessions)
    {
        foreach (var id in await sessions.Select(session => session.Id).ToListAsync())
        {
            ended.Add(id);
        }

        await db.WriteAsync(() => sessions.ExecuteDeleteAsync());
    }

    public Task ForgetOthersAsync(Account account, ClaimsPrincipal user)
    {
        var here = user.FindFirstValue(SessionClaim) ?? "";
        return ForgetAsync(db.Set<SignInSession>().Where(session => session.AccountId == account.Id && session.Id != here));
    }

    /// <summary>All of an account's, wherever they are.</summary>
    public Task ForgetAllAsync(long accountId) => ForgetAsync(db.Set<SignInSession>().Where(session => session.AccountId == accountId));

    private static string Shortened(string browser) => browser.Length <= 200 ? browser : browser[..200];
}
