namespace SiCrm.Domain.Shared;

/// <summary>Which days are worked: Monday to Friday, but for single days made holidays or make-up working days 调休 (section 1).</summary>
public sealed class BusinessCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> makeUpDays)
{
    public static readonly BusinessCalendar Plain = new([], []);

    private readonly HashSet<DateOnly> _holidays = [.. holidays];
    private readonly HashSet<DateOnly> _makeUpDays = [.. makeUpDays];

    public bool IsWorkingDay(DateOnly day) =>
        _makeUpDays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>The day on which the given number of working days after <paramref name="day"/> have passed.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The working days strictly between two days.</summary>
    public int WorkingDaysBetween(DateOnly after, DateOnly before)
    {
        var count = 0;
        for (var day = after.AddDays(1); day < before; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }
}
