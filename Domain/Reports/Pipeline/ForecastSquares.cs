namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The sum of (probability − outcome)² by method: what the Brier score is the mean of; and what came that could be foreseen.</summary>
internal sealed class ForecastSquares
{
    private readonly double[] _sums = new double[Enum.GetValues<ForecastMethod>().Length];

    public long Count { get; private set; }

    /// <summary>In minor units, over all weeks: signed by then, or signed later and open by then.</summary>
    public long Foreseen { get; set; }

    public void Add(double[] chances, bool hasCome)
    {
        Count++;
        for (var method = 0; method < _sums.Length; method++)
        {
            var miss = chances[method] - (hasCome ? 1 : 0);
            _sums[method] += miss * miss;
        }
    }

    /// <summary>Null without any.</summary>
    public double? Mean(ForecastMethod method) => Count == 0 ? null : _sums[(int)method] / Count;
}
