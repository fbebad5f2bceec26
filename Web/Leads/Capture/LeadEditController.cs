using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Picking;
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

        (form.ReferredById, form.ReferrerSearch) = await Referrers.ReadAsync((form.ReferredById, form.ReferrerSearch), lead.ReferredById, null, ModelState, words);
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
        var (names, ids) = (await organisation.ReadAsync(Db), new[] { form.ReferredById, lead.ReferredById });
        var referrers = await Db.Customers.AsNoTracking().VisibleTo(Viewer).Where(other => ids.Contains(other.Id)).ToDictionaryAsync(other => other.Id, other => other.Name);
        form.ReferrerSearch = null;
        return Conflicting(form, LeadEditForm.Of(lead, Viewer), $"{lead.Company} · {lead.Number}", (field, value) =>
            !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? null
            : field == nameof(form.RegionId) ? names.Region(id)
            : field == nameof(form.ReferredById) ? referrers.GetValueOrDefault(id, words["Customers.OutOfReach"])
            : null);
    }

    private CustomerPicker Referrers => field ??= new(Db, Viewer, nameof(LeadFactsForm.ReferredById), nameof(LeadFactsForm.ReferrerSearch));

    private Task<Lead?> FindAsync(long id) =>
        Db.Leads.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(lead => lead.Id == id && lead.ArchivedAt == null);

    private async Task<IActionResult> FormAsync(Lead lead, LeadEditForm form)
    {
        var names = await organisation.ReadAsync(Db);
        ViewData["Regions"] = names.Regions.OrderBy(region => region.Value, StringComparer.Ordinal)
            .Select(region => new SelectListItem(region.Value, region.Key.ToString(CultureInfo.InvariantCulture))).ToList();
        ViewData["Referrers"] = Viewer.May(RecordType.Customer, AccessAction.Read) ? await Referrers.PickAsync(form.ReferredById) : null;
        ViewData["Lead"] = lead.Number;
        ViewData["Id"] = lead.Id;
        return View("Edit", form);
    }
}
