using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>A part as the catalogue had it on the day.</summary>
/// <param name="Quantity">In one bundle.</param>
public sealed record BundlePart(long ProductId, string Name, string? ChineseName, string Unit, int Quantity, Money ListPrice, Money? StandardCost)
{
    /// <summary>What is in it where it is a bundle itself; in no sum, as its own price says what it is worth. Null for a single product.</summary>
    public BundleContents? Contents { get; init; }
}

/// <summary>套装明细: what a bundle consists of, taken down with the line that offers or sells it, so that the catalogue may change.</summary>
public sealed record BundleContents(IReadOnlyList<BundlePart> Parts)
{
    /// <summary>What its parts would cost one by one.</summary>
    public Money ListPrice => new(Parts.Sum(part => part.ListPrice.Minor * part.Quantity));

    /// <summary>What its parts cost us; null while of one nobody knows.</summary>
    public Money? StandardCost =>
        Parts.All(part => part.StandardCost is not null) ? new Money(Parts.Sum(part => (part.StandardCost?.Minor ?? 0) * part.Quantity)) : null;

    /// <summary>Parts that cost more than the bundle brings in are told, not refused: that may be what somebody means to do.</summary>
    public bool IsPricedBelow(Money price) => price < ListPrice;

    public bool IsCostBelow(Money? cost) => cost < StandardCost;

    public bool Equals(BundleContents? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);
}
