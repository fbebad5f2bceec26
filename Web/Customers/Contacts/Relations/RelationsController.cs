using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>The relation map of one opportunity, and the one of a customer that is put together of all of them.</summary>
public sealed class RelationsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [Authorize(Policy = Policies.ReadOpportunities)]
    [HttpGet("opportunities/{id:long}/relations")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        var writable = Db.Opportunities.VisibleTo(Viewer, AccessAction.Write);
        var opportunity = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == id)
            .Select(row => new { row.Number, row.Name, row.CustomerId, Customer = row.Customer == null ? null : row.Customer.Name, MayWrite = writable.Any(one => one.Id == row.Id) })
            .SingleOrDefaultAsync(cancel);
        if (opportunity is null)
        {
            return NotFound();
        }

        var centre = await Db.BuyingCentres.AsNoTracking().Where(row => row.OpportunityId == id).Select(row => new { row.Procurement, row.Version }).SingleOrDefaultAsync(cancel);
        IReadOnlyList<Crumb> crumbs = [new("/opportunities", words["Opportunities.Title"]), new($"/opportunities/{id}", opportunity.Number)];
        var page = await PageAsync(words["Relations.Title"], opportunity.Customer is null ? opportunity.Name : $"{opportunity.Name} · {opportunity.Customer}", crumbs,
            await Db.RelationsOfAsync(Viewer, id, cancel), centre?.Procurement, cancel);
        return View(page with { Change = new(id, centre?.Procurement, centre?.Version ?? 0, opportunity.MayWrite) });
    }

    [Authorize(Policy = Policies.ReadContacts)]
    [HttpGet("customers/{id:long}/relations")]
    public async Task<IActionResult> OfCustomer(long id, CancellationToken cancel)
    {
        var name = await Db.Customers.VisibleTo(Viewer).Where(customer => customer.Id == id).Select(customer => customer.Name).SingleOrDefaultAsync(cancel);
        if (name is null)
        {
            return NotFound();
        }

        var opportunities = Db.Opportunities.VisibleTo(Viewer).Where(row => row.CustomerId == id).Select(row => row.Id);
        IReadOnlyList<Crumb> crumbs = [new("/contacts", words["Contacts.Title"]), new($"/contacts?customer={id}", name)];
        return View("Show", await PageAsync(words["Relations.OfCustomer"], name, crumbs,
            await Db.RelationsOfCustomerAsync(Viewer, id, opportunities, cancel), null, cancel));
    }

    private async Task<RelationMapPage> PageAsync(
        string title, string subtitle, IReadOnlyList<Crumb> crumbs, IReadOnlyList<RelationRow> rows, ProcurementMode? mode, CancellationToken cancel)
    {
        var coverage = RelationCoverage.Of([.. rows.Select(row => row.Person)], BuyingCentreNeeds.Of(mode), Today, CompanyTime.DayOf);
        return new(title, subtitle, crumbs, rows, coverage, await organisation.ReadAsync(Db, cancel));
    }
}
