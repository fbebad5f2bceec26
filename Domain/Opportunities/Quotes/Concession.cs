using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>让利: how far something goes below the price list, and what it leaves; quotes and contracts are measured alike.</summary>
public sealed record Concession(Percent BelowList, bool IsCostKnown, Money ExTax, Money Cost)
{
    /// <summary>Nothing is let go.</summary>
    public static readonly Concession None = new(Percent.Zero, true, Money.Zero, Money.Zero);

    public Money Margin => ExTax - Cost;

    /// <summary>Which of the lines goes so far below the list, from 1; 0 where none does.</summary>
    public int Line { get; init; }

    /// <summary>False: no list has a price for that line, so that its discount is all that can be measured.</summary>
    public bool IsLineListed { get; init; } = true;

    /// <summary>The first line of which the cost was typed as zero, from 1; 0 where none is.</summary>
    public int LineWithoutCost { get; init; }

    /// <summary>The first line that is taxed at another rate than its product, from 1; 0 where none is.</summary>
    public int LineTaxedOtherwise { get; init; }

    /// <summary>That line's rate, and the product's own.</summary>
    public (Percent Said, Percent Own) TaxRates { get; init; }

    /// <summary>What is described freely, measured by the amount: no catalogue vouches for what it costs, so that a typed cost there makes any margin.</summary>
    public Percent FreeShare { get; init; }

    public static Concession Of(QuoteVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Of([.. version.Lines.Select(line => line.Terms)]);
    }

    /// <summary>Of what a quote offers; what is optional goes below the list too, and is in no sum.</summary>
    public static Concession Of(IReadOnlyList<QuoteLineTerms> offered)
    {
        var required = offered.Where(line => !line.IsOptional).ToList();
        return new Concession(
            offered.Select(line => line.BelowList).DefaultIfEmpty(Percent.Zero).Max(), required.TrueForAll(line => line.MeasuredCost is not null),
            Sum(required.Select(line => line.Sums)), new(required.Sum(line => line.MeasuredCost?.Minor ?? 0)))
        {
            Line = LineOf(offered, offered),
            IsLineListed = Deepest(offered) is not { ListPrice: null },
            LineWithoutCost = LineWithoutCostOf(offered, required),
            FreeShare = ShareOf(offered.Where(line => line.ProductId is null), required),
        }.WithTaxOf(offered, offered);
    }

    /// <summary>
    /// Of what is to be signed: none where it is what an approved quote says, at its prices or better ones and no more of it. What goes
    /// beyond the quote is measured by the price list, and then the margin of everything. What comes back at the price at which the same
    /// order takes it out, or a better one, lets nothing go anew.
    /// </summary>
    /// <param name="lines">With the price of the lists and the standard cost.</param>
    /// <param name="sold">What was signed before and is left of it after the order.</param>
    /// <param name="removed">What the order takes out.</param>
    public static Concession Of(
        IReadOnlyList<QuoteLineTerms> lines, IReadOnlyList<LineTerms> sold, QuoteVersion? approved, IReadOnlyList<LineTerms>? removed = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(sold);
        List<LineTerms> added = [.. lines.Select(line => line.Sums)];
        var news = lines.Where(line => !Replaces(removed ?? [], added, line.Sums)).ToList();
        List<LineTerms> whole = [.. sold, .. added];
        var beyond = approved is null ? news : news.FindAll(line => !Covers(approved, whole, line));
        return news.Count == 0 || (beyond.Count == 0 && (approved is null || Sum(whole) >= approved.ExTax)) ? None : new Concession(
            beyond.Select(line => line.BelowList).DefaultIfEmpty(Percent.Zero).Max(), news.TrueForAll(line => line.MeasuredCost is not null),
            Sum(news.Select(line => line.Sums)), new(news.Sum(line => line.MeasuredCost?.Minor ?? 0)))
        {
            Line = LineOf(lines, beyond),
            IsLineListed = Deepest(beyond) is not { ListPrice: null },
            LineWithoutCost = LineWithoutCostOf(lines, news),
            FreeShare = FreeBeyond(approved, news),
        }.WithTaxOf(lines, beyond);
    }

    /// <summary>What the quote described freely, where it makes up more than in the quote: so much of it nobody has seen.</summary>
    private static Percent FreeBeyond(QuoteVersion? approved, List<QuoteLineTerms> news)
    {
        if (approved is null)
        {
            return Percent.Zero;
        }

        var share = ShareOf(news.Where(line => line.Text is not null && approved.Lines.Any(one => one.ProductId is null && one.Text == line.Text)), news);
        return share > Of(approved).FreeShare ? share : Percent.Zero;
    }

