using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.SingleSignOn;

/// <summary>
/// There and back: only an address that the company's provider has verified, and only to an account that is here already.
/// Who has a second factor here still shows it, unless the provider says that it asked for one and is trusted with that.
/// </summary>
[Route("sign-in/single")]
[AllowAnonymous]
public sealed class SingleSignOnController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, Factors factors, SignIns signIns, Auditor audit, IConfiguration configuration,
    Words words) : CrmController(db, clock)
{
    [HttpGet]
    public IActionResult New(string? back)
    {
        if (SingleSignOnSetup.NameOf(configuration) is null)
        {
            return NotFound();
        }

        var there = Url.IsLocalUrl(back) ? back : "/";
        return Challenge(new AuthenticationProperties { RedirectUri = "/sign-in/single/back?to=" + Uri.EscapeDataString(there) }, SingleSignOnSetup.Scheme);
    }

    [HttpGet("back")]
    public async Task<IActionResult> Create(string? to)
    {
        var came = (await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme)).Principal;
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        var there = Url.IsLocalUrl(to) ? to : "/";
        if (came is null || await FindAsync(came) is not { } account)
        {
            return came is null ? LocalRedirect("/sign-in") : Refuse(came);
        }

        if (await factors.IsOnAsync(account.Id) && !HasShownTwo(came))
        {
            await HttpContext.GoHalfWayAsync(account, there);
            return LocalRedirect("/sign-in/code");
        }

        await signIns.BeginAsync(account, HttpContext, SignInWay.SingleSignOn);
        Preferences.Keep(HttpContext, account.Language, account.Theme);
        return LocalRedirect(there);
    }

    [HttpGet("refused")]
    public IActionResult Show()
    {
        Flash.Keep(TempData, new Flash(words["Account.Single.Failed"], IsWarning: true));
        return LocalRedirect("/sign-in");
    }

    private LocalRedirectResult Refuse(ClaimsPrincipal came)
    {
        audit.NoteLate(AuditKind.SignInFailed, came.FindFirstValue("email"));
        Flash.Keep(TempData, new Flash(words["Account.Single.Unknown"], IsWarning: true));
        return LocalRedirect("/sign-in");
    }

    private async Task<Account?> FindAsync(ClaimsPrincipal came)
    {
        var name = accounts.NormalizeEmail(came.FindFirstValue("email"));
        return name is not null && came.FindFirstValue("email_verified")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true
            && await Db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == name) is { } account
            && (await Db.People.AsNoTracking().SingleAsync(person => person.Id == account.PersonId)).IsActive(Today) ? account : null;
    }

    private bool HasShownTwo(ClaimsPrincipal came) =>
        configuration.GetValue("SingleSignOn:TrustSecondFactor", false) && came.FindAll("amr").Any(claim => claim.Value is "mfa" or "otp" or "hwk");
}
