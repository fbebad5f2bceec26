using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Me;

/// <summary>A person's own account: name, password, and where he is signed in.</summary>
[Route("me")]
[Authorize(Policies.SignedIn)]
public sealed class MeController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignIns signIns, SignInGate gate, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> Edit() => await PageAsync(new NameForm { Name = Viewer.Name }, new PasswordForm());

    [HttpPost("name")]
    public async Task<IActionResult> UpdateName([Bind(Prefix = "NameForm")] NameForm form)
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(form, new PasswordForm());
        }

        var person = await Db.People.SingleAsync(p => p.Id == Viewer.PersonId);
        person.Rename(form.Name, person.Email);
        await Db.SaveChangesAsync();
        await signIns.RenewAsync(await AccountAsync(), User);
        Say(words["Access.Me.Saved"]);
        return LocalRedirect("/me");
    }

    [HttpPost("password")]
    public async Task<IActionResult> UpdatePassword([Bind(Prefix = "PasswordForm")] PasswordForm form)
    {
        var account = await AccountAsync();
        if (ModelState.IsValid && await gate.KnockAsync(account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext)) is { } until)
        {
            ModelState.AddModelError("", words["Access.SignIn.Closed", Show.Relative(until, Now, words)]);
        }

        if (!ModelState.IsValid || !ModelState.Take("PasswordForm.Present", await ChangeAsync(account, form)))
        {
            return await AgainAsync(new NameForm { Name = Viewer.Name }, form);
        }

        await gate.WelcomeAsync(account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext));
        await signIns.ForgetAsync(Others(account));
        await signIns.RenewAsync(account, User);
        Say(words["Access.Me.PasswordSaved"]);
        return LocalRedirect("/me");
    }

    /// <summary>Signs out everywhere else.</summary>
    [HttpPost("sessions/end-others")]
    public async Task<IActionResult> DestroyOthers()
    {
        await signIns.ForgetAsync(Others(await AccountAsync()));
        Say(words["Access.Me.OthersEnded"]);
        return LocalRedirect("/me");
    }

    private static string? SessionOf(System.Security.Claims.ClaimsPrincipal user) => user.FindFirst(SignIns.SessionClaim)?.Value;

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);

    private IQueryable<SignInSession> Others(Account account)
    {
        var here = SessionOf(User) ?? "";
        return Db.Set<SignInSession>().Where(session => session.AccountId == account.Id && session.Id != here);
    }

    private Task<IdentityResult> ChangeAsync(Account account, PasswordForm form) => account.PasswordHash is null
        ? accounts.AddPasswordAsync(account, form.Password)
        : accounts.ChangePasswordAsync(account, form.Present ?? "", form.Password);

    private async Task<IActionResult> AgainAsync(NameForm name, PasswordForm password)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(name, password);
    }

    private async Task<IActionResult> PageAsync(NameForm name, PasswordForm password)
    {
        var account = await AccountAsync();
        var here = SessionOf(User);
        var sessions = await Db.Set<SignInSession>().AsNoTracking().Where(session => session.AccountId == account.Id)
            .OrderByDescending(session => session.BegunAt).Take(20)
            .Select(session => new SessionRow(session.BegunAt, session.Address, session.Browser, session.Id == here)).ToListAsync();
        return View("Me", new MePage(name, password, account.Email, account.PasswordHash is not null, sessions));
    }
}
