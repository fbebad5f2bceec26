using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Customers.Picking;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What capture and edit of a customer share: the choices of the form, and what can only be checked beside the database.</summary>
public abstract class CustomerFormController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int MostOwners = 500;

    protected Words Words { get; } = words;

    protected Organisation Organisation { get; } = organisation;

    protected CategoryScheme Scheme => Db.Company.Facts.Categories;

    private CustomerPicker GroupPicker => field ??= new(Db, Viewer, nameof(CustomerFactsForm.ParentId), nameof(CustomerFactsForm.ParentSearch));

    private CustomerPicker ReferrerPicker => field ??= new(Db, Viewer, nameof(CustomerFactsForm.ReferredById), nameof(CustomerFactsForm.ReferrerSearch));

    /// <param name="before">The customer that is edited; null for a new one. What it says already may stay.</param>
    protected async Task CheckAsync(CustomerFactsForm form, Customer? before)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (CreditCode.Cleaned(form.CreditCode) is { } code && !CreditCode.IsValid(code))
        {
            ModelState.AddModelError(nameof(form.CreditCode), Words.Of(new Refusal("CreditCodeIsWrong", code)));
        }

        if (form.Category is { } category && category != before?.Category && !Scheme.Has(category))
        {
            ModelState.AddModelError(nameof(form.Category), Words["Customers.CategoryNotOffered"]);
        }

        if (form.RegionId is { } region && region != before?.RegionId && (await Organisation.ReadAsync(Db)).Region(region) is null)
        {
            ModelState.AddModelError(nameof(form.RegionId), Words["Customers.RegionNotOffered"]);
        }

        (form.ParentId, form.ParentSearch) = await GroupPicker.ReadAsync((form.ParentId, form.ParentSearch), before?.ParentId, before?.Id, ModelState, Words);
        (form.ReferredById, form.ReferrerSearch) = await ReferrerPicker.ReadAsync((form.ReferredById, form.ReferrerSearch), before?.ReferredById, before?.Id, ModelState, Words);
    }

    /// <summary>Gives the customer its place in the group that the form asks for.</summary>
    protected async Task PlaceAsync(Customer customer, long? parentId)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (parentId != customer.ParentId)
        {
            var above = parentId is { } parent ? await Db.AboveAsync(parent) : [];
            customer.BelongTo(above, customer.Id == 0 ? 0 : await Db.LevelsBelowAsync(customer.Id), ByViewer);
        }
    }

    protected async Task<CustomerFormChoices> ChoicesAsync(CustomerFactsForm form, AccessAction owners)
    {
        ArgumentNullException.ThrowIfNull(form);
        var names = await Organisation.ReadAsync(Db);
        return new CustomerFormChoices(
            [.. names.Regions.OrderBy(region => region.Value, StringComparer.Ordinal).Select(region => Choice(region.Key, region.Value))],
            [.. Categories(form.Category)],
            [.. names.CustomerOwnersFor(Viewer, owners, Today).Take(MostOwners).Select(owner => Choice(owner.Id, owner.Name))],
            await Db.IndustriesAsync(Viewer), await GroupPicker.PickAsync(form.ParentId), await ReferrerPicker.PickAsync(form.ReferredById));
    }

    private IEnumerable<SelectListItem> Categories(string? present)
    {
        var offered = Scheme.Categories.Select(category => new SelectListItem(CustomerWords.NameOf(category), category.Code));
        return present is null || Scheme.Has(present) ? offered : offered.Append(new SelectListItem(present, present));
    }

    private static SelectListItem Choice(long id, string name) => new(name, id.ToString(CultureInfo.InvariantCulture));
}
