using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>报价审批权限: what a quote may say without anybody's approval, and how deep a discount each role approves; the newest version holds.</summary>
public sealed class QuotePolicy
{
    /// <summary>What holds until somebody saves a policy.</summary>
    public static readonly QuotePolicy Default = new(
        new Percent(1_000), new Percent(1_500), new Percent(2_000), new Dictionary<Role, Percent> { [Role.SalesManager] = new(2_500), [Role.GeneralManager] = Percent.Hundred },
        new Stamp(null, DateTime.UnixEpoch, DateOnly.FromDateTime(DateTime.UnixEpoch)));

    private readonly Dictionary<Role, Percent> _limits;

    /// <param name="freeDiscount">Up to this below the price list nobody is asked.</param>
    /// <param name="leastMargin">From this share of the amount on nobody is asked.</param>
    /// <param name="mostFree">Up to this share of the amount may be described freely: what is in no catalogue has no standard cost, so that its typed cost can't be believed.</param>
    /// <param name="limits">A role that is left out approves nothing.</param>
    /// <exception cref="RuleBroken">A share is out of range, or nobody may approve every discount.</exception>
    public QuotePolicy(Percent freeDiscount, Percent leastMargin, Percent mostFree, IReadOnlyDictionary<Role, Percent> limits, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (limits.Values.Append(freeDiscount).Append(leastMargin).Append(mostFree).Any(share => share > Percent.Hundred) ? new Refusal("QuoteLimitOutOfRange") : null).ThrowIfRefused();
        (limits.Values.Contains(Percent.Hundred) ? null : new Refusal("SomebodyApprovesAllQuotes")).ThrowIfRefused();
        _limits = limits.ToDictionary();
        (FreeDiscount, LeastMargin, MostFree, At, ActorId) = (freeDiscount, leastMargin, mostFree, stamp.At, stamp.ActorId);
    }

    private QuotePolicy() => _limits = [];

    public long Id { get; private set; }

    public Percent FreeDiscount { get; private set; }

    public Percent LeastMargin { get; private set; }

    public Percent MostFree { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IReadOnlyDictionary<Role, Percent> Limits => _limits;

    /// <summary>The highest of the roles' limits; null: approves nothing.</summary>
    public Percent? LimitOf(IEnumerable<Role> roles) => roles.Where(_limits.ContainsKey).Select(role => (Percent?)_limits[role]).Max();

    /// <summary>Why the version needs an approval; none: it may go out.</summary>
    public IReadOnlyList<QuoteConcern> Concerns(QuoteVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Concerns(Concession.Of(version));
    }

    /// <summary>Why lines that somebody types would need one.</summary>
    public IReadOnlyList<QuoteConcern> Concerns(IReadOnlyList<QuoteLineTerms> offered) => Concerns(Concession.Of(offered));

    /// <summary>Why a contract can't be signed, or added to, for this by whoever has these roles, and what helps; null: he may.</summary>
    /// <param name="others">The roles of those who could sign in his place.</param>
    public Refusal? CanSell(Concession concession, IEnumerable<Role> signer, IEnumerable<Role> others)
    {
        ArgumentNullException.ThrowIfNull(concession);
        var concerns = Concerns(concession);
        if (concerns.Count == 0 || LimitOf(signer) >= concession.BelowList)
        {
            return null;
        }

        var nearest = others.Where(role => _limits.TryGetValue(role, out var limit) && limit >= concession.BelowList).OrderBy(role => _limits[role]).Take(1).ToList();
        return new Refusal("SaleNeedsApproval", concerns[0] switch
        {
            QuoteConcern.DiscountAboveLimit => new Refusal(concession.IsLineListed ? "SaleBelowList" : "SaleDiscounted", concession.BelowList, FreeDiscount, concession.Line),
            QuoteConcern.TaxedOtherwise => new Refusal("SaleTaxedOtherwise", concession.LineTaxedOtherwise, concession.TaxRates.Said, concession.TaxRates.Own),
            QuoteConcern.MuchIsFree => new Refusal("SaleMuchIsFree", concession.FreeShare, MostFree),
            QuoteConcern.CostUnknown => new Refusal("SaleCostUnknown"),
            QuoteConcern.CostIsZero => new Refusal("SaleCostIsZero", concession.LineWithoutCost),
            _ => new Refusal("SaleMarginThin", LeastMargin),
        }, nearest.Count > 0 ? new Refusal("ApproveByQuoteOrSigner", nearest[0]) : new Refusal("ApproveByQuote"));
    }

    private List<QuoteConcern> Concerns(Concession concession)
    {
        var found = new List<QuoteConcern>();
        if (concession.BelowList > FreeDiscount)
        {
            found.Add(QuoteConcern.DiscountAboveLimit);
        }

        if (concession.LineTaxedOtherwise > 0)
        {
            found.Add(QuoteConcern.TaxedOtherwise);
        }

        if (concession.FreeShare > MostFree)
        {
            found.Add(QuoteConcern.MuchIsFree);
        }

        if (!concession.IsCostKnown)
        {
            found.Add(QuoteConcern.CostUnknown);
        }
        else if ((decimal)concession.Margin.Minor * Percent.Whole < (decimal)concession.ExTax.Minor * LeastMargin.BasisPoints)
        {
            found.Add(QuoteConcern.MarginBelowLimit);
        }

        if (concession.LineWithoutCost > 0)
        {
            found.Add(QuoteConcern.CostIsZero);
        }

        return found;
    }
}
