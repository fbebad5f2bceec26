using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Duplicates;
using SiCrm.Web.Customers.Picking;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Capture;

/// <summary>The quick form, made for a telephone call: what is the same as something we have shows while one types.</summary>
[Authorize(Policy = Policies.CreateLeads)]
[Route("leads")]
public sealed class CaptureController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const string Captured = "Captured";

    [HttpGet("new")]
    public async Task<IActionResult> New([FromQuery] string? company, [FromQuery] string? phone) =>
        await FormAsync(new CaptureForm { Channel = LeadChannel.Phone, Company = company, Phone = phone }, null);

    /// <summary>The fragment beside the form, swapped in while one types.</summary>
    [HttpPost("duplicates")]
    public async Task<IActionResult> Duplicates(CaptureForm form, CancellationToken cancel)
    {
        ModelState.Clear();
        return PartialView("_Duplicates", await DuplicatesAsync(form, cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(CaptureForm form, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        if (form.RegionId is { } region && !names.Regions.ContainsKey(region))
        {
            ModelState.AddModelError(nameof(form.RegionId), words["Leads.RegionNotOffered"]);
        }

        (form.ReferredById, form.ReferrerSearch) = await Referrers.ReadAsync((form.ReferredById, form.ReferrerSearch), null, null, ModelState, words);
        var duplicates = await DuplicatesAsync(form, cancel);
        if (!ModelState.IsValid || duplicates.AreNewTo(form.Seen))
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await FormAsync(form, duplicates);
        }

        var lead = await Db.WriteAsync(() => CaptureAsync(form), cancel);
        if (!Viewer.Reaches(AccessAction.Read, lead.OwnerId, lead.TeamId, lead.RegionId))
        {
            TempData[Captured] = lead.Number;
            return LocalRedirect("/leads/captured");
        }

        Say(words["Leads.Said.Captured", lead.Number]);
        return LocalRedirect($"/leads/{lead.Id}");
    }

    /// <summary>For who may not see the lead that he has just captured.</summary>
    [HttpGet("captured")]
    public IActionResult Show() => TempData.Peek(Captured) is string number ? View("Captured", number) : LocalRedirect("/leads/new");

    private CustomerPicker Referrers => field ??= new(Db, Viewer, nameof(LeadFactsForm.ReferredById), nameof(LeadFactsForm.ReferrerSearch));

    private async Task<Lead> CaptureAsync(CaptureForm form)
    {
        var lead = new Lead(await Db.NextNumberAsync("L", Today.Year), form.Facts, LeadOrigin.QuickForm, ByViewer);
        Db.Leads.Add(lead);
        await Db.SaveChangesAsync();
        return lead;
    }

    private async Task<LeadDuplicates> DuplicatesAsync(CaptureForm form, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var leads = await Db.DuplicatesOfAsync(Viewer, form.Company, form.Phone, form.Email, cancel: cancel);
        var traits = new CustomerTraits(form.Company, Phone: form.Phone, Email: form.Email);
        return new LeadDuplicates(leads, new CustomerDuplicates(await Db.DuplicateCustomersOfAsync(Viewer, traits, cancel: cancel), names), names);
    }

    private async Task<ViewResult> FormAsync(CaptureForm form, LeadDuplicates? duplicates)
    {
        var names = await organisation.ReadAsync(Db);
        ViewData["Regions"] = names.Regions.OrderBy(region => region.Value, StringComparer.Ordinal)
            .Select(region => new SelectListItem(region.Value, region.Key.ToString(CultureInfo.InvariantCulture))).ToList();
        ViewData["Referrers"] = Viewer.May(RecordType.Customer, AccessAction.Read) ? await Referrers.PickAsync(form.ReferredById) : null;
        ViewData["Duplicates"] = duplicates;
        return View("New", form);
    }
}
