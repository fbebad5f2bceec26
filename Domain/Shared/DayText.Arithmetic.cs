using System.Text.RegularExpressions;

namespace SiCrm.Domain.Shared;

/// <content>What the shapes mean; null where the calendar has no such day.</content>
public static partial class DayText
{
    private const string ChineseNumbers = "一二三四五六七八九十";

    private static readonly string[] EnglishWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 1970 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static DateOnly? NextYearly(int month, int day, DateOnly today) =>
        Enumerable.Range(today.Year, 9).Select(year => Day(year, month, day)).FirstOrDefault(found => found >= today);

    private static DateOnly? NextMonthly(int day, DateOnly today) =>
        Enumerable.Range(0, 13).Select(months => FirstOfMonth(today).AddMonths(months))
            .Select(first => Day(first.Year, first.Month, day)).FirstOrDefault(found => found >= today);

    private static DateOnly? Later(GroupCollection groups, DateOnly today) => Count(groups["n"]) switch
    {
        var count when groups["days"].Success => today.AddDays(count),
        var count when groups["weeks"].Success => today.AddDays(7 * count),
        var count => today.AddMonths(count),
    };

    /// <summary>下周三 and <c>next wed</c> lie in the next ISO week, 本周三 in this one; a bare weekday is the next from today on.</summary>
    private static DateOnly? Weekday(GroupCollection groups, DateOnly today)
    {
        var name = groups["d"].Value;
        var index = name is "日" or "天" ? 6
            : name.Length == 1 ? ChineseNumbers.IndexOf(name, StringComparison.Ordinal) : Array.IndexOf(EnglishWeekdays, name[..3]);
        var day = IsoWeek.Of(today).Monday.AddDays(index);
        return groups["w"].Value switch
        {
            "下下" => day.AddDays(14),
            "下" or "next" => day.AddDays(7),
            "本" or "这" or "this" => day,
            _ => day < today ? day.AddDays(7) : day,
        };
    }

    private static int Count(Group group) => group.Value switch
    {
        "a" or "one" => 1,
        "two" or "两" => 2,
        "three" => 3,
        "four" => 4,
        "six" => 6,
        var text when ChineseNumbers.IndexOf(text, StringComparison.Ordinal) is >= 0 and var index => index + 1,
        _ => Number(group),
    };

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly LastOfMonth(DateOnly day) => FirstOfMonth(day).AddMonths(1).AddDays(-1);
}
