using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Contracts.Catalogue;

/// <summary>The only door to the catalogue: who may read it reads all of it.</summary>
public static class ProductQueries
{
    private const int MostCategories = 1000;

    public static IQueryable<Product> VisibleTo(this IQueryable<Product> products, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.May(RecordType.Product, action) ? products : products.Where(product => false);
    }

    public static IQueryable<Product> Kept(this IQueryable<Product> products) => products.Where(product => product.ArchivedAt == null);

    /// <summary>Those with one of the codes, in whatever case it is written.</summary>
    public static IQueryable<Product> WithCodes(this IQueryable<Product> products, IEnumerable<string?> codes)
    {
        var keys = codes.Select(Product.CodeKeyOf).Distinct().ToList();
        return products.Where(product => keys.Contains(product.CodeKey));
    }

    public static IQueryable<Product> WithCode(this IQueryable<Product> products, string? code)
    {
        var key = Product.CodeKeyOf(code);
        return products.Where(product => product.CodeKey == key);
    }

    /// <summary>A product as its verbs need it.</summary>
    public static IQueryable<Product> ForChange(this IQueryable<Product> products) =>
        products.Include(product => product.Prices).Include(product => product.Parts).AsSplitQuery();

    /// <summary>Those that can be sold on the day.</summary>
    public static IQueryable<Product> SoldOn(this IQueryable<Product> products, DateOnly day) =>
        products.Kept().Where(product => product.ActiveFrom <= day && (product.ActiveUntil == null || product.ActiveUntil >= day));

    /// <summary>The catalogue is small; a plain search through its words is quicker than an index of its own.</summary>
    /// <param name="categories">All of them, for the branches below the chosen one.</param>
    public static IQueryable<Product> Matching(this IQueryable<Product> products, ProductFilter filter, IReadOnlyList<ProductCategory> categories)
    {
        ArgumentNullException.ThrowIfNull(filter);
        products = filter.Archived ? products.Where(product => product.ArchivedAt != null) : products.Kept();
        products = filter.Kind is { } kind ? products.Where(product => product.Kind == kind) : products;
        if (filter.Category is { } root)
        {
            var branch = categories.Below(root).Select(id => (long?)id).ToList();
            products = products.Where(product => branch.Contains(product.CategoryId));
        }

        return SearchText.Query(filter.Q).Aggregate(products, (found, token) => found.Where(product => (" " + product.SearchText).Contains(" " + token)));
    }

