using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>What a version says.</summary>
/// <param name="ValidUntil">The last day on which the customer can accept it.</param>
/// <param name="Terms">Delivery, payment, warranty, in words.</param>
public sealed record QuoteFacts(DateOnly? ValidUntil, string? Terms, IReadOnlyList<QuoteLineTerms> Lines);

/// <summary>报价版本: one wording of a quote. As long as it is the draft it changes; what was sent never does.</summary>
public sealed class QuoteVersion
{
    private readonly List<QuoteLine> _lines = [];

    internal QuoteVersion(int no, QuoteStatus? revisedFrom, Stamp stamp) =>
        (No, RevisedFrom, CreatedAt, CreatedById) = (no, revisedFrom, stamp.At, stamp.ActorId);

    private QuoteVersion()
    {
    }

    public long Id { get; private set; }

    public long QuoteId { get; private set; }

    /// <summary>Counted from 1 within the quote.</summary>
    public int No { get; private set; }

    /// <summary>How far the quote was with the version before; null for the first.</summary>
    public QuoteStatus? RevisedFrom { get; private set; }

    public DateOnly? ValidUntil { get; private set; }

    public string? Terms { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public DateOnly? SentOn { get; private set; }

    /// <summary>Of what is not optional, as all of these.</summary>
    public Money ExTax { get; private set; }

    public Money Tax { get; private set; }

    public Money InTax { get; private set; }

    /// <summary>As far as it is known.</summary>
    public Money Cost { get; private set; }

    public bool IsCostKnown { get; private set; }

    public IReadOnlyList<QuoteLine> Lines => _lines;

    public IEnumerable<QuoteLine> Required => _lines.Where(line => !line.IsOptional).OrderBy(line => line.Place);

    public IEnumerable<QuoteLine> Options => _lines.Where(line => line.IsOptional).OrderBy(line => line.Place);

    public Money OptionsInTax => new(Options.Sum(line => line.InTax.Minor));

    public Money Margin => ExTax - Cost;

    /// <summary>What approvals reckon with: no less than the catalogue says.</summary>
    public Money MeasuredCost => new(Required.Sum(line => line.Terms.MeasuredCost?.Minor ?? 0));

    public Money MeasuredMargin => ExTax - MeasuredCost;

    public decimal? MarginRate => Contract.RateOf(Margin, ExTax);

    /// <summary>The line that lies furthest below the price list, options among them.</summary>
    public Percent BelowList => _lines.Select(line => line.Terms.BelowList).DefaultIfEmpty(Percent.Zero).Max();

    public QuoteFacts Facts => new(ValidUntil, Terms, [.. _lines.OrderBy(line => line.Place).Select(line => line.Terms)]);

    /// <param name="lastKey">The highest key that the quote has given to a line so far; new lines get the next ones.</param>
    internal int Say(QuoteFacts facts, int lastKey)
    {
        (facts.Lines.Count > ContractLengths.MostLines ? new Refusal("TooManyLines", ContractLengths.MostLines) : null).ThrowIfRefused();
        foreach (var (terms, at) in facts.Lines.Select((terms, at) => (terms, at)))
        {
            (terms.Fault() is { } fault ? new Refusal("QuoteLineFault", at + 1, fault) : null).ThrowIfRefused();
        }

        (ValidUntil, Terms) = (facts.ValidUntil, PlainText.Lines(facts.Terms));
        var known = new HashSet<int>();
        _lines.Clear();
        foreach (var terms in facts.Lines)
        {
            var key = terms.Key >= 1 && terms.Key <= lastKey && known.Add(terms.Key) ? terms.Key : ++lastKey;
            known.Add(key);
            _lines.Add(new QuoteLine(terms, _lines.Count + 1, key));
        }

        AddUp();
        return lastKey;
    }

    internal void Send(DateOnly on) => SentOn = on;

    private void AddUp()
    {
        var lines = Required.ToList();
        (ExTax, Tax, InTax) = (Sum(line => line.ExTax), Sum(line => line.Tax), Sum(line => line.InTax));
        (Cost, IsCostKnown) = (Sum(line => line.Cost ?? Money.Zero), lines.TrueForAll(line => line.Cost is not null));
        (_lines.Sum(line => line.InTax.Minor) > Money.Limit || Cost.Minor > Money.Limit ? new Refusal("PriceTooHigh") : null).ThrowIfRefused();

        Money Sum(Func<QuoteLine, Money> of) => lines.Aggregate(Money.Zero, (sum, line) => sum + of(line));
    }
}
