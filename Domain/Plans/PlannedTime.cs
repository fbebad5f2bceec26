using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>What an action takes of one person's time.</summary>
public readonly record struct PlannedTime(long ActionId, long PersonId, DateOnly StartOn, int? StartMinute, int Minutes, DateOnly DueOn)
{
    public bool Overlaps(PlannedTime other) => PersonId == other.PersonId && StartOn == other.StartOn
        && StartMinute is { } from && other.StartMinute is { } start && from < start + other.Minutes && start < from + Minutes;

    /// <summary>How much of it falls on which day: at its hour, or evenly on the working days until it is due.</summary>
    public IEnumerable<(DateOnly Day, int Minutes)> Spread(BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var days = StartMinute is not null || DueOn == StartOn ? [StartOn] : Days(StartOn, DueOn);
        var worked = days.Where(calendar.IsWorkingDay).ToList();
        var taken = worked.Count == 0 ? days : worked;
        var (part, rest) = (Minutes / taken.Count, Minutes % taken.Count);
        return taken.Select((day, i) => (day, part + (i < rest ? 1 : 0)));
    }

    private static List<DateOnly> Days(DateOnly from, DateOnly until) => [.. Enumerable.Range(0, until.DayNumber - from.DayNumber + 1).Select(from.AddDays)];
}

/// <summary>Clashes and overload of planned time.</summary>
public static class PlannedTimes
{
    /// <summary>More than so many planned minutes are too many for one day.</summary>
    public const int FullDay = 8 * 60;

    /// <summary>Planned minutes by person and day.</summary>
    public static Dictionary<(long PersonId, DateOnly Day), int> Loads(this IEnumerable<PlannedTime> times, BusinessCalendar calendar) => times
        .SelectMany(time => time.Spread(calendar).Select(part => (Key: (time.PersonId, part.Day), part.Minutes)))
        .GroupBy(part => part.Key).ToDictionary(group => group.Key, group => group.Sum(part => part.Minutes));

    /// <summary>The actions that somebody can't do because he does another at the same time.</summary>
    public static HashSet<(long ActionId, long PersonId)> Clashing(this IEnumerable<PlannedTime> times)
    {
        var clashing = new HashSet<(long, long)>();
        foreach (var day in times.Where(time => time.StartMinute is not null).GroupBy(time => (time.PersonId, time.StartOn)))
        {
            var (row, latest) = (default(PlannedTime), -1);
            foreach (var time in day.OrderBy(time => time.StartMinute))
            {
                if (time.StartMinute < latest)
                {
                    clashing.Add((time.ActionId, time.PersonId));
                    clashing.Add((row.ActionId, row.PersonId));
                }

                (row, latest) = time.StartMinute + time.Minutes > latest ? (time, (time.StartMinute ?? 0) + time.Minutes) : (row, latest);
            }
        }

        return clashing;
    }
}
