using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>A line that is not the same in two versions; one side is null where it came or went.</summary>
public sealed record QuoteLineDifference(QuoteLine? Before, QuoteLine? After)
{
    /// <summary>The names of what changed, empty where it came or went.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}

/// <summary>What became different from one version of a quote to another.</summary>
public sealed record QuoteDifferences(QuoteVersion Before, QuoteVersion After, IReadOnlyList<QuoteLineDifference> Lines)
{
    public bool IsValidityChanged => Before.ValidUntil != After.ValidUntil;

    public bool AreTermsChanged => Before.Terms != After.Terms;

    public Money AmountInTax => After.InTax - Before.InTax;

    public bool IsEmpty => Lines.Count == 0 && !IsValidityChanged && !AreTermsChanged;

    /// <summary>The lines as they stand now, those that went at their old place.</summary>
    public static QuoteDifferences Between(QuoteVersion before, QuoteVersion after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (was, isNow) = (before.Lines.ToDictionary(line => line.Key), after.Lines.ToDictionary(line => line.Key));
        var lines =
            from key in was.Keys.Union(isNow.Keys)
            let pair = new QuoteLineDifference(was.GetValueOrDefault(key), isNow.GetValueOrDefault(key))
            let fields = pair is { Before: { } one, After: { } other } ? [.. Changed(one.Terms, other.Terms)] : new List<string>()
            where pair.Before is null || pair.After is null || fields.Count > 0
            orderby (pair.After ?? pair.Before)?.Place, key
            select pair with { Fields = fields };
        return new(before, after, [.. lines]);
    }

    private static IEnumerable<string> Changed(QuoteLineTerms one, QuoteLineTerms other) =>
        from field in ((string Name, object? Before, object? After)[])
        [
            (nameof(QuoteLine.ProductId), one.ProductId, other.ProductId), (nameof(QuoteLine.Text), one.Text, other.Text),
            (nameof(QuoteLine.Quantity), one.Quantity, other.Quantity), (nameof(QuoteLine.UnitPrice), one.UnitPrice, other.UnitPrice),
            (nameof(QuoteLine.Discount), one.Discount, other.Discount), (nameof(QuoteLine.TaxRate), one.TaxRate, other.TaxRate),
            (nameof(QuoteLine.UnitCost), one.UnitCost, other.UnitCost), (nameof(QuoteLine.Phase), one.Phase, other.Phase),
            (nameof(QuoteLine.IsOptional), one.IsOptional, other.IsOptional),
        ]
        where !Equals(field.Before, field.After)
        select field.Name;
}
