using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Factor;

public sealed class CodeForm
{
    [Required, StringLength(40)]
    public string Code { get; set; } = "";
}

/// <summary>The second step of signing in: six digits of the app, or one of the recovery codes.</summary>
[Route("sign-in/code")]
[AllowAnonymous]
public sealed class CodeController(
    CrmDbContext db, TimeProvider clock, Factors factors, SignInGate gate, SignIns signIns, Auditor audit, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> New() =>
        await HttpContext.FindHalfWayAsync(Db) is null ? LocalRedirect("/sign-in") : View("Code", new CodeForm());

    [HttpPost]
    public async Task<IActionResult> Create(CodeForm form)
    {
        if (await HttpContext.FindHalfWayAsync(Db) is not { } came)
        {
            return LocalRedirect("/sign-in");
        }

        var (name, address) = (came.Account.NormalizedEmail ?? "", NetworkAddress.Of(HttpContext));
        if (ModelState.IsValid && await gate.KnockAsync(name, address, GatePurpose.Code) is { } until)
        {
            ModelState.AddModelError("", words["Access.SignIn.Closed", Show.Relative(until, Now, words)]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("Code", form);
        }

        if (!ModelState.IsValid || await factors.AcceptAsync(came.Account.Id, form.Code) is not { } way)
        {
            audit.NoteLate(AuditKind.CodeFailed, person: came.Account.PersonId);
            ModelState.AddModelError(nameof(form.Code), words["Account.Code.Wrong"]);
            return Unprocessable("Code", form);
        }

        await gate.WelcomeAsync(name, address, GatePurpose.Code);
        await HttpContext.EndHalfWayAsync();
        await signIns.BeginAsync(came.Account, HttpContext, way);
        Preferences.Keep(HttpContext, came.Account.Language, came.Account.Theme);
        return LocalRedirect(Url.IsLocalUrl(came.Back) ? came.Back : "/");
    }
}
