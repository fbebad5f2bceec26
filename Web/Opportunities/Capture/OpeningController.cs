using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Contacts;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Capture;

/// <summary>A new opportunity of a customer that is known, opened by whoever will answer for it.</summary>
[Authorize(Policy = Policies.CreateOpportunities)]
[Route("opportunities")]
public sealed class OpeningController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("new")]
    public Task<IActionResult> New([FromQuery] long? customer, [FromQuery] string? customerSearch, CancellationToken cancel) =>
        FormAsync(new OpeningForm { CustomerId = customer, CustomerSearch = customerSearch }, cancel);

    [HttpPost("")]
    public async Task<IActionResult> Create(OpeningForm form, CancellationToken cancel)
    {
        var customer = form.CustomerId is { } id ? await Db.Customers.VisibleTo(Viewer).ForChange().Kept().SingleOrDefaultAsync(row => row.Id == id, cancel) : null;
        if (customer is null)
        {
            ModelState.AddModelError(nameof(form.CustomerId), words["Opportunities.ChooseOneCustomer"]);
        }

        Opportunity? opened = null;
        if (!ModelState.IsValid || customer is null || !await TryAsync(async () => opened = await Db.WriteAsync(() => OpenAsync(form, customer, cancel), cancel)) || opened is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await FormAsync(form, cancel);
        }

        Say(words["Opportunities.Said.Opened", opened.Number]);
        return LocalRedirect($"/opportunities/{opened.Id}");
    }

    private async Task<Opportunity> OpenAsync(OpeningForm form, Customer customer, CancellationToken cancel)
    {
        var number = await Db.NextNumberAsync("O", Today.Year, cancel);
        var opportunity = new Opportunity(number, form.Name ?? "", customer, null, null, null, null, Viewer.PersonId, Viewer.TeamId, ByViewer, customer.RegionId ?? Viewer.RegionId);
        opportunity.Edit(form.Facts, ByViewer);
        opportunity.Revalue(form.Amount, null, ByViewer);
        opportunity.Redate(form.ExpectedOn, null, ByViewer);
        Db.Opportunities.Add(opportunity);
        await Db.SaveChangesAsync(cancel);
        customer.OpportunityOpened(opportunity.Id, ByViewer);
        await Db.SaveChangesAsync(cancel);
        return opportunity;
    }

    private async Task<IActionResult> FormAsync(OpeningForm form, CancellationToken cancel)
    {
        var found = await Db.ChoicesAsync(Viewer, form.CustomerSearch, cancel);
        var chosen = form.CustomerId is { } id && found.TrueForAll(choice => choice.Id != id)
            ? await Db.Customers.VisibleTo(Viewer).Where(row => row.Id == id).Select(row => new CustomerChoice(row.Id, row.Name, row.OwnerId)).ToListAsync(cancel) : [];
        ViewData["Customers"] = chosen.Concat(found).Select(choice => new SelectListItem(choice.Name, $"{choice.Id}")).ToList();
        ViewData["Products"] = await Db.ProductItemsAsync(Viewer, Today, cancel);
        return View("New", form);
    }
}
