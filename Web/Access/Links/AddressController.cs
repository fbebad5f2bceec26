using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Links;

public sealed class AddressForm
{
    [Required, EmailAddress, StringLength(200)]
    public string Email { get; set; } = "";
}

public sealed class AddressProof
{
    [Required, StringLength(100)]
    public string Token { get; set; } = "";
}

/// <summary>Another mail address: it counts when a link that was sent there was opened, and the old one is told.</summary>
public sealed class AddressController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignIns signIns, SignInGate gate, AccountMails mails, Auditor audit, Words words)
    : CrmController(db, clock)
{
    [HttpGet("/me/address")]
    [Authorize(Policies.SignedIn)]
    public IActionResult New() => View("Address", new AddressForm());

    /// <summary>Whether somebody else has the address shows only to whoever opens the link there.</summary>
    [HttpPost("/me/address")]
    [Authorize(Policies.SignedIn)]
    [Fresh]
    public async Task<IActionResult> Create(AddressForm form)
    {
        if (!ModelState.IsValid)
        {
            return Unprocessable("Address", form);
        }

        var account = await Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);
        await Db.WriteAsync(async () =>
        {
            var until = await gate.KnockAsync(account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext), GatePurpose.ForgottenPassword);
            (until is null ? null : new Refusal("TooManyMails")).ThrowIfRefused();
            await mails.SendAsync(account, Viewer.Name, LinkPurpose.NewAddress, form.Email);
            await Db.SaveChangesAsync();
        });
        Say(words["Account.Address.Sent", form.Email]);
        return LocalRedirect("/me");
    }

    [HttpGet("/new-address")]
    [AllowAnonymous]
    public async Task<IActionResult> Prove(string? token)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await Db.OpenAsync(token, Now, LinkPurpose.NewAddress) is not { Link.Address: { } address })
        {
            return View("LinkExpired");
        }

        ViewData["Address"] = address;
        return View("AddressProof", new AddressProof { Token = token ?? "" });
    }

    [HttpPost("/new-address")]
    [AllowAnonymous]
    public async Task<IActionResult> Update(AddressProof form)
    {
        if (await Db.OpenAsync(form.Token, Now, LinkPurpose.NewAddress) is not { Link.Address: { } address } opened)
        {
            return View("LinkExpired");
        }

        await Db.WriteAsync(() => TakeAsync(opened, address));
        Say(words["Account.Address.Taken", address]);
        return LocalRedirect("/sign-in");
    }

    private async Task TakeAsync(OpenedLink opened, string address)
    {
        await Db.TakeAsync(opened.Link, Now);
        if (await Db.Users.AnyAsync(user => user.Id != opened.Account.Id && user.NormalizedEmail == accounts.NormalizeEmail(address)))
        {
            throw new RuleBroken(new Refusal("MailAddressTaken", address));
        }

        mails.Tell(opened.Account, opened.Person.Name, AuditKind.AddressChanged, opened.Account.Email);
        audit.Note(AuditKind.AddressChanged, actor: opened.Person.Id, details: AuditDetails.Of(new AuditChange("Email", opened.Account.Email, address)));
        opened.Person.Rename(opened.Person.Name, address);
        (opened.Account.Email, opened.Account.UserName, opened.Account.EmailConfirmed) = (address, address, true);
        (await accounts.UpdateSecurityStampAsync(opened.Account)).OrThrow();
        await signIns.ForgetAllAsync(opened.Account.Id);
    }
}
