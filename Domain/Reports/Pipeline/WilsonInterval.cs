namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>A share with its 95 % Wilson score interval: how sure one may be of it after so few cases.</summary>
/// <param name="Hits">Of <paramref name="Of"/> cases.</param>
public readonly record struct WilsonInterval(long Hits, long Of)
{
    /// <summary>The quantile of the normal distribution for 95 %.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>The same for 90 %.</summary>
    public const double Z90 = 1.6448536269514722;

    /// <summary>Null without any case.</summary>
    public double? Share => Of == 0 ? null : (double)Hits / Of;

    public double Low => At(Z).Low;

    public double High => At(Z).High;

    /// <summary>The interval for another certainty.</summary>
    /// <param name="z">Its quantile of the normal distribution.</param>
    public (double Low, double High) At(double z)
    {
        if (Of == 0)
        {
            return (0, 1);
        }

        var centre = (Hits + (z * z / 2)) / (Of + (z * z));
        var half = z / (Of + (z * z)) * Math.Sqrt(((double)Hits * (Of - Hits) / Of) + (z * z / 4));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