    public static async Task<IReadOnlyList<ProductCategory>> CategoriesAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.ProductCategories.AsNoTracking().OrderBy(category => category.Name).ThenBy(category => category.Id).Take(MostCategories).ToListAsync(cancel);
    }

    /// <summary>Whether a bundle has the product in it, at whatever depth.</summary>
    public static async Task<bool> IsWithinAsync(this CrmDbContext db, long productId, long bundleId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (seen, next) = (new HashSet<long> { bundleId }, new List<long> { bundleId });
        while (next.Count > 0 && !seen.Contains(productId))
        {
            var bundles = next;
            var parts = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => bundles.Contains(product.Id))
                .SelectMany(product => product.Parts).Select(part => part.PartId).Distinct().ToListAsync(cancel);
            next = parts.FindAll(seen.Add);
        }

        return bundleId != productId && seen.Contains(productId);
    }

    /// <summary>What those that are bundles consist of on the day, by product; of bundles within them too.</summary>
    public static async Task<IReadOnlyDictionary<long, BundleContents>> BundlesAsync(
        this CrmDbContext db, IReadOnlyCollection<long> products, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var parts = await db.PartsWithinAsync(products, cancel);
        var ids = parts.Select(part => part.PartId).ToHashSet();
        var known = parts.Count == 0 ? [] : await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Include(product => product.Prices)
            .Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancel);
        var within = parts.ToLookup(part => part.ProductId);
        return products.Where(within.Contains).Distinct().ToDictionary(bundle => bundle, bundle => Contents(within[bundle], known, day, within));
    }

    /// <param name="known">The parts, with their prices.</param>
    /// <param name="within">What those of them consist of that are bundles.</param>
    public static BundleContents Contents(
        IEnumerable<ProductPart> parts, IReadOnlyDictionary<long, Product> known, DateOnly day, ILookup<long, ProductPart>? within = null) => new(
        [.. from part in parts
            where known.ContainsKey(part.PartId)
            let product = known[part.PartId]
            let price = product.PriceOn(day)
            select new BundlePart(product.Id, product.Name, product.ChineseName, product.Unit, part.Quantity, price.ListPrice, price.StandardCost)
            {
                Contents = within?.Contains(product.Id) == true ? Contents(within[product.Id], known, day, within) : null,
            }]);

    /// <summary>One question for each level; a bundle is in itself nowhere, so they end.</summary>
    private static async Task<List<ProductPart>> PartsWithinAsync(this CrmDbContext db, IReadOnlyCollection<long> products, CancellationToken cancel)
    {
        var (found, seen, next) = (new List<ProductPart>(), products.ToHashSet(), products.ToList());
        while (next.Count > 0)
        {
            var bundles = next;
            var parts = await db.ProductParts.AsNoTracking().Where(part => bundles.Contains(part.ProductId)).OrderBy(part => part.Id).ToListAsync(cancel);
            found.AddRange(parts);
            next = parts.ConvertAll(part => part.PartId).FindAll(seen.Add);
        }

        return found;
    }

    public static IQueryable<long> ProductsOf(this CrmDbContext db, ProductKind kind)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Products.VisibleTo(Viewer.Program).Where(product => product.Kind == kind).Select(product => product.Id);
    }

    public static IQueryable<long> ProductsWithoutCategory(this CrmDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Products.VisibleTo(Viewer.Program).Where(product => product.CategoryId == null).Select(product => product.Id);
    }

    /// <summary>The products of the category and of every one below it.</summary>
    public static IQueryable<long> ProductsWithin(this CrmDbContext db, long category)
    {
        ArgumentNullException.ThrowIfNull(db);
        var within = db.ProductCategories.Where(row => row.Id == category).Select(row => (long?)row.Id);
        for (var level = 1; level < ProductCategory.MostLevels; level++)
        {
            var above = within;
            within = db.ProductCategories.Where(row => row.Id == category || above.Contains(row.ParentId)).Select(row => (long?)row.Id);
        }

        return db.Products.VisibleTo(Viewer.Program).Where(product => within.Contains(product.CategoryId)).Select(product => product.Id);
    }

    /// <summary>The category itself and every one below it.</summary>
    public static IReadOnlyList<long> Below(this IReadOnlyList<ProductCategory> categories, long root)
    {
        var children = categories.ToLookup(category => category.ParentId, category => category.Id);
        var found = new List<long> { root };
        for (var i = 0; i < found.Count && found.Count <= MostCategories; i++)
        {
            found.AddRange(children[found[i]]);
        }

        return found;
    }

    /// <summary>The tree as it is read: each under its parent, with how deep it lies.</summary>
    public static IReadOnlyList<(ProductCategory Category, int Level)> AsTree(this IReadOnlyList<ProductCategory> categories)
    {
        var children = categories.ToLookup(category => category.ParentId);
        return [.. Branch(null, 0)];

        IEnumerable<(ProductCategory, int)> Branch(long? parent, int level) =>
            children[parent].SelectMany(category => Branch(category.Id, level + 1).Prepend((category, level)));
    }

    /// <summary>Whether anything names the product, so that it has to stay.</summary>
    public static async Task<bool> IsInUseAsync(this CrmDbContext db, long productId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.ProductParts.AnyAsync(part => part.PartId == productId, cancel)
            || await db.PriceLists.AnyAsync(list => list.Lines.Any(line => line.ProductId == productId), cancel)
            || await db.QuoteLines.AnyAsync(line => line.ProductId == productId, cancel)
            || await db.ContractLines.AnyAsync(line => line.ProductId == productId, cancel)
            || await db.Opportunities.VisibleTo(Viewer.Program).AnyAsync(opportunity => opportunity.ProductId == productId, cancel);
    }

    /// <summary>Puts a product's price into a list, or takes it out.</summary>
    /// <exception cref="RuleBroken">Another list has a price of it for the same region and customers on some of the days.</exception>
    public static Task PriceAsync(this CrmDbContext db, PriceList list, long productId, Money? price, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(list);
        return db.WriteAsync(async () =>
        {
            await db.HoldPriceListsAsync(cancel);
            (price is null ? null : await db.WhyNotBesideAsync(list, [productId], cancel)).ThrowIfRefused();
            list.Price(productId, price);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Another name, or another last day: none where a product would then have a price in two lists at once.</summary>
    public static Task EditAsync(this CrmDbContext db, PriceList list, PriceListFacts facts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(list);
        return db.WriteAsync(async () =>
        {
            await db.HoldPriceListsAsync(cancel);
            list.Edit(facts);
            (await db.WhyNotBesideAsync(list, [.. list.Lines.Select(line => line.ProductId)], cancel)).ThrowIfRefused();
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Another list has a price of one of the products for the same region and customers on some of the days.</summary>
    private static async Task<Refusal?> WhyNotBesideAsync(this CrmDbContext db, PriceList list, List<long> products, CancellationToken cancel)
    {
        var others = await db.PriceLists.AsNoTracking()
            .Where(other => other.Id != list.Id && other.Lines.Any(line => products.Contains(line.ProductId))).OrderBy(other => other.FromOn).ToListAsync(cancel);
        return others.Find(list.Overlaps) is { } clash ? new Refusal("PriceListsClash", clash.Name, clash.FromOn) : null;
    }

    /// <summary>The lists that hold on the day, with their prices.</summary>
    public static async Task<IReadOnlyList<PriceList>> PriceListsOnAsync(this CrmDbContext db, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.PriceLists.AsNoTracking().Include(list => list.Lines)
            .Where(list => list.FromOn <= day && (list.UntilOn == null || list.UntilOn >= day)).ToListAsync(cancel);
    }
}
