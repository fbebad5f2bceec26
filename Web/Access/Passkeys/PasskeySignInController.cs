using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Passkeys;

/// <summary>Signs in by a device that knows who one is and has seen it: possession and finger, or PIN, in one step.</summary>
[Route("sign-in/passkey")]
[AllowAnonymous]
public sealed class PasskeySignInController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInManager<Account> manager, SignIns signIns, Auditor audit, Words words)
    : CrmController(db, clock)
{
    [HttpPost("options")]
    public async Task<IActionResult> CreateOptions() => Content(await manager.MakePasskeyRequestOptionsAsync(null), "application/json");

    [HttpPost]
    public async Task<IActionResult> Create(string? credential, string? back)
    {
        if (await CheckAsync(credential) is not { } account)
        {
            audit.NoteLate(AuditKind.SignInFailed, Show.Nothing);
            Flash.Keep(TempData, new Flash(words["Account.Passkeys.Refused"], IsWarning: true));
            return LocalRedirect("/sign-in");
        }

        await signIns.BeginAsync(account, HttpContext, SignInWay.Passkey);
        Preferences.Keep(HttpContext, account.Language, account.Theme);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }

    /// <summary>Null for whoever is not known, no longer active, or whose device did not ask for him.</summary>
    private async Task<Account?> CheckAsync(string? credential)
    {
        if (credential is not { Length: > 0 and < 20_000 })
        {
            return null;
        }

        var shown = await manager.PerformPasskeyAssertionAsync(credential);
        if (shown is not { Succeeded: true, User: { } account, Passkey: { } passkey }
            || !(await Db.People.AsNoTracking().SingleAsync(person => person.Id == account.PersonId)).IsActive(Today))
        {
            return null;
        }

        (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).OrThrow();
        return account;
    }
}
