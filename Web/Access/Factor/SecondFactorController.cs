using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Factor;

/// <param name="Key">In groups of four, for who can't photograph; null when the app has it already.</param>
/// <param name="Square">The same as a QR code's rows: true is dark.</param>
public sealed record FactorPage(SecondFactor? Factor, string? Key, QrSquare? Square, bool MustHave)
{
    public CodeForm Form { get; } = new();
}

/// <summary>One's own second factor: set up, shown, taken away.</summary>
[Route("me/second-factor")]
[Authorize(Policies.SignedIn)]
public sealed class SecondFactorController(
    CrmDbContext db, TimeProvider clock, Factors factors, FactorDuty duty, SignInGate gate, SignIns signIns, AccountMails mails, Words words)
    : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> Edit() => await PageAsync();

    [HttpPost]
    [Fresh]
    public async Task<IActionResult> Create()
    {
        await factors.BeginAsync(await AccountAsync());
        return LocalRedirect("/me/second-factor");
    }

    /// <summary>The app shows that it has the key. From now on nobody else's session of this account counts.</summary>
    [HttpPost("confirmation")]
    [Fresh]
    public async Task<IActionResult> Confirm([Bind(Prefix = "Form")] CodeForm form)
    {
        var account = await AccountAsync();
        var (name, address) = (account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext));
        if (ModelState.IsValid && await gate.KnockAsync(name, address, GatePurpose.Code) is { } until)
        {
            ModelState.AddModelError("", words["Access.SignIn.Closed", Show.Relative(until, Now, words)]);
        }

        if (!ModelState.IsValid || await factors.TurnOnAsync(account, form.Code) is not { } codes)
        {
            ModelState.AddModelError("Form.Code", words["Account.Code.Wrong"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync();
        }

        await gate.WelcomeAsync(name, address, GatePurpose.Code);
        await signIns.ForgetOthersAsync(account, User);
        await signIns.RenewAsync(account, User);
        return View("RecoveryCodes", codes);
    }

    [HttpPost("recovery-codes")]
    [Fresh]
    public async Task<IActionResult> CreateCodes() =>
        await factors.FindAsync((await AccountAsync()).Id) is { IsOn: true } factor ? View("RecoveryCodes", await factors.MakeCodesAsync(factor)) : NotFound();

    [HttpPost("removal")]
    [Fresh]
    public async Task<IActionResult> Destroy()
    {
        var account = await AccountAsync();
        var person = await Db.People.SingleAsync(row => row.Id == account.PersonId);
        (await duty.HasAsync(person) ? new Refusal("SecondFactorNeeded") : null).ThrowIfRefused();
        await Db.WriteAsync(async () =>
        {
            await factors.TurnOffAsync(account);
            mails.Tell(account, person.Name, AuditKind.SecondFactorOff);
            await Db.SaveChangesAsync();
        });
        Say(words["Account.Factor.Removed"]);
        return LocalRedirect("/me/second-factor");
    }

    private Task<Account> AccountAsync() => Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);

    private async Task<IActionResult> PageAsync()
    {
        var account = await AccountAsync();
        var person = await Db.People.AsNoTracking().SingleAsync(row => row.Id == account.PersonId);
        var factor = await factors.FindAsync(account.Id);
        var key = factor is { IsOn: false } ? OneTimeCode.Base32(factors.KeyOf(factor)) : null;
        var square = key is null ? null : QrSquare.Of($"otpauth://totp/SiCrm:{Uri.EscapeDataString(account.Email ?? "")}?secret={key}&issuer=SiCrm");
        return View("SecondFactor", new FactorPage(
            factor, key is null ? null : string.Join(' ', key.Chunk(4).Select(group => new string(group))), square, await duty.HasAsync(person)));
    }
}

/// <summary>A QR code as one path of an SVG, so that no style and no script is needed.</summary>
/// <param name="Size">Modules each way, with the quiet zone.</param>
public sealed record QrSquare(int Size, string Path)
{
    public static QrSquare Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                path.Append(rows[y][x] ? string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z") : "");
            }
        }

        return new QrSquare(rows.Count, path.ToString());
    }
}
