using System.Globalization;

namespace SiCrm.Domain.Customers.Care;

/// <summary>A day of the Chinese calendar 农历, without its year.</summary>
/// <param name="Month">1 to 12; a leap month has the number of the month that it repeats.</param>
public readonly record struct LunarDay(int Month, int Day, bool IsInLeapMonth = false)
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    public static readonly DateOnly First = DateOnly.FromDateTime(Calendar.MinSupportedDateTime);
    public static readonly DateOnly Last = DateOnly.FromDateTime(Calendar.MaxSupportedDateTime);

    /// <summary>Of a day between <see cref="First"/> and <see cref="Last"/>.</summary>
    public static LunarDay Of(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        var (place, leap) = (Calendar.GetMonth(at), LeapPlace(Calendar.GetYear(at)));
        return new(leap > 0 && place >= leap ? place - 1 : place, Calendar.GetDayOfMonth(at), place == leap);
    }

    /// <summary>
    /// The day that it falls on in a Chinese year, which begins within the year of that number. A leap month that the year
    /// does not have is kept in the month itself, the 30th of a short month on its last day.
    /// </summary>
    public DateOnly In(int year)
    {
        var leap = LeapPlace(year);
        var isAfterLeap = leap > 0 && (Month >= leap || (IsInLeapMonth && Month == leap - 1));
        var place = isAfterLeap ? Month + 1 : Month;
        return DateOnly.FromDateTime(Calendar.ToDateTime(year, place, Math.Min(Day, Calendar.GetDaysInMonth(year, place)), 0, 0, 0, 0));
    }

    /// <summary>Which of the year's thirteen months is the leap one; zero for none.</summary>
    private static int LeapPlace(int year) => Calendar.GetLeapMonth(year);
}
