using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>For whom a price list is, and when it holds.</summary>
/// <param name="RegionId">Null: every region.</param>
/// <param name="CustomerCategory">A code of the category scheme; null: every customer.</param>
public sealed record PriceListFacts(string Name, long? RegionId, string? CustomerCategory, DateOnly FromOn, DateOnly? UntilOn);

/// <summary>价格表: prices that hold instead of the list prices, in a region or for a category of customers, for a time.</summary>
public sealed class PriceList
{
    public const int NameLength = 80;
    public const int MostLines = 500;

    private readonly List<PriceListLine> _lines = [];

    public PriceList(PriceListFacts facts)
        : this() => Edit(facts);

    private PriceList() => Name = "";

    public long Id { get; private set; }

    public string Name { get; private set; }

    public long? RegionId { get; private set; }

    public string? CustomerCategory { get; private set; }

    public DateOnly FromOn { get; private set; }

    public DateOnly? UntilOn { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<PriceListLine> Lines => _lines;

    public PriceListFacts Facts => new(Name, RegionId, CustomerCategory, FromOn, UntilOn);

    public void Edit(PriceListFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        (facts.UntilOn < facts.FromOn ? new Refusal("PriceListEndsBeforeStart") : null).ThrowIfRefused();
        Name = PlainText.Line(facts.Name) ?? throw new RuleBroken(new Refusal("NameNeeded"));
        (RegionId, CustomerCategory, FromOn, UntilOn) = (facts.RegionId, facts.CustomerCategory, facts.FromOn, facts.UntilOn);
        Version++;
    }

    /// <summary>Whether both hold for the same region and customers on some day: then no product may have a price in each, as nobody could say which holds.</summary>
    public bool Overlaps(PriceList other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RegionId == other.RegionId && CustomerCategory == other.CustomerCategory
            && FromOn <= (other.UntilOn ?? DateOnly.MaxValue) && other.FromOn <= (UntilOn ?? DateOnly.MaxValue);
    }

    /// <summary>The product's price in this list; null takes it out. What is free is told by a discount, which somebody lets go.</summary>
    public void Price(long productId, Money? price)
    {
        (price < Money.Zero ? new Refusal("PriceBelowZero")
            : price == Money.Zero ? new Refusal("PriceIsZero")
            : price is not null && _lines.Count >= MostLines ? new Refusal("PriceListTooLong", MostLines)
            : price is null && _lines.TrueForAll(line => line.ProductId != productId) ? new Refusal("PriceListHasNone", Name) : null).ThrowIfRefused();
        _lines.RemoveAll(line => line.ProductId == productId);
        if (price is { } amount)
        {
            _lines.Add(new PriceListLine(productId, amount));
        }

        Version++;
    }

    /// <summary>How closely it fits: a list for region and category before one for either, and that before one for all; null where it does not hold.</summary>
    public int? FitFor(long? regionId, string? customerCategory, DateOnly day) =>
        HoldsOn(day) && (RegionId is null || RegionId == regionId) && (CustomerCategory is null || CustomerCategory == customerCategory) ? Closeness : null;

    public bool HoldsOn(DateOnly day) => FromOn <= day && (UntilOn is null || day <= UntilOn);

    /// <summary>The closer of two lists that both fit a customer wins.</summary>
    public int Closeness => (CustomerCategory is null ? 0 : 2) + (RegionId is null ? 0 : 1);
}

public sealed class PriceListLine
{
    internal PriceListLine(long productId, Money price) => (ProductId, Price) = (productId, price);

    private PriceListLine()
    {
    }

    public long Id { get; private set; }

    public long PriceListId { get; private set; }

    public long ProductId { get; private set; }

    public Money Price { get; private set; }
}

public static class PriceLists
{
    /// <summary>The price of the closest list that has the product; of two equally close, the one that began later. Null: the list price holds.</summary>
    public static Money? PriceOf(this IEnumerable<PriceList> lists, long productId, long? regionId, string? customerCategory, DateOnly day) => (
        from list in lists
        let fit = list.FitFor(regionId, customerCategory, day)
        where fit is not null
        from line in list.Lines
        where line.ProductId == productId
        orderby fit descending, list.FromOn descending, list.Id descending
        select (Money?)line.Price).FirstOrDefault();
}
