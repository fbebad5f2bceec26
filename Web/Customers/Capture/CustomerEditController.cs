using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What a customer says, changed by hand; who comes second chooses field by field.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/{id:long}/edit")]
public sealed class CustomerEditController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : CustomerFormController(db, clock, organisation, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id) =>
        await FindAsync(id) is { } customer ? await FormAsync(customer, CustomerEditForm.Of(customer)) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, CustomerEditForm form)
    {
        if (await FindAsync(id) is not { } customer)
        {
            return NotFound();
        }

        await CheckAsync(form, customer);
        if (form.Version != customer.Version)
        {
            return await ConflictAsync(customer, form);
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => SaveAsync(customer, form))))
            {
                Say(Words["Customers.Said.Edited", customer.Name]);
                return LocalRedirect($"/customers/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return await FindAsync(id) is { } theirs ? await ConflictAsync(theirs, form) : NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(customer, form);
    }

    private async Task SaveAsync(Customer customer, CustomerEditForm form)
    {
        customer.CanBeReferredBy(form.ReferredById == customer.ReferredById ? [] : await Db.ReferralChainAsync(form.ReferredById)).ThrowIfRefused();
        customer.Edit(form.Facts, ByViewer);
        await PlaceAsync(customer, form.ParentId);
        await Db.SaveChangesAsync();
    }

    private async Task<IActionResult> ConflictAsync(Customer customer, CustomerEditForm form)
    {
        (form.ParentSearch, form.ReferrerSearch) = (null, null);
        var names = await Organisation.ReadAsync(Db);
        var ids = new[] { form.ParentId, customer.ParentId, form.ReferredById, customer.ReferredById };
        var others = await Db.Customers.AsNoTracking().VisibleTo(Viewer).Where(other => ids.Contains(other.Id)).ToDictionaryAsync(other => other.Id, other => other.Name);
        return Conflicting(form, CustomerEditForm.Of(customer), customer.Name, (field, value) => field switch
        {
            nameof(form.Category) => Scheme.Category(value),
            nameof(form.RegionId) => names.Region(Number(value)),
            nameof(form.ParentId) or nameof(form.ReferredById) when value.Length > 0 => others.GetValueOrDefault(Number(value), Words["Customers.OutOfReach"]),
            _ => null,
        });
    }

    private static long Number(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Task<Customer?> FindAsync(long id) =>
        Db.Customers.VisibleTo(Viewer, AccessAction.Write).ForChange().Kept().SingleOrDefaultAsync(customer => customer.Id == id);

    private async Task<IActionResult> FormAsync(Customer customer, CustomerEditForm form)
    {
        ViewData["Choices"] = await ChoicesAsync(form, AccessAction.Write);
        (ViewData["Id"], ViewData["Customer"]) = (customer.Id, customer.Name);
        return View("Edit", form);
    }
}
