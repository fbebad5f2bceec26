using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Care;

/// <summary>On which days festivals and birthdays fall, and on which working day one sees to them.</summary>
public static class CareDays
{
    /// <exception cref="ArgumentOutOfRangeException">The kind is no festival.</exception>
    public static DateOnly Festival(CareKind kind, int year) => kind switch
    {
        CareKind.NewYear => new DateOnly(year, 1, 1),
        CareKind.SpringFestival => new LunarDay(1, 1).In(year),
        CareKind.DragonBoat => new LunarDay(5, 5).In(year),
        CareKind.MidAutumn => new LunarDay(8, 15).In(year),
        CareKind.NationalDay => new DateOnly(year, 10, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static DateOnly NextFestival(CareKind kind, DateOnly from) =>
        Festival(kind, from.Year) is var day && day >= from ? day : Festival(kind, from.Year + 1);

    /// <summary>The next birthday, today's included. Who was born on a 29 February keeps it on the 28th in ordinary years.</summary>
    /// <param name="isLunar">Kept by the Chinese calendar: found from the day of birth.</param>
    public static DateOnly NextBirthday(DateOnly birthday, bool isLunar, DateOnly from)
    {
        var isKnown = birthday >= LunarDay.First && birthday <= LunarDay.Last && from.Year < LunarDay.Last.Year;
        Func<int, DateOnly> dayIn = isLunar && isKnown ? LunarDay.Of(birthday).In : year => Anniversary(birthday, year);

        // A Chinese year ends within the next one of the sun's.
        return Enumerable.Range(from.Year - 1, 3).Select(dayIn).First(day => day >= from);
    }

    /// <summary>The last working day up to the day, or the first from today on when that has passed.</summary>
    public static DateOnly DueFor(this BusinessCalendar calendar, DateOnly day, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        while (day >= today && !calendar.IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        return day >= today ? day : calendar.AddWorkingDays(today.AddDays(-1), 1);
    }

    private static DateOnly Anniversary(DateOnly birthday, int year) =>
        new(year, birthday.Month, Math.Min(birthday.Day, DateTime.DaysInMonth(year, birthday.Month)));
}
