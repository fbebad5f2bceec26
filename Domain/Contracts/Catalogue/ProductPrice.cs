using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>What a product costs from a day on, until the next such row; never changed, only followed.</summary>
public sealed class ProductPrice
{
    public long Id { get; private set; }

    public long ProductId { get; private set; }

    public required DateOnly FromOn { get; init; }

    /// <summary>Without tax, for one unit.</summary>
    public required Money ListPrice { get; init; }

    /// <summary>What it costs us; null while nobody has said.</summary>
    public Money? StandardCost { get; init; }

    public string? Reason { get; init; }

    public required DateTime At { get; init; }

    public long? ActorId { get; init; }
}

/// <summary>A part of a bundle.</summary>
public sealed class ProductPart
{
    internal ProductPart(long partId, int quantity) => (PartId, Quantity) = (partId, quantity);

    private ProductPart()
    {
    }

    public long Id { get; private set; }

    public long ProductId { get; private set; }

    public long PartId { get; private set; }

    public int Quantity { get; private set; }
}
