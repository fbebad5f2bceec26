using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Forms;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Forms;

/// <summary>
/// The form that stands on the company's web site, alone or in a frame. Who sends it is nobody: no cookie is read or set,
/// so no other site can do anything in a person's name with it. All it ever does is capture a lead.
/// </summary>
[AllowAnonymous]
[TypeFilter(typeof(OpenForm))]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[Route("forms/{token}")]
public sealed class WebFormController(CrmDbContext db, TimeProvider clock, Words words, FormSeals seals, ILogger<WebFormController> log)
    : CrmController(db, clock)
{
    private const int MostBytes = 64_000;

    private LeadForm Form => HttpContext.Features.GetRequiredFeature<LeadForm>();

    [HttpGet("")]
    public IActionResult New() => View("Public", new WebFormPage(Form, new WebLead { Seal = seals.Make(Form.Id, Now) }));

    [HttpGet("thanks")]
    public IActionResult Thanks() => View("Thanks", Form);

    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [RequestSizeLimit(MostBytes)]
    public async Task<IActionResult> Create([Bind(Prefix = "Lead")] WebLead lead, CancellationToken cancel)
    {
        if (await Db.KnockAsync(Form.Id, NetworkAddress.Of(HttpContext), Now, cancel) is { } until)
        {
            log.LogWarning("Form {Form} closed for {Address} until {Until}", Form.Id, NetworkAddress.Of(HttpContext), until);
            Response.Headers.RetryAfter = ((int)(until - Now).TotalSeconds + 1).ToString(CultureInfo.InvariantCulture);
            return Again(lead, StatusCodes.Status429TooManyRequests, words["Forms.TooMany", Show.Relative(until, Now, words)]);
        }

        if (!string.IsNullOrEmpty(lead.Website))
        {
            log.LogInformation("Form {Form} was filled in by a program at {Address}", Form.Id, NetworkAddress.Of(HttpContext));
            return Thanked;
        }

        var seal = seals.Read(lead.Seal, Form.Id);
        if (seal is null || seal.IsTooOld(Now))
        {
            lead.Seal = seals.Make(Form.Id, Now);
            return Again(lead, StatusCodes.Status422UnprocessableEntity, words["Forms.TooOld"]);
        }

        if (lead is { Phone: null, Email: null })
        {
            ModelState.TryAddModelError("Lead.Phone", words["Forms.Unreachable"]);
        }

        if (!ModelState.IsValid || seal.IsTooFast(Now))
        {
            return Again(lead, StatusCodes.Status422UnprocessableEntity, ModelState.IsValid ? words["Forms.TooFast"] : null);
        }

        await Db.WriteAsync(() => CaptureAsync(lead, seal, cancel), cancel);
        return Thanked;
    }

    private LocalRedirectResult Thanked => LocalRedirect($"/forms/{Form.Token}/thanks{Request.QueryString}");

    /// <summary>However often one shown form is sent, it is one lead.</summary>
    private async Task CaptureAsync(WebLead lead, FormSeal seal, CancellationToken cancel)
    {
        if (await Db.TakeFormAsync(seal.Key, cancel) is null)
        {
            var stamp = Stamp.Of(null, Now, CompanyTime);
            Db.Leads.Add(new Lead(await Db.NextNumberAsync("L", Today.Year, cancel), Form.Fill(lead.Facts), LeadOrigin.WebForm, stamp, source: Form.Name));
            await Db.SaveChangesAsync(cancel);
            await Db.CloseFormAsync(seal.Key, $"/forms/{Form.Token}/thanks", Now, cancel);
        }
    }

    private ViewResult Again(WebLead lead, int status, string? why)
    {
        if (why is not null)
        {
            ModelState.AddModelError("", why);
        }

        ModelState.Remove("Lead.Seal");
        Response.StatusCode = status;
        return View("Public", new WebFormPage(Form, lead));
    }
}
