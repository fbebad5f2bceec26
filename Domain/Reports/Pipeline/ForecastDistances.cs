using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Which weeks of the record tell how far a forecast may be off, by how far it is from the end of its period.</summary>
/// <param name="points">What one method said of one person or of all.</param>
public sealed class ForecastDistances(IReadOnlyCollection<ForecastPoint> points, CompanyTime time)
{
    private readonly List<(int Left, DateOnly Until, double Came)> _weeks =
        [.. points.Where(point => point.Forecast > 0).Select(point => (Left(point.Period, time.DayOf(point.At)), point.Period.Until, (double)point.Actual / point.Forecast))];

    /// <summary>Asked for each week of each person of a company, so it is filled again and again.</summary>
    private readonly List<(int Apart, double Came)> _near = [];

    /// <summary>
    /// What is known on the day: of the weeks whose period was over by then those nearest in distance, as many as the record has to have, with all
    /// that are as near. A win that was taken back since is missing from it.
    /// </summary>
    public RecordedRange? On(DateOnly day, FiscalSpan period)
    {
        var left = Left(period, day);
        _near.Clear();
        foreach (var week in _weeks)
        {
            if (week.Until < day)
            {
                _near.Add((Math.Abs(week.Left - left), week.Came));
            }
        }

        if (_near.Count < RecordedRange.Floor)
        {
            return null;
        }

        _near.Sort(static (one, other) => one.Apart.CompareTo(other.Apart));
        var apart = _near[RecordedRange.Floor - 1].Apart;
        return RecordedRange.Of([.. _near.TakeWhile(week => week.Apart <= apart).Select(week => week.Came)]);
    }

    /// <summary>The weeks that <see cref="On"/> is made of, what came least of what was said first; none where it tells nothing.</summary>
    public IReadOnlyList<ForecastPoint> Behind(DateOnly day, FiscalSpan period)
    {
        var left = Left(period, day);
        var near = points.Where(point => point.Forecast > 0 && point.Period.Until < day)
            .Select(point => (Apart: Math.Abs(Left(point.Period, time.DayOf(point.At)) - left), Point: point)).OrderBy(week => week.Apart).ToList();
        return near.Count < RecordedRange.Floor ? [] :
        [
            .. near.TakeWhile(week => week.Apart <= near[RecordedRange.Floor - 1].Apart).Select(week => week.Point).OrderBy(point => point.Part).ThenBy(point => point.At),
        ];
    }

    private static int Left(FiscalSpan period, DateOnly day) => period.Until.DayNumber - day.DayNumber;
}
