using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>How likely an open opportunity is won, by each method, as it was known at one instant.</summary>
/// <param name="Present">The fiscal period of that instant.</param>
public sealed record ForecastChances(
    StageScheme Stages, IReadOnlyDictionary<int, WilsonInterval> Learned, IReadOnlyDictionary<Horizon, WilsonInterval> Horizons, FiscalSpan Present)
{
    /// <summary>With fewer cases than this the stage's own estimate holds.</summary>
    public const int Floor = 20;

    public DateOnly Today { get; init; }

    public ForecastTiming Timing { get; init; } = ForecastTiming.Nothing;

    public double Of(ForecastMethod method, in ForecastItem item)
    {
        var estimate = (Stages.Find(item.Standing.StageId)?.Probability ?? 0) / 100.0;
        return method switch
        {
            ForecastMethod.Learned => Learnt(Learned.GetValueOrDefault(item.Standing.StageId), estimate),
            ForecastMethod.Horizon => Learnt(Horizons.GetValueOrDefault(PipelinePaths.HorizonOf(item.Standing, Present)), estimate),
            ForecastMethod.Called => item.Called / 100.0 ?? estimate,
            _ => estimate,
        };
    }

    /// <summary>
    /// Which part of it belongs to the period: all of what is expected in it; of what has no expected date, as much as it is likely to be
    /// closed within the period. Null for what is in none, and while too few have been closed to tell.
    /// </summary>
    /// <param name="present">The one that has what is overdue.</param>
    public double? PartIn(in ForecastItem item, FiscalSpan period, FiscalSpan present) =>
        item.IsFor(period, present) ? 1 : item is { IsUndated: true, Entered: { } entry } ? Timing.Within(entry.StageId, entry.Day, period, Today) : null;

    /// <summary>By each method, in their order.</summary>
    internal double[] All(in ForecastItem item)
    {
        var chances = new double[Enum.GetValues<ForecastMethod>().Length];
        for (var method = 0; method < chances.Length; method++)
        {
            chances[method] = Of((ForecastMethod)method, item);
        }

        return chances;
    }

    private static double Learnt(WilsonInterval share, double estimate) => share.Of < Floor ? estimate : share.Share ?? estimate;
}
