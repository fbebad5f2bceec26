using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>Where an administrator's link leads: the person chooses his password; whoever was signed in as him is no more.</summary>
[Route("new-password/{id:long}")]
[AllowAnonymous]
public sealed class NewPasswordController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInGate gate, SignIns signIns, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public IActionResult New(long id, string? token) => View("NewPassword", new NewPasswordForm { Token = token ?? "" });

    [HttpPost]
    public async Task<IActionResult> Create(long id, NewPasswordForm form)
    {
        var account = await Db.Users.SingleOrDefaultAsync(user => user.Id == id);
        if (!ModelState.IsValid || !ModelState.Take(nameof(form.Password), await ResetAsync(account, form)))
        {
            return Unprocessable("NewPassword", form);
        }

        await gate.ForgiveAsync(account?.NormalizedEmail ?? "");
        await signIns.ForgetAsync(Db.Set<SignInSession>().Where(session => session.AccountId == id));
        Say(words["Access.NewPassword.Done"]);
        return LocalRedirect("/sign-in");
    }

    private async Task<IdentityResult> ResetAsync(Account? account, NewPasswordForm form)
    {
        try
        {
            return account is null
                ? IdentityResult.Failed(accounts.ErrorDescriber.InvalidToken())
                : await accounts.ResetPasswordAsync(account, Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(form.Token)), form.Password);
        }
        catch (FormatException)
        {
            return IdentityResult.Failed(accounts.ErrorDescriber.InvalidToken());
        }
    }
}
