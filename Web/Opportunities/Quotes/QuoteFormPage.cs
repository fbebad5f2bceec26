using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What the rule of approvals says of what is offered.</summary>
/// <param name="Concession">How far the line that goes deepest lies below the price list.</param>
public sealed record QuoteJudgement(IReadOnlyList<QuoteConcern> Concerns, Concession Concession, QuotePolicy Policy);

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

    /// <summary>As the approval reckons with it; null while what a line costs is not known.</summary>
    public Money? Cost => Required.Any(line => line.MeasuredCost is null) ? null : Sum(line => line.MeasuredCost ?? Money.Zero);

    /// <summary>Everything that is typed can be added up.</summary>
    public bool IsWhole => Form.Lines.Zip(Lines).All(pair => pair.First.IsEmpty || pair.Second is not null);

    /// <summary>Why it will need an approval, as far as the viewer sees what it is measured by.</summary>
    public QuoteJudgement Judgement
    {
        get
        {
            var offered = Lines.OfType<QuoteLineTerms>().ToList();
            var concerns = offered.Count == 0 ? [] : Policy.Concerns(offered);
            var concession = Concession.Of(offered);
            // Rows are numbered as the form numbers them, with those that are empty.
            return new([.. concerns.Where(concern => SeesMargin || !concern.IsOfCost())],
                concession with { Line = RowOf(concession.Line), LineWithoutCost = RowOf(concession.LineWithoutCost), LineTaxedOtherwise = RowOf(concession.LineTaxedOtherwise) }, Policy);

            int RowOf(int line) => line == 0 ? 0 : Lines.ToList().IndexOf(offered[line - 1]) + 1;
        }
    }

    /// <summary>What one of the kept line's product cost by the catalogue when it was put in; null for others and for whom costs are hidden from.</summary>
    public Money? StandardCostOf(QuoteLineForm line) =>
        SeesMargin && line is { Key: not 0 } ? Quote?.Current.Lines.FirstOrDefault(row => row.Key == line.Key && row.ProductId is not null)?.StandardCost : null;

    public string? CodeOf(QuoteLineForm line) =>
        line is { Key: not 0 } && Quote?.Current.Lines.FirstOrDefault(row => row.Key == line.Key)?.ProductId is { } id ? Pricing.Products.FirstOrDefault(product => product.Id == id)?.Code : null;

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
            return pricing.Terms(line, quote?.Current.Lines.FirstOrDefault(row => row.Key == line.Key));
        }
        catch (RuleBroken)
        {
            return null;
        }
    }

    private Money Sum(Func<QuoteLineTerms, Money> of) => Required.Aggregate(Money.Zero, (sum, line) => sum + of(line));
}
