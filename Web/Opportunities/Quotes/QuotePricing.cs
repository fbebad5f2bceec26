using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What a line does not say, as catalogue and price lists say it on the day, for the customer's region and category.</summary>
public sealed class QuotePricing
{
    private const int MostProducts = 500;

    private readonly Dictionary<string, Product> _byCode;
    private readonly IReadOnlyList<PriceList> _lists;
    private readonly IReadOnlyDictionary<long, BundleContents> _bundles;
    private readonly (long? Region, string? Category, DateOnly Day, bool SeesCost) _for;

    private QuotePricing(
        IReadOnlyList<Product> products, IReadOnlyList<PriceList> lists, IReadOnlyDictionary<long, BundleContents> bundles,
        (long? Region, string? Category, DateOnly Day, bool SeesCost) @for)
    {
        (Products, _lists, _bundles, _for) = (products, lists, bundles, @for);
        _byCode = products.ToDictionary(product => product.CodeKey);
    }

    /// <summary>Those that can be sold, and those that the version names already.</summary>
    public IReadOnlyList<Product> Products { get; }

    public IEnumerable<Product> Sold => Products.Where(product => product.IsSoldOn(_for.Day));

    public static async Task<QuotePricing> ReadAsync(
        CrmDbContext db, Viewer viewer, Opportunity opportunity, IEnumerable<string?> codes, DateOnly day, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(opportunity);
        var products = db.Products.AsNoTracking().VisibleTo(viewer).Include(product => product.Prices).AsSplitQuery();
        var sold = await products.SoldOn(day).OrderBy(product => product.Code).Take(MostProducts).ToListAsync(cancel);
        var others = await products.WithCodes(codes.OfType<string>()).ToListAsync(cancel);
        return new QuotePricing(
            [.. sold.UnionBy(others, product => product.Id)], await db.PriceListsOnAsync(day, cancel),
            await db.BundlesAsync([.. others.Select(product => product.Id)], day, cancel),
            (opportunity.Customer?.RegionId ?? opportunity.RegionId, opportunity.Customer?.Category, day, viewer.Sees(SensitiveField.Margin)));
    }

    public Product? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(Product.CodeKeyOf(code));

    /// <summary>Something is named, and it is in no catalogue.</summary>
    public bool IsUnknown(string? code) => code is not null && Find(code) is null;

    /// <summary>What a line says beside its product's name, which our own sheet puts before it.</summary>
    public string? BesideName(QuoteLineForm line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var names = Find(line.ProductCode) is { } product ? new[] { product.Name, product.ChineseName } : [];
        var name = names.OfType<string>().FirstOrDefault(name => line.Text == name || line.Text?.StartsWith(QuoteSubject.Named(name, ""), StringComparison.Ordinal) == true);
        return name is null ? line.Text : PlainText.Line(line.Text?[name.Length..].TrimStart(' ', '·'));
    }

    public Money PriceOf(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return _lists.PriceOf(product.Id, _for.Region, _for.Category, _for.Day) ?? product.PriceOn(_for.Day).ListPrice;
    }

    public Money? CostOf(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return product.PriceOn(_for.Day).StandardCost;
    }

    /// <param name="before">The same line as it is kept.</param>
    /// <exception cref="RuleBroken">There is no such product, it is not sold any more, or the line can't be.</exception>
    public QuoteLineTerms Terms(QuoteLineForm line, QuoteLine? before)
    {
        var (terms, faults) = Read(line, before);
        (faults.Count > 0 ? faults[0] : null).ThrowIfRefused();
        return terms;
    }

    /// <summary>The line with everything of it that can't be, or is left out.</summary>
    /// <param name="before">The same line as it is kept.</param>
    public (QuoteLineTerms Terms, IReadOnlyList<Refusal> Faults) Read(QuoteLineForm line, QuoteLine? before)
    {
        ArgumentNullException.ThrowIfNull(line);
        var product = Find(line.ProductCode);
        var unknown = IsUnknown(line.ProductCode) ? new Refusal("ProductNotThere", line.ProductCode)
            : product is not null && before?.ProductId != product.Id && !product.IsSoldOn(_for.Day) ? new Refusal("QuoteProductNotSold", product) : null;
        Money? list = product is null ? null : before?.ProductId == product.Id ? before.ListPrice : PriceOf(product);
        var terms = new QuoteLineTerms(
            product?.Id, line.Text, line.Quantity ?? 1, line.UnitPrice ?? list ?? Money.Zero, line.Discount ?? Percent.Zero,
            line.TaxRate ?? product?.TaxRate ?? Percent.Zero, CostOf(line, product, before))
        {
            Key = line.Key,
            ListPrice = list,
            ProductTaxRate = product?.TaxRate,
            StandardCost = product is null ? null : before?.ProductId == product.Id ? before.StandardCost : CostOf(product),
            Bundle = product is null ? null : before?.ProductId == product.Id ? before.Bundle : _bundles.GetValueOrDefault(product.Id),
            Phase = line.Phase,
            IsOptional = line.IsOptional,
        };
        List<Refusal?> faults = [unknown, .. terms.Faults().Where(fault => unknown is null || fault.Code != "QuoteLineNeedsName")];
        if (unknown is null && line.UnitPrice is null && list is null)
        {
            faults.Add(new Refusal("QuoteLineNeedsPrice"));
        }

        return (terms, [.. faults.OfType<Refusal>()]);
    }

    /// <summary>Whoever does not see what it costs changes nothing of it.</summary>
    private Money? CostOf(QuoteLineForm line, Product? product, QuoteLine? before) =>
        _for.SeesCost && line.UnitCost is not null ? line.UnitCost
        : before is not null && before.ProductId == product?.Id && !_for.SeesCost ? before.UnitCost
        : product is null ? null : CostOf(product);
}
