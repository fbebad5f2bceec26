using System.Globalization;
using System.Text.RegularExpressions;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>
/// Hours of the day and lengths of time as people write them: <c>14:30</c>, <c>9</c>, <c>2pm</c>, <c>下午3点半</c>; <c>1.5</c>, <c>90m</c>,
/// <c>1h30</c>, <c>半天</c>, <c>2小时</c>.
/// </summary>
public static partial class ClockText
{
    private const int Hour = 60;
    private const int WorkingDay = 8 * Hour;

    /// <summary>The minute of the day.</summary>
    public static bool TryReadClock(string? text, out int minute)
    {
        minute = 0;
        var found = Clock().Match(Plain(text));
        if (!found.Success)
        {
            return false;
        }

        var hour = Number(found.Groups["h"]);
        var late = found.Groups["late"].Success;
        var early = found.Groups["early"].Success;
        if (hour > 23 || ((late || early) && hour > 12))
        {
            return false;
        }

        hour = late && hour < 12 ? hour + 12 : early && hour == 12 ? 0 : hour;
        minute = (hour * Hour) + (found.Groups["half"].Success ? 30 : found.Groups["m"].Success ? Number(found.Groups["m"]) : 0);
        return minute % Hour < Hour && (!found.Groups["m"].Success || Number(found.Groups["m"]) < Hour);
    }

    /// <summary>Minutes; a plain number is hours.</summary>
    public static bool TryReadLength(string? text, out int minutes)
    {
        minutes = 0;
        var plain = Plain(text);
        if (plain is "半天" or "half a day")
        {
            minutes = WorkingDay / 2;
            return true;
        }

        var found = Length().Match(plain);
        if (!found.Success || !decimal.TryParse(found.Groups["n"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        var unit = found.Groups["days"].Success ? WorkingDay : found.Groups["minutes"].Success ? 1 : Hour;
        var whole = Math.Round(amount * unit, MidpointRounding.AwayFromZero) + (found.Groups["m"].Success ? Number(found.Groups["m"]) : 0);
        minutes = whole <= PlanAction.MostMinutes ? (int)whole : PlanAction.MostMinutes + 1;
        return true;
    }

    public static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / Hour:00}:{minute % Hour:00}");

    /// <summary>Hours with at most two decimals.</summary>
    public static string Hours(long minutes) => decimal.Divide(minutes, Hour).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Plain(string? text) => text?.Length > 30 ? "" : PlainText.Folded(text).Trim();

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?:(?<early>上午|早上|凌晨)|(?<late>下午|晚上|中午))?\s?(?<h>\d{1,2})(?:(?:[:.点时h])(?:(?<m>\d{1,2})分?|(?<half>半))?)?\s?(?:(?<early>am)|(?<late>pm))?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^(?<n>\d{1,5}(?:\.\d{1,3})?)\s?(?:(?<days>d|days?|天|人天)|(?<minutes>m|min|minutes?|分钟?)|(?:h|hours?|个?小时|:|时)\s?(?:(?<m>\d{1,2})\s?(?:m|min|分钟?)?)?)?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
