using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>A product as a filter offers it.</summary>
public sealed record ProductOption(long Id, string Code, string Name);

/// <summary>Products by what an address or a form calls them.</summary>
public static class ProductNames
{
    /// <summary>A list of choice is not longer: where more are sold a product is typed by its code.</summary>
    public const int MostOffered = 400;

    public static async Task<string?> ProductNameAsync(this CrmDbContext db, Viewer viewer, long? id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return id is { } product ? (await db.Products.AsNoTracking().VisibleTo(viewer).SingleOrDefaultAsync(row => row.Id == product, cancel))?.LocalName() : null;
    }

    /// <summary>By its number, or by its code; null where it is neither.</summary>
    public static async Task<ProductOption?> ProductCalledAsync(this CrmDbContext db, Viewer viewer, string called, CancellationToken cancel = default) =>
        (await db.ProductsCalledAsync(viewer, [called], cancel)).GetValueOrDefault(called);

    /// <summary>The same of several, by what each is called.</summary>
    public static async Task<IReadOnlyDictionary<string, ProductOption>> ProductsCalledAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<string> called, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (ids, keys) = (called.Select(IdOf).ToList(), called.Select(Product.CodeKeyOf).ToList());
        var found = called.Count == 0 ? [] : await db.Products.AsNoTracking().VisibleTo(viewer).Where(row => ids.Contains(row.Id) || keys.Contains(row.CodeKey)).ToListAsync(cancel);
        return called.Select(word => (Word: word, Product: found.Find(row => row.Id == IdOf(word)) ?? found.Find(row => row.CodeKey == Product.CodeKeyOf(word))))
            .Where(one => one.Product is not null).ToDictionary(one => one.Word, one => new ProductOption(one.Product?.Id ?? 0, one.Product?.Code ?? "", one.Product?.LocalName() ?? ""));

        static long IdOf(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
    }

    /// <summary>Those that are sold on the day, one more than are offered where that many are.</summary>
    public static async Task<IReadOnlyList<ProductOption>> ProductsSoldAsync(this CrmDbContext db, Viewer viewer, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Products.AsNoTracking().VisibleTo(viewer).SoldOn(day).OrderBy(row => row.NameKey).ThenBy(row => row.Id).Take(MostOffered + 1)
            .Select(row => new { row.Id, row.Code, row.Name, row.ChineseName }).ToListAsync(cancel);
        return rows.ConvertAll(row => new ProductOption(row.Id, row.Code, CatalogueWords.InLanguage(row.Name, row.ChineseName)));
    }
}
