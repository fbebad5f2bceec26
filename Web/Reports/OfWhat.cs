using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Customers.Care;

namespace SiCrm.Web.Reports;

/// <summary>Which product and which category of customers a report is asked for; what nothing is called by is null.</summary>
/// <param name="Code">Of the category.</param>
/// <param name="Category">What it is called.</param>
public sealed record OfWhat(ProductOption? Product, string? Code, string? Category)
{
    public static readonly OfWhat All = new(null, null, null);

    /// <summary>The products that are sold; one more than are offered where a product is typed.</summary>
    public IReadOnlyList<ProductOption> Sold { get; init; } = [];

    public bool IsTyped => Sold.Count > ProductNames.MostOffered;

    /// <summary>Those that are sold, and the one that is asked for, whether it still is or not.</summary>
    public IEnumerable<ProductOption> Offered => (Product is { } asked && Sold.All(one => one.Id != asked.Id) ? Sold.Append(asked) : Sold).OrderBy(one => one.Name, StringComparer.CurrentCulture);

    /// <param name="product">Its number or its code.</param>
    public static async Task<OfWhat> ReadAsync(CrmDbContext db, Viewer viewer, string? product, string? code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var categories = db.Company.Facts.Categories;
        var category = code is not null && categories.Has(code) ? categories.Name(code) : null;
        return new(product is null ? null : await db.ProductCalledAsync(viewer, product, cancel), category is null ? null : code, category);
    }
}
