using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Capture;

/// <summary>What a lead says, changed by hand; who comes second chooses field by field.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/edit")]
public sealed class LeadEditController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id) =>
        await FindAsync(id) is { } lead ? await FormAsync(lead, LeadEditForm.Of(lead, Viewer)) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, LeadEditForm form)
    {
        if (await FindAsync(id) is not { } lead)
        {
            return NotFound();
        }

        if (form.Version != lead.Version)
        {
            return await ConflictAsync(lead, form);
        }

        if (form.RegionId is { } region && region != lead.RegionId && (await organisation.ReadAsync(Db)).Region(region) is null)
        {
            ModelState.AddModelError(nameof(form.RegionId), words["Leads.RegionNotOffered"]);
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => SaveAsync(lead, form)))
            {
                Say(words["Leads.Said.Edited", lead.Number]);
                return LocalRedirect($"/leads/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return await FindAsync(id) is { } theirs ? await ConflictAsync(theirs, form) : NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(lead, form);
    }

    private async Task SaveAsync(Lead lead, LeadEditForm form)
    {
        lead.Edit(form.FactsFor(lead, Viewer), ByViewer);
        await Db.SaveChangesAsync();
    }

    private async Task<IActionResult> ConflictAsync(Lead lead, LeadEditForm form)
    {
        var names = await organisation.ReadAsync(Db);
        return Conflicting(form, LeadEditForm.Of(lead, Viewer), $"{lead.Company} · {lead.Number}", (field, value) => field == nameof(form.RegionId)
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var region) ? names.Region(region) : null);
    }

    private Task<Lead?> FindAsync(long id) =>
        Db.Leads.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(lead => lead.Id == id && lead.ArchivedAt == null);

    private async Task<IActionResult> FormAsync(Lead lead, LeadEditForm form)
    {
        var names = await organisation.ReadAsync(Db);
        ViewData["Regions"] = names.Regions.OrderBy(region => region.Value, StringComparer.Ordinal)
            .Select(region => new SelectListItem(region.Value, region.Key.ToString(CultureInfo.InvariantCulture))).ToList();
        ViewData["Lead"] = lead.Number;
        ViewData["Id"] = lead.Id;
        return View("Edit", form);
    }
}
