using System.ComponentModel.DataAnnotations;
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

namespace SiCrm.Web.Access.Passkeys;

public sealed class PasskeyForm
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    /// <summary>What the device answered, as JSON.</summary>
    [Required, StringLength(20_000)]
    public string Credential { get; set; } = "";
}

public sealed record PasskeyRow(long Id, string Name, DateTime MadeAt, DateTime? LastUsedAt);

public sealed record PasskeysPage(PasskeyForm Form, IReadOnlyList<PasskeyRow> Rows);

/// <summary>One's own passkeys: a device that signs one in, instead of password and code.</summary>
[Route("me/passkeys")]
[Authorize(Policies.SignedIn)]
public sealed class PasskeysController(
    CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignInManager<Account> manager, Auditor audit, Words words)
    : CrmController(db, clock)
{
    [HttpGet]
    public Task<IActionResult> Index() => PageAsync(new PasskeyForm());

    [HttpPost("options")]
    [Fresh]
    public async Task<IActionResult> CreateOptions()
    {
        var account = await AccountAsync();
        var options = await manager.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Name = account.Email ?? "", DisplayName = Viewer.Name,
        });
        return Content(options, "application/json");
    }

    [HttpPost]
    [Fresh]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] PasskeyForm form)
    {
        var account = await AccountAsync();
        var shown = ModelState.IsValid ? await manager.PerformPasskeyAttestationAsync(form.Credential) : null;
        if (shown is not { Succeeded: true, Passkey: { } passkey })
        {
            ModelState.AddModelError("", words["Account.Passkeys.Failed"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form);
        }

        passkey.Name = form.Name;
        await Db.WriteAsync(async () =>
        {
            audit.Note(AuditKind.PasskeyAdded, subject: form.Name);
            (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).OrThrow();
        });
        Say(words["Account.Passkeys.Added", form.Name]);
        return LocalRedirect("/me/passkeys");
    }

    [HttpPost("{id:long}/removal")]
    [Fresh]
    public async Task<IActionResult> Destroy(long id)
    {
        var account = await AccountAsync();
        if (await Db.Passkeys.SingleOrDefaultAsync(row => row.Id == id && row.AccountId == account.Id) is not { } passkey)
        {
            return NotFound();
        }

        Db.Remove(passkey);
        audit.Note(AuditKind.PasskeyRemoved, subject: passkey.Name);
        await Db.SaveChangesAsync();
        Say(words["Account.Passkeys.Removed", passkey.Name]);
        return LocalRedirect("/me/passkeys");
    }

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);

    private async Task<IActionResult> PageAsync(PasskeyForm form)
    {
        var account = await AccountAsync();
        var rows = await Db.Passkeys.AsNoTracking().Where(row => row.AccountId == account.Id).OrderBy(row => row.Id)
            .Select(row => new PasskeyRow(row.Id, row.Name, row.MadeAt, row.LastUsedAt)).ToListAsync();
        return View("Passkeys", new PasskeysPage(form, rows));
    }
}
