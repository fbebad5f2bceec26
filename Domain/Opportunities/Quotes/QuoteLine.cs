using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>What is offered in one line: a product of the catalogue, or something described freely.</summary>
/// <param name="Text">Needed without a product; beside one it says more.</param>
/// <param name="UnitPrice">Without tax.</param>
/// <param name="UnitCost">Null while not known.</param>
public sealed record QuoteLineTerms(
    long? ProductId, string? Text, int Quantity, Money UnitPrice, Percent Discount, Percent TaxRate, Money? UnitCost = null)
{
    /// <summary>The same line bears it in every version; zero for a new one.</summary>
    public int Key { get; init; }

    /// <summary>What the price lists said on the day; null for what is in none.</summary>
    public Money? ListPrice { get; init; }

    /// <summary>What one of the product cost us on the day by the catalogue; null for what is in none, or while nobody knows.</summary>
    public Money? StandardCost { get; init; }

    /// <summary>The product's own tax rate; null for what is in no catalogue.</summary>
    public Percent? ProductTaxRate { get; init; }

    /// <summary>Of a bundle its parts on the day when it was put in; null for a single product.</summary>
    public BundleContents? Bundle { get; init; }

    /// <summary>阶段: lines of one phase stand together and have a sum.</summary>
    public string? Phase { get; init; }

    /// <summary>选配: offered beside the rest, and not in its sum.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A line of a quote is added up by the rule of a contract's line, so that the contract says the same.</summary>
    public LineTerms Sums => new(ProductId ?? 0, Quantity, UnitPrice, Discount, TaxRate, UnitCost) { Text = Text, Bundle = Bundle };

    /// <summary>What approvals reckon with: a cost typed below the standard one makes no margin; null while neither is known.</summary>
    public Money? MeasuredCost => MeasuredUnitCost is { } each ? (Sums with { UnitCost = each }).Cost : null;

    public Money? MeasuredUnitCost => UnitCost > StandardCost ? UnitCost : StandardCost ?? UnitCost;

    /// <summary>Said to cost nothing by whoever typed it, not by the catalogue, and sold for something.</summary>
    public bool IsCostTypedAsZero => UnitCost == Money.Zero && StandardCost is null && Sums.NetExTax > Money.Zero;

    /// <summary>At another tax rate than the product's own: it may be something else that is sold under its number.</summary>
    public bool IsTaxedOtherwise => ProductTaxRate is { } own && own != TaxRate;

    /// <summary>How far it lies below the list, whether by a discount or by a lower price: in full basis points, none of them lost.</summary>
    public Percent BelowList => (ListPrice ?? UnitPrice) is { Minor: > 0 } list
        ? new((int)Math.Max(0, decimal.Ceiling(Percent.Whole - ((decimal)UnitPrice.Minor * (Percent.Whole - Discount.BasisPoints) / list.Minor)))) : Discount;

    public Refusal? Fault() => Faults().FirstOrDefault();

    /// <summary>Everything that is wrong with it. What can't be comes before what is still left out.</summary>
    public IEnumerable<Refusal> Faults()
    {
        var found = Sums.Faults().ToList();
        if (found.Count == 0 && StandardCost?.Minor > Money.Limit / Quantity)
        {
            found.Add(new Refusal("PriceTooHigh"));
        }

        return ProductId is null && PlainText.Line(Text) is null ? [.. found, new Refusal("QuoteLineNeedsName")] : found;
    }
}

/// <summary>A line of a version, with its sums.</summary>
public sealed class QuoteLine
{
    internal QuoteLine(QuoteLineTerms terms, int place, int key)
    {
        (Place, Key, ProductId, Text, Phase, IsOptional) = (place, key, terms.ProductId, PlainText.Line(terms.Text), PlainText.Line(terms.Phase), terms.IsOptional);
        (Bundle, ProductTaxRate) = (terms.Bundle, terms.ProductTaxRate);
        (Quantity, UnitPrice, ListPrice, Discount, TaxRate, UnitCost, StandardCost) =
            (terms.Quantity, terms.UnitPrice, terms.ListPrice, terms.Discount, terms.TaxRate, terms.UnitCost, terms.StandardCost);
        var sums = terms.Sums;
        (ExTax, Tax, InTax, Cost) = (sums.NetExTax, sums.Tax, sums.InTax, sums.Cost);
    }

    private QuoteLine()
    {
    }

    public long Id { get; private set; }

    public long QuoteVersionId { get; private set; }

    public int Place { get; private set; }

    public int Key { get; private set; }

    public long? ProductId { get; private set; }

    public string? Text { get; private set; }

    /// <summary>What the customer gets in it, whatever the catalogue says later.</summary>
    public BundleContents? Bundle { get; private set; }

    public string? Phase { get; private set; }

    public bool IsOptional { get; private set; }

    public int Quantity { get; private set; }

    public Money UnitPrice { get; private set; }

    public Money? ListPrice { get; private set; }

    public Percent Discount { get; private set; }

    public Percent TaxRate { get; private set; }

    public Percent? ProductTaxRate { get; private set; }

    public Money? UnitCost { get; private set; }

    public Money? StandardCost { get; private set; }

    public Money ExTax { get; private set; }

    public Money Tax { get; private set; }

    public Money InTax { get; private set; }

    /// <summary>Null while it is not known.</summary>
    public Money? Cost { get; private set; }

    public QuoteLineTerms Terms => new(ProductId, Text, Quantity, UnitPrice, Discount, TaxRate, UnitCost)
    {
        Key = Key,
        ListPrice = ListPrice,
        StandardCost = StandardCost,
        ProductTaxRate = ProductTaxRate,
        Bundle = Bundle,
        Phase = Phase,
        IsOptional = IsOptional,
    };
}
