using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>The form of a version, with what each line comes to.</summary>
/// <param name="Quote">Null while it is a new one.</param>
/// <param name="Lines">By their place in the form; null where it can't be said.</param>
public sealed record QuoteFormPage(
    Opportunity Opportunity, Quote? Quote, QuoteForm Form, QuotePricing Pricing, IReadOnlyList<QuoteLineTerms?> Lines, QuotePolicy Policy, bool SeesMargin)
{
    public string Path => Quote is null ? $"/opportunities/{Opportunity.Id}/quotes" : $"/quotes/{Quote.Id}/edit";

    public string Back => Quote is null ? $"/opportunities/{Opportunity.Id}/quotes" : $"/quotes/{Quote.Id}";

    public IEnumerable<QuoteLineTerms> Required => Lines.OfType<QuoteLineTerms>().Where(line => !line.IsOptional);

    public Money ExTax => Sum(line => line.Sums.NetExTax);

    public Money Tax => Sum(line => line.Sums.Tax);

    public Money InTax => Sum(line => line.Sums.InTax);

    /// <summary>Null while what a line costs is not known.</summary>
    public Money? Cost => Required.Any(line => line.Sums.Cost is null) ? null : Sum(line => line.Sums.Cost ?? Money.Zero);

    public Money? Margin => Cost is { } cost ? ExTax - cost : null;

    public decimal? MarginRate => Margin is { } margin ? Contract.RateOf(margin, ExTax) : null;

    /// <summary>Each line for itself, so that one that is wrong does not hide the others.</summary>
    public static IReadOnlyList<QuoteLineTerms?> Add(QuoteForm form, Quote? quote, QuotePricing pricing)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(pricing);
        return [.. form.Lines.Select(line => line.IsEmpty ? null : Try(line, quote, pricing))];
    }

    private static QuoteLineTerms? Try(QuoteLineForm line, Quote? quote, QuotePricing pricing)
    {
        try
        {
            var terms = pricing.Terms(line, quote?.Current.Lines.FirstOrDefault(row => row.Key == line.Key));
            return terms.Fault() is null ? terms : null;
        }
        catch (RuleBroken)
        {
            return null;
        }
    }

    private Money Sum(Func<QuoteLineTerms, Money> of) => Required.Aggregate(Money.Zero, (sum, line) => sum + of(line));
}
