namespace SiCrm.Domain.Shared;

/// <summary>The hours of a working day with its lunch break; what somebody waited is counted in them (product text, section 1).</summary>
public sealed record BusinessHours(TimeOnly Start, TimeOnly LunchFrom, TimeOnly LunchTo, TimeOnly End)
{
    public static readonly BusinessHours Default = new(new(9, 0), new(12, 0), new(13, 0), new(18, 0));

    /// <summary>How much of a working day is worked.</summary>
    public TimeSpan Length => End - Start - (LunchTo - LunchFrom);

    /// <summary>The working time between two instants.</summary>
    public TimeSpan Between(DateTime from, DateTime to, CompanyTime time, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(calendar);
        var (first, last) = (time.Local(from), time.Local(to));
        if (last <= first)
        {
            return TimeSpan.Zero;
        }

        var (firstDay, lastDay) = (DateOnly.FromDateTime(first), DateOnly.FromDateTime(last));
        if (firstDay == lastDay)
        {
            return Worked(firstDay, first.TimeOfDay, last.TimeOfDay, calendar);
        }

        var whole = calendar.WorkingDaysBetween(firstDay, lastDay) * Length;
        return whole + Worked(firstDay, first.TimeOfDay, TimeSpan.FromDays(1), calendar) + Worked(lastDay, TimeSpan.Zero, last.TimeOfDay, calendar);
    }

    private TimeSpan Worked(DateOnly day, TimeSpan from, TimeSpan to, BusinessCalendar calendar) => calendar.IsWorkingDay(day)
        ? Overlap(from, to, Start, LunchFrom) + Overlap(from, to, LunchTo, End)
        : TimeSpan.Zero;

    private static TimeSpan Overlap(TimeSpan from, TimeSpan to, TimeOnly start, TimeOnly end)
    {
        var (first, last) = (Math.Max(from.Ticks, start.Ticks), Math.Min(to.Ticks, end.Ticks));
        return TimeSpan.FromTicks(Math.Max(0, last - first));
    }
}
