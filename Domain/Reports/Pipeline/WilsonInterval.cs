namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>A share with its 95 % Wilson score interval: how sure one may be of it after so few cases.</summary>
/// <param name="Hits">Of <paramref name="Of"/> cases.</param>
public readonly record struct WilsonInterval(long Hits, long Of)
{
    /// <summary>The quantile of the normal distribution for 95 %.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>Null without any case.</summary>
    public double? Share => Of == 0 ? null : (double)Hits / Of;

    public double Low => Of == 0 ? 0 : Math.Max(0, Centre - Half);

    public double High => Of == 0 ? 1 : Math.Min(1, Centre + Half);

    private double Centre => (Hits + (Z * Z / 2)) / (Of + (Z * Z));

    private double Half => Z / (Of + (Z * Z)) * Math.Sqrt(((double)Hits * (Of - Hits) / Of) + (Z * Z / 4));
}
