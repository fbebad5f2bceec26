using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>
/// What is agreed on for one product. Each line is rounded for itself, half a cent away from zero: first the discount of
/// quantity × price, then the tax of what is left; sums are sums of lines, so that they always add up.
/// </summary>
/// <param name="UnitPrice">Without tax.</param>
/// <param name="UnitCost">What it is expected to cost us; null while not known.</param>
public sealed record LineTerms(long ProductId, int Quantity, Money UnitPrice, Percent Discount, Percent TaxRate, Money? UnitCost = null)
{
    /// <summary>What the line says beside its product's name; null for nothing.</summary>
    public string? Text { get; init; }

    /// <summary>Of a bundle its parts as they were then; null for a single product.</summary>
    public BundleContents? Bundle { get; init; }

    /// <summary>The terms without how many: two lines that agree in these can't be told apart.</summary>
    public LineTerms OfOne => this with { Quantity = 1 };

    public Money Gross => new(checked(UnitPrice.Minor * Quantity));

    /// <summary>Without tax, after the discount.</summary>
    public Money NetExTax => Gross - Discount.Of(Gross);

    public Money Tax => TaxRate.Of(NetExTax);

    public Money InTax => NetExTax + Tax;

    public Money? Cost => UnitCost is { } cost ? new Money(checked(cost.Minor * Quantity)) : null;

    /// <summary>What all of them together go below their prices.</summary>
    public static Percent DiscountOf(IEnumerable<LineTerms> lines)
    {
        var (gross, net) = lines.Aggregate((Gross: 0m, Net: 0m), (sum, line) => (sum.Gross + line.Gross.Minor, sum.Net + line.NetExTax.Minor));
        return gross == 0 ? Percent.Zero : new((int)decimal.Round((gross - net) * Percent.Whole / gross, MidpointRounding.AwayFromZero));
    }

    public Refusal? Fault() => Faults().FirstOrDefault();

    /// <summary>Everything that is wrong with it, so that whoever typed it hears all of it at once.</summary>
    public IEnumerable<Refusal> Faults()
    {
        var isCounted = Quantity is >= 1 and <= ContractLengths.MostQuantity;
        Refusal?[] found =
        [
            isCounted ? null : new Refusal("LineQuantity", ContractLengths.MostQuantity),
            UnitPrice < Money.Zero || UnitCost < Money.Zero ? new Refusal("PriceBelowZero")
                : isCounted && (UnitPrice.Minor > Money.Limit / Quantity || UnitCost?.Minor > Money.Limit / Quantity) ? new Refusal("PriceTooHigh") : null,
            Discount > Percent.Hundred ? new Refusal("DiscountTooHigh", Discount) : null,
            TaxRate > Percent.Hundred ? new Refusal("TaxRateTooHigh", TaxRate) : null,
        ];
        return found.OfType<Refusal>();
    }
}
