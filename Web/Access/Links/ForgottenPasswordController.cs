using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Links;

public sealed class ForgottenForm
{
    [Required, EmailAddress, StringLength(200)]
    public string Email { get; set; } = "";
}

/// <summary>A link by mail for who forgot his password. Whether there is such an account, the answer does not tell.</summary>
[Route("forgotten-password")]
[AllowAnonymous]
public sealed class ForgottenPasswordController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInGate gate, AccountMails mails, ILogger<ForgottenPasswordController> log)
    : CrmController(db, clock)
{
    [HttpGet]
    public IActionResult New() => View("Forgotten", new ForgottenForm());

    [HttpPost]
    public async Task<IActionResult> Create(ForgottenForm form)
    {
        if (!ModelState.IsValid)
        {
            return Unprocessable("Forgotten", form);
        }

        if (mails.MayMail)
        {
            await SendAsync(accounts.NormalizeEmail(form.Email) ?? "");
        }
        else
        {
            log.LogError("Nobody can be sent a link while PublicUrl is not set");
        }

        return LocalRedirect("/forgotten-password/sent");
    }

    [HttpGet("sent")]
    public IActionResult Show() => View("ForgottenSent");

    /// <summary>One transaction whether or not there is an account; who asks too often is told the same and sent nothing.</summary>
    private Task SendAsync(string name) => Db.WriteAsync(async () =>
    {
        if (await gate.KnockAsync(name, NetworkAddress.Of(HttpContext), GatePurpose.ForgottenPassword) is { } until)
        {
            log.LogWarning("Links by mail closed for {Address} until {Until}", NetworkAddress.Of(HttpContext), until);
            return;
        }

        if (await Db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == name) is { } account
            && await Db.People.SingleAsync(row => row.Id == account.PersonId) is { } person && person.IsActive(Today))
        {
            await mails.SendAsync(account, person.Name, LinkPurpose.Reset);
            await Db.SaveChangesAsync();
        }
    });
}
