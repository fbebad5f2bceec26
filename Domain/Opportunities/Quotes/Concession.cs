using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>让利: how far something goes below the price list, and what it leaves; quotes and contracts are measured alike.</summary>
public sealed record Concession(Percent BelowList, bool IsCostKnown, Money ExTax, Money Cost)
{
    /// <summary>Nothing is let go.</summary>
    public static readonly Concession None = new(Percent.Zero, true, Money.Zero, Money.Zero);

    public Money Margin => ExTax - Cost;

    public static Concession Of(QuoteVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new(version.BelowList, version.IsCostKnown, version.ExTax, version.Cost);
    }

    /// <summary>
    /// Of what is to be signed: none where it is what an approved quote says, at its prices or better ones and no more of it. What goes
    /// beyond the quote is measured by the price list, and then the margin of everything.
    /// </summary>
    /// <param name="lines">With the price of the lists and, where the line says none, the standard cost.</param>
    /// <param name="sold">What was signed before and is left of it.</param>
    public static Concession Of(IReadOnlyList<QuoteLineTerms> lines, IReadOnlyList<LineTerms> sold, QuoteVersion? approved)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(sold);
        List<LineTerms> whole = [.. sold, .. lines.Select(line => line.Sums)];
        var beyond = approved is null ? lines : [.. lines.Where(line => !Covers(approved, whole, line.Sums))];
        return beyond.Count == 0 && (approved is null || Sum(whole) >= approved.ExTax) ? None : new(
            beyond.Select(line => line.BelowList).DefaultIfEmpty(Percent.Zero).Max(), lines.All(line => line.UnitCost is not null),
            Sum(lines.Select(line => line.Sums)), new(lines.Sum(line => line.Sums.Cost?.Minor ?? 0)));
    }

    /// <summary>As many as the quote offers at this price or a lower one, counting whatever is sold as cheaply beside it.</summary>
    private static bool Covers(QuoteVersion approved, List<LineTerms> whole, LineTerms line)
    {
        var offered = approved.Lines.Select(one => one.Terms.Sums).ToList();
        // What the quote describes freely is sold as some product, and known by its words.
        var described = offered.Where(one => one.ProductId == 0).Select(one => one.Text).ToHashSet();
        return CheapOf(whole) <= CheapOf(offered);

        long CheapOf(IEnumerable<LineTerms> lines) => lines.Where(one => KeyOf(one) == KeyOf(line) && EachOf(one) <= EachOf(line)).Sum(one => (long)one.Quantity);
        (long, string?) KeyOf(LineTerms one) => one.Text is not null && described.Contains(one.Text) ? (0, one.Text) : (one.ProductId, null);
    }

    private static decimal EachOf(LineTerms line) => (decimal)line.UnitPrice.Minor * (Percent.Whole - line.Discount.BasisPoints);

    private static Money Sum(IEnumerable<LineTerms> lines) => new(lines.Sum(line => line.NetExTax.Minor));
}
