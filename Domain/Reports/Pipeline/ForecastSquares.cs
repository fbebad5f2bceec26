namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The sum of (probability − outcome)² by method: what the Brier score is the mean of.</summary>
internal sealed class ForecastSquares
{
    private readonly double[] _sums = new double[Enum.GetValues<ForecastMethod>().Length];

    public long Count { get; private set; }

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
