using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Factor;

public sealed class ConfirmationForm
{
    [StringLength(256)]
    [DataType(DataType.Password)]
    public string? Present { get; set; }

    [StringLength(40)]
    public string? Code { get; set; }

    public string? Back { get; set; }
}

/// <param name="HasPassword">Who has none signs in again the way he came.</param>
public sealed record ConfirmationPage(ConfirmationForm Form, bool HasPassword, bool HasCode);

/// <summary>Shows again who one is: with the password, and the code where there is one. Guesses count as at the sign-in.</summary>
[Route("me/confirmation")]
[Authorize(Policies.SignedIn)]
public sealed class ConfirmationController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInGate gate, Factors factors, Auditor audit, Words words)
    : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> New(string? back) => await PageAsync(new ConfirmationForm { Back = back });

    [HttpPost]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] ConfirmationForm form)
    {
        var account = await AccountAsync();
        if (!ModelState.IsValid || !await IsHimselfAsync(account, form))
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form);
        }

        var session = User.FindFirstValue(SignIns.SessionClaim);
        var confirmed = Now;
        await Db.WriteAsync(() => Db.Set<SignInSession>().Where(row => row.Id == session && row.AccountId == account.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.ConfirmedAt, confirmed)));
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : "/me");
    }

    private async Task<bool> IsHimselfAsync(Account account, ConfirmationForm form)
    {
        var (name, address) = (account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext));
        var hasCode = await factors.IsOnAsync(account.Id);
        if (await ClosedAsync(name, address, hasCode) is { } until)
        {
            ModelState.AddModelError("", words["Access.SignIn.Closed", Show.Relative(until, Now, words)]);
            return false;
        }

        if (account.PasswordHash is null || !await accounts.CheckPasswordAsync(account, form.Present ?? ""))
        {
            audit.NoteLate(AuditKind.SignInFailed, account.Email);
            ModelState.AddModelError("Form.Present", words["Access.Identity.PasswordMismatch"]);
            return false;
        }

        await gate.WelcomeAsync(name, address);
        if (hasCode && await factors.AcceptAsync(account.Id, form.Code ?? "") is null)
        {
            audit.NoteLate(AuditKind.CodeFailed);
            ModelState.AddModelError("Form.Code", words["Account.Code.Wrong"]);
            return false;
        }

        if (hasCode)
        {
            await gate.WelcomeAsync(name, address, GatePurpose.Code);
        }

        return true;
    }

    private async Task<DateTime?> ClosedAsync(string name, string address, bool hasCode) =>
        await gate.KnockAsync(name, address) ?? (hasCode ? await gate.KnockAsync(name, address, GatePurpose.Code) : null);

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);

    private async Task<IActionResult> PageAsync(ConfirmationForm form)
    {
        var account = await AccountAsync();
        return View("Confirmation", new ConfirmationPage(form, account.PasswordHash is not null, await factors.IsOnAsync(account.Id)));
    }
}
