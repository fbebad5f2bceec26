using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>What a method said of a period at a week's start, beside what came true.</summary>
/// <param name="Key">The person, or <see cref="LedgerKey.Total"/>.</param>
/// <param name="Forecast">In minor units, as the others.</param>
/// <param name="Won">Of it, what was signed by then.</param>
/// <param name="Low">Of the interval that the opportunities known by then make, each won or not by itself.</param>
public sealed record ForecastPoint(DateTime At, FiscalSpan Period, ForecastMethod Method, string Key, long Forecast, long Won, double Low, double High, long Actual)
{
    /// <summary>What the weeks before it told by then; null while they were too few.</summary>
    public RecordedRange? Recorded { get; init; }

    /// <summary>Whether what came true lay within the recorded interval; null without one.</summary>
    public bool? IsWithinRecorded => Recorded?.Around(Won, Forecast) is { } range ? IsWithin(range.Low, range.High) : null;

    /// <summary>Whether it lay within that of the known opportunities.</summary>
    public bool IsWithinKnown => IsWithin(Low, High);

    /// <summary>Which part of what was said came true; nothing of nothing.</summary>
    public double Part => Forecast == 0 ? 0 : (double)Actual / Forecast;

    /// <summary>The last day of which all was known.</summary>
    public DateOnly Before(CompanyTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.DayOf(At).AddDays(-1);
    }

    private bool IsWithin(double low, double high) => Actual >= low - 1 && Actual <= high + 1;
}

/// <summary>How right a method has been.</summary>
/// <param name="Bias">The mean of forecast − actual, in minor units; above zero: too hopeful.</param>
/// <param name="RelativeBias">The sum of forecast − actual ÷ the sum of actual; null when nothing came.</param>
/// <param name="IntervalCoverage">The share of weeks in which what came true lay within the 95 % interval of the opportunities known by then.</param>
/// <param name="Brier">The mean of (probability − outcome)² over the opportunities of each week; null without any.</param>
/// <param name="Unforeseen">Of what came true, the share from opportunities that no method could count by then: they were not open, or expected at another time.</param>
public sealed record ForecastScore(
    ForecastMethod Method, string Key, int Weeks, double Bias, double MeanAbsoluteError, double? RelativeBias, double IntervalCoverage, double? Brier, long Judged, double? Unforeseen = null)
{
    /// <summary>How many weeks had a recorded interval by then.</summary>
    public int RecordedWeeks { get; init; }

    /// <summary>The share of these in which what came true lay within it; null without any.</summary>
    public double? RecordedCoverage { get; init; }

    /// <summary>The recorded interval of what is said today of the present period; null while the record is too short.</summary>
    public RecordedRange? Now { get; init; }
}
