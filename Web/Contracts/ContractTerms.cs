using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Contracts.Drafts;

namespace SiCrm.Web.Contracts;

/// <summary>Typed lines as terms: products by their number, and what was left out as the catalogue says it on the day.</summary>
public static class ContractTerms
{
    public static async Task<IReadOnlyList<LineTerms>> TermsOfAsync(
        this CrmDbContext db, Viewer viewer, IEnumerable<LineForm> lines, long? regionId, string? customerCategory, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var typed = lines.Where(line => !line.IsEmpty).ToList();
        var products = await db.Products.AsNoTracking().VisibleTo(viewer).Include(product => product.Prices)
            .WithCodes(typed.Select(line => line.ProductCode)).ToDictionaryAsync(product => product.CodeKey, cancel);
        var lists = typed.Exists(line => line.UnitPrice is null) ? await db.PriceListsOnAsync(day, cancel) : [];
        var bundles = await db.BundlesAsync([.. products.Values.Select(product => product.Id)], day, cancel);
        return [.. typed.Select(line => Terms(line, products, lists, regionId, customerCategory, day)).Select(terms => terms with { Bundle = bundles.GetValueOrDefault(terms.ProductId) })];
    }

    private static LineTerms Terms(
        LineForm line, Dictionary<string, Product> products, IReadOnlyList<PriceList> lists, long? regionId, string? customerCategory, DateOnly day)
    {
        var product = products.GetValueOrDefault(Product.CodeKeyOf(line.ProductCode)) ?? throw new RuleBroken(new Refusal("ProductNotThere", line.ProductCode));
        var price = product.PriceOn(day);
        var terms = new LineTerms(
            product.Id, line.Quantity ?? 1, line.UnitPrice ?? lists.PriceOf(product.Id, regionId, customerCategory, day) ?? price.ListPrice,
            line.Discount ?? Percent.Zero, line.TaxRate ?? product.TaxRate, price.StandardCost)
        {
            Text = line.LineText,
        };
        terms.Fault().ThrowIfRefused();
        return terms;
    }
}
