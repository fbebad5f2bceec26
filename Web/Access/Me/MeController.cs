using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Me;

/// <summary>A person's own account: name, password, and the way to all else about it.</summary>
[Route("me")]
[Authorize(Policies.SignedIn)]
public sealed class MeController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignIns signIns, SignInGate gate, AccountMails mails, Auditor audit, Words words)
    : CrmController(db, clock)
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
        audit.Note(AuditKind.PersonChanged, details: AuditDetails.Of(new AuditChange("Name", person.Name, form.Name)));
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
        await signIns.ForgetOthersAsync(account, User);
        await signIns.RenewAsync(account, User);
        Say(words["Access.Me.PasswordSaved"]);
        return LocalRedirect("/me");
    }

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);

    /// <summary>Saved together with its line in the log and the word to the owner; nobody waits for the lock while it is hashed.</summary>
    private async Task<IdentityResult> ChangeAsync(Account account, PasswordForm form)
    {
        audit.Note(AuditKind.PasswordChanged);
        mails.Tell(account, Viewer.Name, AuditKind.PasswordChanged);
        var result = account.PasswordHash is null
            ? await accounts.AddPasswordAsync(account, form.Password)
            : await accounts.ChangePasswordAsync(account, form.Present ?? "", form.Password);
        if (!result.Succeeded)
        {
            Db.ChangeTracker.Clear();
        }

        return result;
    }

    private async Task<IActionResult> AgainAsync(NameForm name, PasswordForm password)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await PageAsync(name, password);
    }

    private async Task<IActionResult> PageAsync(NameForm name, PasswordForm password)
    {
        var account = await AccountAsync();
        var here = User.FindFirstValue(SignIns.SessionClaim);
        var sessions = await Db.Set<SignInSession>().AsNoTracking().Where(session => session.AccountId == account.Id)
            .OrderByDescending(session => session.BegunAt).Take(20).ToListAsync();
        return View("Me", new MePage(
            name, password, account.Email, account.PasswordHash is not null, account.TwoFactorEnabled,
            [.. sessions.Select(session => SessionRow.Of(session, session.Id == here))]));
    }
}
