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

namespace SiCrm.Web.Access;

[Route("sign-in")]
[AllowAnonymous]
public sealed class SignInController(
    CrmDbContext db, TimeProvider clock, Words words, UserManager<Account> accounts, SignInGate gate, SignIns signIns,
    Factors factors, Auditor audit, TooOften often, ILogger<SignInController> log)
    : CrmController(db, clock)
{
    // Checked instead of the hash of an account that there is not, so that the answer takes as long.
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 })).HashPassword(new(), "nobody"));

    [HttpGet]
    public async Task<IActionResult> New(string? back) => User.Identity?.IsAuthenticated == true
        ? LocalRedirect(Back(back))
        : View("SignIn", new SignInPage(new SignInForm { Back = back }, await DemonstrationPeople.ListAsync(Db, HttpContext, Today)));

    [HttpPost]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] SignInForm form)
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(form);
        }

        var (name, address) = (accounts.NormalizeEmail(form.Email) ?? "", NetworkAddress.Of(HttpContext));
        if (await gate.KnockAsync(name, address) is { } until)
        {
            log.LogWarning("Sign-in closed for {Address} until {Until}", address, until);
            if (often.IsNew($"closed {name} {address}"))
            {
                audit.NoteLate(AuditKind.SignInClosed, NameOf(form));
            }

            Response.Headers.RetryAfter = ((int)(until - Now).TotalSeconds + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            ModelState.AddModelError("", words["Access.SignIn.Closed", Show.Relative(until, Now, words)]);
            return await AgainAsync(form, StatusCodes.Status429TooManyRequests);
        }

        if (await CheckAsync(name, form.Password) is not { } account)
        {
            log.LogWarning("Sign-in failed from {Address}", address);
            audit.NoteLate(AuditKind.SignInFailed, NameOf(form));
            ModelState.AddModelError("", words["Access.SignIn.Wrong"]);
            return await AgainAsync(form);
        }

        await gate.WelcomeAsync(name, address);
        if (await factors.IsOnAsync(account.Id))
        {
            await HttpContext.GoHalfWayAsync(account, Back(form.Back));
            return LocalRedirect("/sign-in/code");
        }

        return await WelcomeAsync(account, form.Back, SignInWay.Password);
    }

    /// <summary>One click in Development: only accounts that have no password of their own.</summary>
    [HttpPost("as/{id:long}")]
    public async Task<IActionResult> CreateAs(long id, string? back)
    {
        var people = await DemonstrationPeople.ListAsync(Db, HttpContext, Today);
        return people.Any(person => person.AccountId == id) && await Db.Users.SingleOrDefaultAsync(user => user.Id == id) is { } account
            ? await WelcomeAsync(account, back, SignInWay.Demonstration)
            : NotFound();
    }

    private async Task<Account?> CheckAsync(string name, string password)
    {
        var account = await Db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == name);
        var isRight = await accounts.CheckPasswordAsync(
            account is { PasswordHash: not null } ? account : new Account { PasswordHash = NobodysHash.Value }, password);
        return isRight && account is { PasswordHash: not null }
            && (await Db.People.AsNoTracking().SingleAsync(person => person.Id == account.PersonId)).IsActive(Today)
            ? account : null;
    }

    /// <summary>Some type their password where the name belongs: only what looks like an address is written down.</summary>
    private static string NameOf(SignInForm form) => form.Email.Contains('@', StringComparison.Ordinal) ? form.Email : Show.Nothing;

    private async Task<IActionResult> WelcomeAsync(Account account, string? back, SignInWay way)
    {
        await signIns.BeginAsync(account, HttpContext, way);
        log.LogInformation("Account {Account} signed in from {Address}", account.Id, NetworkAddress.Of(HttpContext));
        Preferences.Keep(HttpContext, account.Language, account.Theme);
        return LocalRedirect(Back(back));
    }

    private async Task<ViewResult> AgainAsync(SignInForm form, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return View("SignIn", new SignInPage(form, await DemonstrationPeople.ListAsync(Db, HttpContext, Today)));
    }

    private string Back(string? back) => Url.IsLocalUrl(back) ? back : "/";
}
