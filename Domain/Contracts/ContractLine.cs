using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>
/// A line of the contract or of one of its amendments, never changed once it is signed. It carries whose sale it was then,
/// because every report of sales is a sum of signed lines.
/// </summary>
public sealed class ContractLine
{
    internal ContractLine(LineTerms terms, bool isReduction = false)
    {
        terms.Fault().ThrowIfRefused();
        (ProductId, Quantity, UnitPrice, Discount, TaxRate, UnitCost) =
            (terms.ProductId, terms.Quantity, terms.UnitPrice, terms.Discount, terms.TaxRate, terms.UnitCost);
        (IsReduction, Text, Bundle) = (isReduction, PlainText.Line(terms.Text), terms.Bundle);
        (ExTax, Tax) = isReduction ? (-terms.NetExTax, -terms.Tax) : (terms.NetExTax, terms.Tax);
        InTax = ExTax + Tax;
        Cost = terms.Cost is not { } cost ? Money.Zero : isReduction ? -cost : cost;
    }

    private ContractLine()
    {
    }

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    /// <summary>Null: of the contract as it was signed first.</summary>
    public long? AmendmentId { get; private set; }

    public long ProductId { get; private set; }

    /// <summary>What it says beside the product's name.</summary>
    public string? Text { get; private set; }

    /// <summary>Of a bundle what was sold in it; null for a single product.</summary>
    public BundleContents? Bundle { get; private set; }

    public int Quantity { get; private set; }

    public Money UnitPrice { get; private set; }

    public Percent Discount { get; private set; }

    public Percent TaxRate { get; private set; }

    public Money? UnitCost { get; private set; }

    /// <summary>An amendment that takes something out: its amounts are below zero.</summary>
    public bool IsReduction { get; private set; }

    public Money ExTax { get; private set; }

    public Money Tax { get; private set; }

    public Money InTax { get; private set; }

    /// <summary>Expected; zero where it is not known.</summary>
    public Money Cost { get; private set; }

    /// <summary>Null while it is a draft.</summary>
    public DateOnly? SignedOn { get; private set; }

    public long CustomerId { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public long? RegionId { get; private set; }

    public int SignedQuantity => IsReduction ? -Quantity : Quantity;

    public LineTerms Terms => new(ProductId, Quantity, UnitPrice, Discount, TaxRate, UnitCost) { Text = Text, Bundle = Bundle };

    internal void Count(Contract contract, DateOnly on) =>
        (SignedOn, CustomerId, OwnerId, TeamId, RegionId) = (on, contract.CustomerId, contract.OwnerId, contract.TeamId, contract.RegionId);
}
