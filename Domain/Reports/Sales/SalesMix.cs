using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Sales;

/// <summary>What customers of one category signed in a period and in the one before it.</summary>
public readonly record struct MixPart(string? Category, int Contracts, Money Signed, int Before, Money SignedBefore);

/// <summary>
/// The size effect split further: what other shares of the categories do to the mean contract, at the means of before, and what is left for
/// larger or smaller contracts within them. Both together are the size effect.
/// </summary>
public readonly record struct SalesMix(Money Mix, Money Within)
{
    /// <summary>
    /// Mix = Σ n₁(category) · ā₀(category) − n₁ · ā₀. A category without a contract before has the mean of all: nothing is said of it by its share.
    /// </summary>
    public static SalesMix? Of(IReadOnlyCollection<MixPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (contracts, before) = (parts.Sum(part => part.Contracts), parts.Sum(part => part.Before));
        var (signed, signedBefore) = (new Money(parts.Sum(part => part.Signed.Minor)), new Money(parts.Sum(part => part.SignedBefore.Minor)));
        if (SalesEffect.Of(contracts, signed, before, signedBefore) is not { } effect)
        {
            return null;
        }

        var mean = decimal.Divide(signedBefore.Minor, before);
        var weighted = parts.Sum(part => part.Contracts * (part.Before == 0 ? mean : decimal.Divide(part.SignedBefore.Minor, part.Before)));
        var mix = new Money((long)decimal.Round(weighted - (contracts * mean), MidpointRounding.AwayFromZero));
        return new(mix, effect.Size - mix);
    }
}
