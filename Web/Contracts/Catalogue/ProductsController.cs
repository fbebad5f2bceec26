using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>One page of the catalogue.</summary>
public sealed record ProductListPage(
    ProductFilter Filter, KeysetPage<ProductRow> Page, IReadOnlyList<ProductCategory> Categories, PageAddress Address, Viewer Viewer, DateOnly Today)
{
    public bool MayWrite => Viewer.May(RecordType.Product, AccessAction.Write);

    public bool SeesCost => Viewer.Sees(SensitiveField.Margin);

    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;
}

/// <summary>产品目录: what we sell, with today's prices.</summary>
[Authorize(Policy = Policies.ReadProducts)]
[Route("products")]
public sealed class ProductsController(CrmDbContext db, TimeProvider clock, Mapping mapping, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    private static readonly KeysetOrder<Product, ProductRow> ByCode =
        new(row => row.Id, new KeysetLeg<Product, ProductRow, string>(product => product.Code, row => row.Code, isUnique: true));

    [HttpGet("")]
    public async Task<IActionResult> Index(ProductFilter filter, string? after, string? before, CancellationToken cancel)
    {
        var categories = await Db.CategoriesAsync(cancel);
        var page = await ByCode.PageAsync(Matching(filter, categories), Rows, false, KeysetCursor.Parse(after, before), PageSize, cancel);
        return View(new ProductListPage(filter, page, categories, PageAddress.Of(Request), Viewer, Today));
    }

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    public async Task<IActionResult> Export(ProductFilter filter, ExportFormat format, CancellationToken cancel)
    {
        var categories = await Db.CategoriesAsync(cancel);
        string[] columns = ["Code", "Name", "Kind", "Category", "Unit", "ListPrice", "StandardCost", "TaxRate", "ActiveFrom", "ActiveUntil", "Partner"];
        return new TableDownload(
            new ExportTable($"{words["Catalogue.Title"]} {Show.Day(Today)}", [.. columns.Select(column => words[$"Catalogue.Field.{column}"])],
                ByCode.AllAsync(Matching(filter, categories), Rows, false).Select(row => (IReadOnlyList<object?>)
                [
                    row.Code, row.LocalName, words.Of(row.Kind), categories.PathOf(row.CategoryId), row.Unit, Viewer.See(SensitiveField.Amount, row.ListPrice), row.StandardCost,
                    row.TaxRate.BasisPoints / 100m, row.ActiveFrom, row.ActiveUntil, row.Partner,
                ])), format);
    }

    private IQueryable<Product> Matching(ProductFilter filter, IReadOnlyList<ProductCategory> categories) =>
        Db.Products.AsNoTracking().VisibleTo(Viewer).Matching(filter, categories);

    private IQueryable<ProductRow> Rows(IQueryable<Product> products) =>
        products.ProjectTo<ProductRow>(mapping, new { today = Today, seesMargin = Viewer.Sees(SensitiveField.Margin) });
}
