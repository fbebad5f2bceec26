using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Contracts.Catalogue;

/// <summary>What an import of products did, and which rows it refused.</summary>
public sealed record ProductImportOutcome(int Added, int Repriced, int Unchanged, IReadOnlyList<(int Row, Refusal Refusal)> Rejected);

/// <summary>Products from a table: name, series or category, price; a product that is here already gets the price that the file says, as of today.</summary>
public sealed class ProductImport(CrmDbContext db, Stamp stamp)
{
    private static readonly string[] NameColumns = ["product", "name", "product name", "产品", "产品名称", "名称"];
    private static readonly string[] CodeColumns = ["code", "number", "product code", "编号", "产品编号"];
    private static readonly string[] CategoryColumns = ["series", "category", "product line", "系列", "类别", "产品类别", "产品线"];
    private static readonly string[] PriceColumns = ["sales_price", "price", "list price", "list_price", "单价", "价格", "目录价"];

    private readonly Dictionary<string, Product> _products = [];
    private readonly HashSet<string> _codes = [];
    private readonly Dictionary<string, ProductCategory> _categories = [];

    /// <exception cref="RuleBroken">The file is no table, or has no column for the name or the price.</exception>
    public async Task<ProductImportOutcome> RunAsync(TableSource source, bool dryRun, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var table = source.Open();
        var columns = Columns(table.Header);
        await KnowAsync(cancel);
        var outcome = Read(table, columns);
        if (!dryRun)
        {
            await db.SaveChangesAsync(cancel);
            await PutInPlaceAsync(cancel);
        }

        return outcome;
    }

    private static (int Name, int Code, int Category, int Price) Columns(IReadOnlyList<string> header)
    {
        int At(string[] names) => header.ToList().FindIndex(cell => names.Contains(PlainText.Folded(cell).Trim()));
        var columns = (At(NameColumns), At(CodeColumns), At(CategoryColumns), At(PriceColumns));
        (columns.Item1 < 0 || columns.Item4 < 0 ? new Refusal("ProductColumnsMissing") : null).ThrowIfRefused();
        return columns;
    }

    private async Task KnowAsync(CancellationToken cancel)
    {
        foreach (var product in await db.Products.ForChange().ToListAsync(cancel))
        {
            _products[product.NameKey] = product;
            _codes.Add(product.CodeKey);
        }

        foreach (var category in await db.ProductCategories.ToListAsync(cancel))
        {
            _categories.TryAdd(PlainText.Folded(category.Name), category);
        }
    }

    private ProductImportOutcome Read(TableFile table, (int Name, int Code, int Category, int Price) columns)
    {
        var (added, repriced, unchanged, rejected) = (0, 0, 0, new List<(int, Refusal)>());
        foreach (var row in table.Rows())
        {
            try
            {
                row.Fault.ThrowIfRefused();
                switch (Take(row[columns.Name], row[columns.Code], row[columns.Category], row[columns.Price]))
                {
                    case true: added++; break;
                    case false: repriced++; break;
                    default: unchanged++; break;
                }
            }
            catch (RuleBroken broken)
            {
                rejected.Add((row.Number, broken.Refusal));
            }
        }

        return new(added, repriced, unchanged, rejected);
    }

    /// <summary>True for a new one, false for a new price, null for nothing new.</summary>
    private bool? Take(string name, string code, string series, string priceText)
    {
        var price = MoneyText.Read(priceText, db.Company.Settings.Currency, "ProductPriceNotRead");
        (PlainText.Line(name) is null ? new Refusal("NameNeeded") : null).ThrowIfRefused();
        if (_products.TryGetValue(Product.KeyOf(name), out var known))
        {
            if (known.PriceOn(stamp.Today).ListPrice == price)
            {
                return null;
            }

            known.Price(price, known.PriceOn(stamp.Today).StandardCost, stamp.Today, null, stamp);
            return false;
        }

        var product = new Product(
            new ProductFacts { Code = PlainText.Line(code) ?? CodeOf(name), Name = name, Unit = "pc", ActiveFrom = FirstDay }, price, null, stamp);
        (_codes.Add(product.CodeKey) ? null : new Refusal("ProductCodeTaken", product.Code)).ThrowIfRefused();
        _products[product.NameKey] = product;
        _series[product] = CategoryOf(series);
        db.Products.Add(product);
        return true;
    }

    /// <summary>Old files name products that were sold long ago: they were there from the beginning.</summary>
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    private readonly Dictionary<Product, ProductCategory?> _series = [];

    private static string CodeOf(string name) => PlainText.Cut(string.Join('-', (PlainText.Line(name) ?? "").ToUpperInvariant().Split(' ')), ProductLengths.Code);

    private ProductCategory? CategoryOf(string series)
    {
        if (PlainText.Line(series) is not { } name)
        {
            return null;
        }

        if (!_categories.TryGetValue(PlainText.Folded(name), out var category))
        {
            _categories[PlainText.Folded(name)] = category = new ProductCategory(name, null, []);
            db.ProductCategories.Add(category);
        }

        return category;
    }

    /// <summary>After the categories have their numbers.</summary>
    private Task PutInPlaceAsync(CancellationToken cancel)
    {
        foreach (var (product, category) in _series)
        {
            product.Edit(product.Facts with { CategoryId = category?.Id });
        }

        return db.SaveChangesAsync(cancel);
    }
}
