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
        var parts = new long[basisPoints.Count];
        if (whole == 0)
        {
            return parts;
        }

        // A year of a company is cut a hundred thousand times, and mostly there is one who gets all.
        var (left, cut) = (Math.Abs(amount), new Int128[parts.Length]);
        for (var place = 0; place < parts.Length; place++)
        {
            var exact = Int128.Abs(amount) * basisPoints[place];
            (parts[place], cut[place]) = ((long)(exact / whole), exact % whole);
            left -= parts[place];
        }

        if (left > 0)
        {
            foreach (var place in Enumerable.Range(0, parts.Length).OrderByDescending(place => cut[place]).ThenBy(place => place).Take((int)left))
            {
                parts[place]++;
            }
        }

        return amount < 0 ? Array.ConvertAll(parts, part => -part) : parts;
    }
}
