using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>Cuts an amount by shares so that the parts always make the whole.</summary>
public static class PaymentTerms
{
    /// <summary>Each part ends where the rounded share of all parts so far ends; so the last one takes what rounding left.</summary>
    /// <param name="basisPoints">Together 10,000.</param>
    public static IReadOnlyList<Money> Split(Money amount, IReadOnlyList<int> basisPoints)
    {
        ArgumentNullException.ThrowIfNull(basisPoints);
        var (parts, so, taken) = (new List<Money>(), 0, Money.Zero);
        foreach (var share in basisPoints)
        {
            so += share;
            var until = new Percent(so).Of(amount);
            parts.Add(until - taken);
            taken = until;
        }

        return parts;
    }
}
