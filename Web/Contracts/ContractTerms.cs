using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Contracts.Drafts;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Contracts;

/// <summary>A line as it is typed, with what it comes to.</summary>
/// <param name="Row">Its place in the form, from 0.</param>
/// <param name="Terms">Null while its product is not known.</param>
public sealed record TypedLine(int Row, Product? Product, LineTerms? Terms, IReadOnlyList<Refusal> Faults);

/// <summary>Typed lines as terms: products by their number, and what was left out as the catalogue says it on the day.</summary>
public static class ContractTerms
{
    /// <param name="name">Under which name the form posts the lines.</param>
    /// <exception cref="FieldsBroken">Some say what can't be: each at its field, all of them at once.</exception>
    public static async Task<IReadOnlyList<LineTerms>> TermsOfAsync(
        this CrmDbContext db, Viewer viewer, string name, IReadOnlyList<LineForm> lines, long? regionId, string? customerCategory, DateOnly day, CancellationToken cancel = default)
    {
        var typed = await db.LinesOfAsync(viewer, lines, regionId, customerCategory, await db.PriceListsOnAsync(day, cancel), day, cancel);
        var faults = typed.SelectMany(line => line.Faults.Select(fault => ($"{name}[{line.Row}].{FieldOf(fault)}", fault))).DistinctBy(fault => fault.Item1).ToList();
        return faults.Count == 0 ? typed.Select(line => line.Terms).OfType<LineTerms>().ToList() : throw new FieldsBroken(faults);
    }

    /// <summary>Those in which something is typed.</summary>
    public static async Task<IReadOnlyList<TypedLine>> LinesOfAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyList<LineForm> lines, long? regionId, string? customerCategory, IReadOnlyList<PriceList> lists, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var typed = lines.Index().Where(one => !one.Item.IsEmpty).ToList();
        var products = await db.Products.AsNoTracking().VisibleTo(viewer).Include(product => product.Prices)
            .WithCodes(typed.Select(one => one.Item.ProductCode)).ToDictionaryAsync(product => product.CodeKey, cancel);
        var bundles = await db.BundlesAsync([.. products.Values.Select(product => product.Id)], day, cancel);
        return [.. typed.Select(one => Typed(one.Index, one.Item))];

        TypedLine Typed(int row, LineForm line)
        {
            if (products.GetValueOrDefault(Product.CodeKeyOf(line.ProductCode)) is not { } product)
            {
                return new(row, null, null, [new Refusal("ProductNotThere", line.ProductCode)]);
            }

            var terms = Terms(line, product, lists, regionId, customerCategory, day) with { Bundle = bundles.GetValueOrDefault(product.Id) };
            return new(row, product, terms, [.. terms.Faults()]);
        }
    }

    private static string FieldOf(Refusal fault) => fault.Code switch
    {
        "LineQuantity" => nameof(LineForm.Quantity),
        "DiscountTooHigh" => nameof(LineForm.Discount),
        "TaxRateTooHigh" => nameof(LineForm.TaxRate),
        "ProductNotThere" => nameof(LineForm.ProductCode),
        _ => nameof(LineForm.UnitPrice),
    };

    private static LineTerms Terms(
        LineForm line, Product product, IReadOnlyList<PriceList> lists, long? regionId, string? customerCategory, DateOnly day)
    {
        var price = product.PriceOn(day);
        return new LineTerms(
            product.Id, line.Quantity ?? 1, line.UnitPrice ?? lists.PriceOf(product.Id, regionId, customerCategory, day) ?? price.ListPrice,
            line.Discount ?? Percent.Zero, line.TaxRate ?? product.TaxRate, price.StandardCost)
        {
            Text = line.LineText,
        };
    }
}
