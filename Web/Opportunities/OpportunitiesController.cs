using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities;

/// <summary>The list of opportunities: filter, order, columns, saved views; each page is a walk of an index.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities")]
public sealed class OpportunitiesController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, Words words) : CrmController(db, clock)
{
    public const string ListName = "opportunities";

    private const int PageSize = 50;
    private const int MostOwners = 500;

    [HttpGet("")]
    public async Task<IActionResult> Index(OpportunityFilter filter, OpportunityLook look, bool weighted, bool sum, string? report, string? after, string? before, CancellationToken cancel)
    {
        look = look.For(Viewer);
        var views = await Db.ViewsOfAsync(ListName, Viewer, cancel);
        var rows = Db.Opportunities.AsNoTracking().BranchesFor(Viewer).Select(branch => branch.Matching(filter, Db, Viewer, Now)).ToList();
        var page = await OpportunityOrders.Of(look.Sort).PageAsync(rows, query => query.ProjectFor<OpportunityRow>(mapping, Viewer),
            look.IsDescending, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.SelectMany(row => new[] { row.OwnerId, row.CustomerOwnerId }), cancel);
        return View(new OpportunityListPage(filter, look, page, Db.Company.Facts.Stages, Db.Company.PeriodOf(Now), Today,
            await NamesAsync(filter, cancel), names, views, PageAddress.Of(Request), Viewer)
        {
            Weighted = weighted && Viewer.Sees(SensitiveField.Amount) ? await Db.WeightedAsync(Viewer, filter, Now, cancel) : null,
            Report = report,
            Worth = sum ? await Db.WorthAsync(Viewer, filter, Now, cancel) : null,
        });
    }

    [HttpGet("filter")]
    public async Task<IActionResult> Filter(OpportunityFilter filter, OpportunityLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var owners = names.CustomerOwnersFor(Viewer, AccessAction.Read, Today).Take(MostOwners).ToList();
        return View(new OpportunityFilterPage(filter, look.For(Viewer), Db.Company.Facts.Stages, names, owners));
    }

    /// <summary>The list as a file: the same filter, order and columns, all of its pages, written while they are read.</summary>
    [Authorize(Policy = Policies.ExportOpportunities)]
    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<TableDownload> Export(OpportunityFilter filter, OpportunityLook look, ExportFormat format, CancellationToken cancel)
    {
        look = look.For(Viewer);
        var branches = Db.Opportunities.AsNoTracking().BranchesFor(Viewer, AccessAction.Export).Select(branch => branch.Matching(filter, Db, Viewer, Now)).ToList();
        var rows = OpportunityOrders.Of(look.Sort).AllAsync(branches, query => query.ProjectFor<OpportunityRow>(mapping, Viewer), look.IsDescending);
        var cells = new OpportunityCells(await organisation.ReadAsync(Db, cancel), words, CompanyTime, Db.Company.Facts.Stages, Db.Company.PeriodOf(Now));
        var name = string.Create(CultureInfo.InvariantCulture, $"{words["Opportunities.Title"]} {Today:yyyy-MM-dd}");
        return new TableDownload(
            new ExportTable(name, [.. look.Shown.Select(column => words.Of(column))], rows.Select(row => cells.Of(row, look.Shown))), format);
    }

    private async Task<FilterNames> NamesAsync(OpportunityFilter filter, CancellationToken cancel) => new(
        filter.Customer is { } customer
            ? await Db.Customers.VisibleTo(Viewer).Where(row => row.Id == customer).Select(row => row.Name).SingleOrDefaultAsync(cancel) : null,
        filter.Product is { } product
            ? await Db.Products.VisibleTo(Viewer).Where(row => row.Id == product).Select(row => row.Name).SingleOrDefaultAsync(cancel) : null);
}
