using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The Kaplan–Meier estimate of the days until an opportunity that entered a stage is closed.</summary>
public sealed class ClosingCurve
{
    private readonly double[] _staying;

    /// <param name="closed">How many were closed after so many days.</param>
    /// <param name="seen">How many were seen so long and no longer: those closed then, and those still open that came so many days ago.</param>
    internal ClosingCurve(long[] closed, long[] seen)
    {
        _staying = new double[closed.Length];
        var (staying, there) = (1.0, seen.Sum());
        for (var days = 0; days < closed.Length; there -= seen[days], days++)
        {
            staying *= closed[days] == 0 ? 1 : 1 - ((double)closed[days] / there);
            _staying[days] = staying;
            Closed += closed[days];
        }
    }

    public long Closed { get; }

    /// <summary>Of those open after the first days, the share that is closed between the second and the third.</summary>
    public double Within(int age, int from, int until)
    {
        var there = After(age);
        return there <= 0 ? 0 : (After(from) - After(until)) / there;
    }

    private double After(int days) => days < 0 ? 1 : _staying[Math.Min(days, _staying.Length - 1)];
}

/// <summary>When open opportunities without an expected date are likely to be closed, as it was known on one day.</summary>
/// <param name="Today">See <see cref="LearntClosings.DayOf"/>.</param>
public sealed record ForecastTiming(int Today, IReadOnlyDictionary<int, ClosingCurve> Stages)
{
    public static readonly ForecastTiming Nothing = new(0, new Dictionary<int, ClosingCurve>());

    /// <summary>How likely it is closed within the period; null when that is over, and where fewer than <see cref="ForecastChances.Floor"/> of its stage have been.</summary>
    /// <param name="entered">The day on which it came into its stage.</param>
    /// <param name="day">The company's day on which this is asked.</param>
    public double? Within(int stageId, int entered, FiscalSpan period, DateOnly day)
    {
        if (period.Until < day || Stages.GetValueOrDefault(stageId) is not { Closed: >= ForecastChances.Floor } curve)
        {
            return null;
        }

        var age = Today - entered;
        return curve.Within(age, age + Math.Max(0, period.From.DayNumber - day.DayNumber), age + Math.Max(0, period.Until.DayNumber + 1 - day.DayNumber));
    }
}