    private static Percent ShareOf(IEnumerable<QuoteLineTerms> free, IEnumerable<QuoteLineTerms> all)
    {
        var (part, whole) = (Sum(free.Select(line => line.Sums)).Minor, Sum(all.Select(line => line.Sums)).Minor);
        return part <= 0 ? Percent.Zero : part >= whole ? Percent.Hundred : new((int)decimal.Ceiling((decimal)part * Percent.Whole / whole));
    }

    private Concession WithTaxOf(IReadOnlyList<QuoteLineTerms> lines, IEnumerable<QuoteLineTerms> measured) =>
        measured.FirstOrDefault(line => line.IsTaxedOtherwise) is not { ProductTaxRate: { } own } first ? this : this with
        {
            LineTaxedOtherwise = PlaceOf(lines, first),
            TaxRates = (first.TaxRate, own),
        };

    private static int PlaceOf(IReadOnlyList<QuoteLineTerms> lines, QuoteLineTerms line) => lines.TakeWhile(one => !ReferenceEquals(one, line)).Count() + 1;

    private static int LineOf(IReadOnlyList<QuoteLineTerms> lines, IEnumerable<QuoteLineTerms> measured) =>
        Deepest(measured) is { BelowList.BasisPoints: > 0 } deepest ? PlaceOf(lines, deepest) : 0;

    private static QuoteLineTerms? Deepest(IEnumerable<QuoteLineTerms> measured) => measured.MaxBy(line => line.BelowList);

    private static int LineWithoutCostOf(IReadOnlyList<QuoteLineTerms> lines, IEnumerable<QuoteLineTerms> measured) =>
        measured.FirstOrDefault(line => line.IsCostTypedAsZero) is { } first ? PlaceOf(lines, first) : 0;

    /// <summary>No more of the product come at this price or a lower one than go at it.</summary>
    private static bool Replaces(IReadOnlyList<LineTerms> removed, List<LineTerms> added, LineTerms line)
    {
        return CheapOf(added) <= CheapOf(removed);

        long CheapOf(IEnumerable<LineTerms> lines) => lines.Where(one => one.ProductId == line.ProductId && EachOf(one) <= EachOf(line)).Sum(one => (long)one.Quantity);
    }

    /// <summary>As many as the quote offers at this price or a lower one, counting whatever is sold as cheaply beside it.</summary>
    private static bool Covers(QuoteVersion approved, List<LineTerms> whole, QuoteLineTerms priced)
    {
        var (line, offered) = (priced.Sums, approved.Lines.Select(one => one.Terms.Sums).ToList());
        // What the quote describes freely is sold as some product, and known by its words.
        var described = offered.Where(one => one.ProductId == 0).Select(one => one.Text).ToHashSet();
        return CheapOf(whole) <= CheapOf(offered) && IsTaxedAsSeen() && (KeyOf(line).ProductId != 0 || approved.Lines.Any(one => one.ProductId is null && one.Text == line.Text && IsAsSeen(one.Terms)));

        long CheapOf(IEnumerable<LineTerms> lines) => lines.Where(one => KeyOf(one) == KeyOf(line) && EachOf(one) <= EachOf(line)).Sum(one => (long)one.Quantity);
        // Whoever approved the words knew no product's tax rate either.
        bool IsTaxedAsSeen() => !priced.IsTaxedOtherwise || approved.Lines.Any(one => one.ProductId == line.ProductId && one.TaxRate == line.TaxRate);
        // Whoever approved the words knew neither the list price nor the standard cost of the product that they are sold as.
        bool IsAsSeen(QuoteLineTerms one) => priced.BelowList <= one.BelowList && !(priced.MeasuredCost > (one with { Quantity = priced.Quantity }).MeasuredCost);
        (long ProductId, string? Words) KeyOf(LineTerms one) => one.Text is not null && described.Contains(one.Text) ? (0, one.Text) : (one.ProductId, null);
    }

    private static decimal EachOf(LineTerms line) => (decimal)line.UnitPrice.Minor * (Percent.Whole - line.Discount.BasisPoints);

    private static Money Sum(IEnumerable<LineTerms> lines) => new(lines.Sum(line => line.NetExTax.Minor));
}
