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

/// <summary>Typed lines as terms: products by their number, and what was left out as the catalogue says it on the day.</summary>
public static class ContractTerms
{
    /// <param name="name">Under which name the form posts the lines.</param>
    /// <exception cref="FieldsBroken">Some say what can't be: each at its field, all of them at once.</exception>
    public static async Task<IReadOnlyList<LineTerms>> TermsOfAsync(
        this CrmDbContext db, Viewer viewer, string name, IReadOnlyList<LineForm> lines, long? regionId, string? customerCategory, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var typed = lines.Where(line => !line.IsEmpty).ToList();
        var products = await db.Products.AsNoTracking().VisibleTo(viewer).Include(product => product.Prices)
            .WithCodes(typed.Select(line => line.ProductCode)).ToDictionaryAsync(product => product.CodeKey, cancel);
        var lists = typed.Exists(line => line.UnitPrice is null) ? await db.PriceListsOnAsync(day, cancel) : [];
        var bundles = await db.BundlesAsync([.. products.Values.Select(product => product.Id)], day, cancel);
        List<(string Field, Refusal Refusal)> faults = [];
        List<LineTerms> all = [];
        foreach (var (row, line) in lines.Index().Where(one => !one.Item.IsEmpty))
        {
            var terms = products.GetValueOrDefault(Product.CodeKeyOf(line.ProductCode)) is { } product ? Terms(line, product, lists, regionId, customerCategory, day) : null;
            if ((terms is null ? new Refusal("ProductNotThere", line.ProductCode) : terms.Fault()) is { } fault)
            {
                faults.Add(($"{name}[{row}].{FieldOf(fault)}", fault));
            }
            else if (terms is not null)
            {
                all.Add(terms with { Bundle = bundles.GetValueOrDefault(terms.ProductId) });
            }
        }

        return faults.Count == 0 ? all : throw new FieldsBroken(faults);
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
