using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>
/// A day of birth and the day on which it is kept each year. Who was born on 29 February has it on the 28th in a year without;
/// by the Chinese calendar a day 30 is kept on the 29th of a short month, and a leap month's day in the month of the
/// same number in a year without that leap month.
/// </summary>
public readonly record struct Birthday
{
    private const int Lunar = 10_000;
    private const int LunarLeap = 20_000;

    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <param name="bornOn">The day of birth as the passport has it, also for who keeps it by the Chinese calendar.</param>
    /// <exception cref="RuleBroken">The Chinese calendar is not known for that day.</exception>
    public Birthday(DateOnly bornOn, bool isLunar)
    {
        (isLunar && !IsInCalendar(bornOn) ? new Refusal("BirthdayOutOfCalendar", bornOn) : null).ThrowIfRefused();
        (BornOn, IsLunar) = (bornOn, isLunar);
    }

    public DateOnly BornOn { get; }

    public bool IsLunar { get; }

    /// <summary>Month and day in its calendar as one number; <see cref="KeysOn"/> says which ones a day is for.</summary>
    public int Key => IsLunar ? LunarKey(LunarDay.Of(BornOn)) : SolarKey(BornOn);

    /// <summary>The day of birth by the Chinese calendar; null outside of it.</summary>
    public static LunarDay? LunarDayOf(DateOnly day) => IsInCalendar(day) ? LunarDay.Of(day) : null;

    /// <summary>The next day on which it is kept, today included; null when the calendar ends before.</summary>
    public DateOnly? NextOn(DateOnly today)
    {
        var first = today < BornOn ? BornOn : today;
        return IsLunar ? NextLunarOn(first) : NextSolarOn(first);
    }

    /// <summary>The keys of all birthdays that are kept on the day.</summary>
    public static IEnumerable<int> KeysOn(DateOnly day)
    {
        yield return SolarKey(day);
        if (day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year))
        {
            yield return SolarKey(day) + 1;
        }

        if (!IsInCalendar(day))
        {
            yield break;
        }

        foreach (var key in LunarKeysOn(LunarDay.Of(day)))
        {
            yield return key;
        }
    }

    private static IEnumerable<int> LunarKeysOn(LunarDay day)
    {
        IEnumerable<int> months = day.IsLeap ? [LunarLeap] : day.HasLeapTwin ? [Lunar] : [Lunar, LunarLeap];
        foreach (var month in months)
        {
            yield return month + (day.Month * 100) + day.Day;
            if (day is { Day: 29, IsShortMonth: true })
            {
                yield return month + (day.Month * 100) + 30;
            }
        }
    }

    private DateOnly? NextSolarOn(DateOnly first)
    {
        var thisYear = In(first.Year);
        return thisYear >= first ? thisYear : first.Year < DateOnly.MaxValue.Year ? In(first.Year + 1) : null;
    }

    private DateOnly In(int year) => new(year, BornOn.Month, Math.Min(BornOn.Day, DateTime.DaysInMonth(year, BornOn.Month)));

    private DateOnly? NextLunarOn(DateOnly first)
    {
        if (!IsInCalendar(first))
        {
            return null;
        }

        var born = LunarDay.Of(BornOn);
        var year = LunarDay.Of(first).Year;
        return InLunar(year, born) is { } soon && soon >= first ? soon : InLunar(year + 1, born);
    }

    private static DateOnly? InLunar(int year, LunarDay born)
    {
        if (year >= Calendar.GetYear(Calendar.MaxSupportedDateTime))
        {
            return null;
        }

        var leap = Calendar.GetLeapMonth(year);
        var ordinal = born.IsLeap && leap == born.Month + 1 ? leap : leap > 0 && born.Month >= leap ? born.Month + 1 : born.Month;
        var day = Math.Min(born.Day, Calendar.GetDaysInMonth(year, ordinal));
        return DateOnly.FromDateTime(Calendar.ToDateTime(year, ordinal, day, 0, 0, 0, 0));
    }

    private static bool IsInCalendar(DateOnly day)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return noon >= Calendar.MinSupportedDateTime && noon <= Calendar.MaxSupportedDateTime;
    }

    private static int SolarKey(DateOnly day) => (day.Month * 100) + day.Day;

    private static int LunarKey(LunarDay day) => (day.IsLeap ? LunarLeap : Lunar) + (day.Month * 100) + day.Day;
}

/// <summary>A day of the Chinese calendar.</summary>
/// <param name="Month">1 to 12; the leap month has the number of the one before it.</param>
/// <param name="HasLeapTwin">The year has a leap month of this number too.</param>
/// <param name="IsShortMonth">The month has 29 days.</param>
public readonly record struct LunarDay(int Year, int Month, int Day, bool IsLeap, bool HasLeapTwin, bool IsShortMonth)
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    internal static LunarDay Of(DateOnly day)
    {
        var at = day.ToDateTime(new TimeOnly(12, 0));
        var (year, ordinal) = (Calendar.GetYear(at), Calendar.GetMonth(at));
        var leap = Calendar.GetLeapMonth(year);
        var isLeap = leap > 0 && ordinal == leap;
        var month = leap > 0 && ordinal >= leap ? ordinal - 1 : ordinal;
        return new(year, month, Calendar.GetDayOfMonth(at), isLeap, !isLeap && leap == month + 1, Calendar.GetDaysInMonth(year, ordinal) == 29);
    }
}
