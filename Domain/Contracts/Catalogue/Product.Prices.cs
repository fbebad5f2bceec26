using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <content>What it costs, from when on; and what it is put together from.</content>
public sealed partial class Product
{
    public const int MostParts = 50;

    /// <summary>A new price from a day on; two on the same day: the later said holds.</summary>
    public void Price(Money listPrice, Money? standardCost, DateOnly from, string? reason, Stamp stamp)
    {
        CanPrice(listPrice, standardCost).ThrowIfRefused();
        _prices.Add(new ProductPrice
        {
            FromOn = from, ListPrice = listPrice, StandardCost = standardCost, Reason = PlainText.Line(reason), At = stamp.At, ActorId = stamp.ActorId,
        });
        Version++;
    }

    public Refusal? CanPrice(Money listPrice, Money? standardCost) =>
        ArchivedAt is not null ? new Refusal("ProductIsArchived", Name)
        : listPrice < Money.Zero || standardCost < Money.Zero ? new Refusal("PriceBelowZero")
        : listPrice == Money.Zero ? new Refusal("PriceIsZero")
        : listPrice.Minor > Money.Limit ? new Refusal("PriceTooHigh")
        : null;

    /// <summary>What holds on the day; before the first price, the first one.</summary>
    public ProductPrice PriceOn(DateOnly day) =>
        _prices.Where(price => price.FromOn <= day).OrderBy(price => price.FromOn).ThenBy(price => price.Id == 0 ? long.MaxValue : price.Id).LastOrDefault()
        ?? _prices.OrderBy(price => price.FromOn).ThenBy(price => price.Id).First();

    /// <summary>Makes it a bundle of these, or a single product again.</summary>
    public void Bundle(IReadOnlyList<(long PartId, int Quantity)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        CanBundle(parts).ThrowIfRefused();
        _parts.Clear();
        _parts.AddRange(parts.Select(part => new ProductPart(part.PartId, part.Quantity)));
        Version++;
    }

    public Refusal? CanBundle(IReadOnlyList<(long PartId, int Quantity)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return ArchivedAt is not null ? new Refusal("ProductIsArchived", Name)
            : parts.Count > MostParts ? new Refusal("BundleTooLarge", MostParts)
            : parts.Any(part => part.PartId == Id) ? new Refusal("BundleOfItself", Name)
            : parts.Any(part => part.Quantity is < 1 or > 1_000_000) ? new Refusal("BundleQuantity")
            : parts.Select(part => part.PartId).Distinct().Count() != parts.Count ? new Refusal("BundlePartTwice")
            : null;
    }
}
