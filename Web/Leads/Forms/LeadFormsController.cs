using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Forms;

/// <summary>The forms of the company's web sites: what each captures, who may embed it, and the lines to embed it with.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("lead-forms")]
public sealed class LeadFormsController(
    CrmDbContext db, TimeProvider clock, Organisation organisation, Words words, IConfiguration configuration) : CrmController(db, clock)
{
    private const int Most = 200;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        ViewData["Names"] = await organisation.ReadAsync(Db, cancel);
        return View("Forms", await Db.LeadForms.AsNoTracking().OrderBy(form => form.Name).ThenBy(form => form.Id).Take(Most).ToListAsync(cancel));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken cancel) => View("Form", await PageAsync(null, new LeadFormTermsForm(), cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create(LeadFormTermsForm form, CancellationToken cancel)
    {
        LeadForm? made = null;
        await CheckAsync(form, cancel);
        if (!ModelState.IsValid || !await TryAsync(async () =>
        {
            Db.LeadForms.Add(made = new LeadForm(form.Terms, ByViewer));
            await Db.SaveChangesAsync(cancel);
        }, "Form.Sites"))
        {
            return Unprocessable("Form", await PageAsync(null, form, cancel));
        }

        Say(words["Forms.Said.Made", form.Name]);
        return LocalRedirect($"/lead-forms/{made?.Id}");
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } form ? View("Form", await PageAsync(form, LeadFormTermsForm.Of(form), cancel)) : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, LeadFormTermsForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } kept)
        {
            return NotFound();
        }

        if (form.Version != kept.Version)
        {
            return Conflicting(form, LeadFormTermsForm.Of(kept), kept.Name);
        }

        await CheckAsync(form, cancel);
        if (!ModelState.IsValid || !await TryAsync(async () =>
        {
            kept.Change(form.Terms);
            await Db.SaveChangesAsync(cancel);
        }, "Form.Sites"))
        {
            return Unprocessable("Form", await PageAsync(kept, form, cancel));
        }

        Say(words["Forms.Said.Saved", kept.Name]);
        return LocalRedirect($"/lead-forms/{id}");
    }

    private Task<LeadForm?> FindAsync(long id, CancellationToken cancel) => Db.LeadForms.SingleOrDefaultAsync(form => form.Id == id, cancel);

    /// <summary>What is chosen is one of the choices.</summary>
    private async Task CheckAsync(LeadFormTermsForm form, CancellationToken cancel)
    {
        if (form.Language is { } language && Languages.All.All(known => known.Name != language))
        {
            ModelState.AddModelError("Form.Language", words["Shared.Validation.Invalid", language]);
        }

        if (form.RegionId is { } region && (await organisation.ReadAsync(Db, cancel)).Region(region) is null)
        {
            ModelState.AddModelError("Form.RegionId", words["Leads.RegionNotOffered"]);
        }
    }

    private async Task<LeadFormPage> PageAsync(LeadForm? kept, LeadFormTermsForm form, CancellationToken cancel)
    {
        var site = configuration["PublicUrl"]?.TrimEnd('/') ?? string.Create(CultureInfo.InvariantCulture, $"{Request.Scheme}://{Request.Host}");
        return new LeadFormPage(kept, form, await organisation.ReadAsync(Db, cancel), kept is null ? null : $"{site}/forms/{kept.Token}");
    }
}
