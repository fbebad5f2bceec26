using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Duplicates;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Capture;

/// <summary>A new customer, typed in by a person.</summary>
[Authorize(Policy = Policies.CreateCustomers)]
[Route("customers")]
public sealed class CustomerCaptureController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : CustomerFormController(db, clock, organisation, words)
{
    [HttpGet("new")]
    public async Task<IActionResult> New([FromQuery] string? name, [FromQuery] long? parent) => await FormAsync(new CustomerCaptureForm
    {
        Name = name, Category = Scheme.Categories[^1].Code, RegionId = Viewer.RegionId, OwnerId = Viewer.PersonId, ParentId = parent,
    });

    [HttpPost("")]
    public async Task<IActionResult> Create(CustomerCaptureForm form, CancellationToken cancel)
    {
        await CheckAsync(form, null);
        var names = await Organisation.ReadAsync(Db, cancel);
        var owner = names.CustomerOwnersFor(Viewer, AccessAction.Create, Today).FirstOrDefault(person => person.Id == form.OwnerId);
        if (owner is null && (form.OwnerId is not null || Viewer.ScopeOf(RecordType.Customer, AccessAction.Create) != Scope.All))
        {
            ModelState.AddModelError(nameof(form.OwnerId), Words["Customers.OwnerNotOffered"]);
        }

        var duplicates = await DuplicatesAsync(form, cancel);
        Customer? customer = null;
        if (!ModelState.IsValid || duplicates.AreNewTo(form.Seen) || !await TryAsync(async () => customer = await Db.WriteAsync(() => CaptureAsync(form, owner), cancel)) || customer is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ViewData["Duplicates"] = duplicates;
            return await FormAsync(form);
        }

        Say(Words["Customers.Said.Captured", customer.Name]);
        return LocalRedirect(await Db.Customers.VisibleTo(Viewer).AnyAsync(row => row.Id == customer.Id, cancel) ? $"/customers/{customer.Id}" : "/customers");
    }

    private async Task<Customer> CaptureAsync(CustomerCaptureForm form, Colleague? owner)
    {
        var customer = new Customer(form.Facts, owner?.Id, owner?.TeamId, ByViewer, CustomerOrigin.Form);
        await PlaceAsync(customer, form.ParentId);
        Db.Customers.Add(customer);
        await Db.SaveChangesAsync();
        return customer;
    }

    private async Task<CustomerDuplicates> DuplicatesAsync(CustomerCaptureForm form, CancellationToken cancel)
    {
        var traits = new CustomerTraits(form.Name, form.CreditCode, form.Phone, form.Website);
        return new CustomerDuplicates(await Db.DuplicateCustomersOfAsync(Viewer, traits, cancel: cancel), await Organisation.ReadAsync(Db, cancel));
    }

    private async Task<ViewResult> FormAsync(CustomerCaptureForm form)
    {
        ViewData["Choices"] = await ChoicesAsync(form, AccessAction.Create);
        return View("New", form);
    }
}
