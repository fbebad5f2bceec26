using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What capture and edit of a customer share: the choices of the form, and what can only be checked beside the database.</summary>
public abstract class CustomerFormController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int MostOwners = 500;

    private IReadOnlyList<ParentHit> _hits = [];

    protected Words Words { get; } = words;

    protected Organisation Organisation { get; } = organisation;

    protected CategoryScheme Scheme => Db.Company.Facts.Categories;

    protected IQueryable<Customer> Groups => Db.Customers.AsNoTracking().VisibleTo(Viewer).Kept();

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

        await FindParentAsync(form, before);
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
        var chosen = form.ParentId is { } parent && _hits.All(hit => hit.Id != parent) ? await HitsAsync(Groups.Where(group => group.Id == parent)) : [];
        return new CustomerFormChoices(
            [.. names.Regions.OrderBy(region => region.Value, StringComparer.Ordinal).Select(region => Choice(region.Key, region.Value))],
            [.. Categories(form.Category)],
            [.. names.CustomerOwnersFor(Viewer, owners, Today).Take(MostOwners).Select(owner => Choice(owner.Id, owner.Name))],
            await Db.IndustriesAsync(Viewer), new ParentChoice([.. chosen, .. _hits], form.ParentId));
    }

    protected async Task<IReadOnlyList<ParentHit>> HitsAsync(IQueryable<Customer> groups) =>
        await groups.OrderBy(group => group.NameKey).ThenBy(group => group.Id).Take(ParentChoice.Most)
            .Select(group => new ParentHit(group.Id, group.Name, group.CreditCode)).ToListAsync();

    protected IQueryable<Customer> GroupsLike(string words)
    {
        var found = Db.CustomersMatching(words);
        return Groups.Where(group => found.Contains(group.Id));
    }

    /// <summary>What was typed leads to one group, or to a choice; a chosen one has to be in the viewer's reach.</summary>
    private async Task FindParentAsync(CustomerFactsForm form, Customer? before)
    {
        if (PlainText.Line(form.ParentSearch) is { } search)
        {
            _hits = [.. (await HitsAsync(GroupsLike(search))).Where(hit => hit.Id != before?.Id)];
            var meant = _hits.Count == 1 ? _hits[0]
                : _hits.SingleOrDefault(hit => hit.Id == form.ParentId) ?? _hits.FirstOrDefault(hit => hit.Name.Equals(search, StringComparison.OrdinalIgnoreCase));
            if (meant is null)
            {
                ModelState.AddModelError(nameof(form.ParentSearch), Words[_hits.Count == 0 ? "Customers.Parent.None" : "Customers.Parent.Several", search]);
                return;
            }

            (form.ParentId, form.ParentSearch) = (meant.Id, null);
            ModelState.Remove(nameof(form.ParentId));
            ModelState.Remove(nameof(form.ParentSearch));
        }
        else if (form.ParentId is { } parent && parent != before?.ParentId && !await Groups.AnyAsync(group => group.Id == parent))
        {
            ModelState.AddModelError(nameof(form.ParentSearch), Words["Customers.Parent.Gone"]);
            form.ParentId = before?.ParentId;
        }
    }

    private IEnumerable<SelectListItem> Categories(string? present)
    {
        var offered = Scheme.Categories.Select(category => new SelectListItem(CustomerWords.NameOf(category), category.Code));
        return present is null || Scheme.Has(present) ? offered : offered.Append(new SelectListItem(present, present));
    }

    private static SelectListItem Choice(long id, string name) => new(name, id.ToString(CultureInfo.InvariantCulture));
}
