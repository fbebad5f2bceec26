namespace SiCrm.Domain.Appraisal;

/// <summary>Cuts what a team earned by its agreed shares, exact to the last minor unit.</summary>
public static class AgreedShares
{
    /// <summary>
    /// Largest remainder: each gets the whole units of his share, and what is left goes, unit by unit, to those whose share was cut
    /// most; of two cut alike, to the first. A reduction is cut as the same amount would be.
    /// </summary>
    /// <param name="basisPoints">Together 10,000.</param>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<int> basisPoints)
    {
        ArgumentNullException.ThrowIfNull(basisPoints);
        var whole = basisPoints.Sum(share => (long)share);
        if (whole == 0)
        {
            return [.. basisPoints.Select(_ => 0L)];
        }

        var exact = basisPoints.Select(share => Int128.Abs(amount) * share).ToList();
        var parts = exact.ConvertAll(part => (long)(part / whole));
        var left = Math.Abs(amount) - parts.Sum();
        foreach (var place in Enumerable.Range(0, parts.Count).OrderByDescending(place => exact[place] % whole).ThenBy(place => place).Take((int)left))
        {
            parts[place]++;
        }

        return amount < 0 ? parts.ConvertAll(part => -part) : parts;
    }
}
