using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers;

/// <summary>The list of customers: filter, order, columns, saved views; each page is a walk of an index.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers")]
public sealed class CustomersController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation) : CrmController(db, clock)
{
    public const string ListName = "customers";

    private const int PageSize = 50;
    private const int MostOwners = 500;

    private CategoryScheme Scheme => Db.Company.Facts.Categories;

    [HttpGet("")]
    public async Task<IActionResult> Index(CustomerFilter filter, CustomerLook look, string? report, string? after, string? before, CancellationToken cancel)
    {
        var views = await Db.ViewsOfAsync(ListName, Viewer, cancel);
        if (Request.Query.Count == 0 && views.FirstOrDefault(view => view.DefaultFor is { } role && Viewer.Is(role)) is { } first)
        {
            return Redirect($"/{ListName}?{first.Query}&view={first.Id}");
        }

        var customers = Db.Customers.AsNoTracking().BranchesFor(Viewer).Select(branch => branch.Matching(filter, Db, Viewer, Now)).ToList();
        var page = await CustomerOrders.Of(look.Sort)
            .PageAsync(customers, rows => rows.ProjectTo<CustomerRow>(mapping), look.IsDescending, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return View(new CustomerListPage(
            filter, look, page, Scheme, await NameOfAsync(filter.Parent, cancel), names, views, PageAddress.Of(Request), Viewer)
        {
            Report = report,
            Count = filter.IsOfReferrals ? await Db.Customers.VisibleTo(Viewer).Matching(filter, Db, Viewer, Now).CountAsync(cancel) : null,
            Referrer = await NameOfAsync(filter.ReferredBy, cancel),
        });
    }

    [HttpGet("filter")]
    public async Task<IActionResult> Filter(CustomerFilter filter, CustomerLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var owners = names.CustomerOwnersFor(Viewer, AccessAction.Read, Today).Take(MostOwners).ToList();
        return View(new CustomerFilterPage(filter, look, Scheme, names, owners, await Db.IndustriesAsync(Viewer, cancel)));
    }

    private async Task<string?> NameOfAsync(long? id, CancellationToken cancel) => id is null ? null
        : await Db.Customers.VisibleTo(Viewer).Where(customer => customer.Id == id).Select(customer => customer.Name).SingleOrDefaultAsync(cancel);
}
