using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>
/// Which weeks of the record tell how far a forecast may be off: those in which about as much was said as usual, by how far they are from the end of
/// their period. Of next to nothing any part may come true, a hundred times of it too: such a week tells nothing of a forecast of a usual size.
/// </summary>
/// <param name="points">What one method said of one person or of all.</param>
public sealed class ForecastDistances(IReadOnlyCollection<ForecastPoint> points, CompanyTime time)
{
    /// <summary>A week counts in which at least the part 1 ÷ this was said of what was said in the middle one of all weeks.</summary>
    public const int UsualPart = 4;

    private readonly List<(int Left, ForecastPoint Point)> _weeks = [.. points.Where(point => point.Forecast > 0).Select(point => (Left(point.Period, time.DayOf(point.At)), point))];

    /// <summary>Both are asked for each week of each person of a company, so they are filled again and again.</summary>
    private readonly List<(int Apart, ForecastPoint Point)> _near = [];
    private readonly List<long> _said = [];

    /// <summary>
    /// What is known on the day: of the weeks whose period was over by then those nearest in distance, as many as the record has to have, with all
    /// that are as near. A win that was taken back since is missing from it.
    /// </summary>
    public RecordedRange? On(DateOnly day, FiscalSpan period) =>
        RecordedRange.Of([.. Nearest(day, period).Select(point => point.Part)]) is { } range ? range with { Least = LeastOf(_said) } : null;

    /// <summary>The weeks that <see cref="On"/> is made of, what came least of what was said first; none where it tells nothing.</summary>
    public IReadOnlyList<ForecastPoint> Behind(DateOnly day, FiscalSpan period) => [.. Nearest(day, period).OrderBy(point => point.Part).ThenBy(point => point.At)];

    private IEnumerable<ForecastPoint> Nearest(DateOnly day, FiscalSpan period)
    {
        var left = Left(period, day);
        _near.Clear();
        _said.Clear();
        foreach (var (apart, point) in _weeks)
        {
            if (point.Period.Until < day)
            {
                _near.Add((Math.Abs(apart - left), point));
                _said.Add(point.Forecast);
            }
        }

        _said.Sort();
        var least = LeastOf(_said);
        _near.RemoveAll(week => week.Point.Forecast < least);
        if (_near.Count < RecordedRange.Floor)
        {
            return [];
        }

        _near.Sort(static (one, other) => one.Apart.CompareTo(other.Apart));
        var farthest = _near[RecordedRange.Floor - 1].Apart;
        return _near.TakeWhile(week => week.Apart <= farthest).Select(week => week.Point);
    }

    private static long LeastOf(List<long> sorted) => sorted.Count == 0 ? 0 : sorted[sorted.Count / 2] / UsualPart;

    private static int Left(FiscalSpan period, DateOnly day) => period.Until.DayNumber - day.DayNumber;
}
