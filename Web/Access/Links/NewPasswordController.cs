using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Links;

/// <summary>
/// Where a link leads: the person chooses his password, and whoever was signed in as him is no more. It opens nothing else:
/// he signs in with it, and with his second factor if he has one.
/// </summary>
[Route("new-password")]
[AllowAnonymous]
public sealed class NewPasswordController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInGate gate, SignIns signIns, AccountMails mails, Auditor audit, Words words)
    : CrmController(db, clock)
{
    private static readonly LinkPurpose[] Purposes = [LinkPurpose.Invitation, LinkPurpose.Reset, LinkPurpose.HandedOver];

    [HttpGet]
    public async Task<IActionResult> New(string? token)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return await Db.OpenAsync(token, Now, Purposes) is null
            ? View("LinkExpired")
            : View("NewPassword", new NewPasswordForm { Token = token ?? "" });
    }

    [HttpPost]
    public async Task<IActionResult> Create(NewPasswordForm form)
    {
        if (await Db.OpenAsync(form.Token, Now, Purposes) is not { } opened)
        {
            ModelState.AddModelError("", accounts.ErrorDescriber.InvalidToken().Description);
            return Unprocessable("NewPassword", form);
        }

        foreach (var validator in accounts.PasswordValidators)
        {
            ModelState.Take(nameof(form.Password), await validator.ValidateAsync(accounts, opened.Account, form.Password));
        }

        if (!ModelState.IsValid || !await TryAsync(() => ChooseAsync(opened, accounts.PasswordHasher.HashPassword(opened.Account, form.Password))))
        {
            return Unprocessable("NewPassword", form);
        }

        Say(words["Access.NewPassword.Done"]);
        return LocalRedirect("/sign-in");
    }

    /// <summary>The new stamp ends what hangs on the old one: sessions on every node, other links.</summary>
    private Task ChooseAsync(OpenedLink opened, string hash) => Db.WriteAsync(async () =>
    {
        await Db.TakeAsync(opened.Link, Now);
        var hadOne = opened.Account.PasswordHash is not null;
        opened.Account.PasswordHash = hash;
        // A link that came by mail shows that the address is his.
        opened.Account.EmailConfirmed |= opened.Link.Purpose != LinkPurpose.HandedOver;
        (await accounts.UpdateSecurityStampAsync(opened.Account)).OrThrow();
        await gate.ForgiveAsync(opened.Account.NormalizedEmail ?? "");
        await signIns.ForgetAllAsync(opened.Account.Id);
        audit.Note(AuditKind.PasswordReset, actor: opened.Person.Id);
        if (hadOne)
        {
            mails.Tell(opened.Account, opened.Person.Name, AuditKind.PasswordReset);
        }

        await Db.SaveChangesAsync();
    });
}
