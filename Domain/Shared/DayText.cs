using System.Globalization;
using System.Text;

namespace SiCrm.Domain.Shared;

/// <summary>Days as people write them: <c>2026-11-21</c>, <c>11/21</c>, <c>11月21日</c>, <c>明天</c>, <c>next Wednesday</c>, <c>下周三</c>, <c>+3</c>.</summary>
public static class DayText
{
    private static readonly string[] Formats =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "d.M.yyyy", "d MMM yyyy", "d MMMM yyyy"];

    private static readonly string[] FormatsWithoutYear = ["yyyy M-d", "yyyy M/d", "yyyy M月d日"];

    private static readonly Dictionary<string, int> Distances = new()
    {
        ["today"] = 0, ["今天"] = 0, ["tomorrow"] = 1, ["明天"] = 1, ["后天"] = 2, ["yesterday"] = -1, ["昨天"] = -1, ["前天"] = -2,
    };

    private static readonly string[] EnglishWeekdays =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private const string ChineseWeekdays = "一二三四五六日";

    /// <summary>False when it is no day, or lies outside the years 1900 to 2199.</summary>
    public static bool TryParse(string? text, DateOnly today, out DateOnly day)
    {
        var plain = (text ?? "").Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        day = default;
        return plain.Length is > 0 and <= 40
            && (TryDate(plain, today, out day) || TryDistance(plain, today, out day) || TryWeekday(plain, today, out day))
            && day.Year is >= 1900 and < 2200;
    }

    private static bool TryDate(string text, DateOnly today, out DateOnly day) =>
        DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        || DateOnly.TryParseExact(
            $"{today.Year} {text}", FormatsWithoutYear, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool TryDistance(string text, DateOnly today, out DateOnly day)
    {
        day = today;
        if (Distances.TryGetValue(text, out var distance)
            || (text[0] is '+' && int.TryParse(text[1..].TrimEnd('d', '天'), NumberStyles.None, CultureInfo.InvariantCulture, out distance)
                && distance < 20_000))
        {
            day = today.AddDays(distance);
            return true;
        }

        return false;
    }

    /// <summary>A weekday alone, or with "this", is the one of this week or, once past, of the next; "next" is the one of the next week.</summary>
    private static bool TryWeekday(string text, DateOnly today, out DateOnly day)
    {
        day = default;
        var (weeks, name) = text switch
        {
            _ when text.StartsWith("next ", StringComparison.Ordinal) => (1, text[5..]),
            _ when text.StartsWith("this ", StringComparison.Ordinal) => (0, text[5..]),
            _ when text.StartsWith('下') => (1, text[1..]),
            _ when text.StartsWith('这') || text.StartsWith('本') => (0, text[1..]),
            _ => ((int?)null, text),
        };
        if (Weekday(name) is not { } index)
        {
            return false;
        }

        day = IsoWeek.Of(today).Monday.AddDays(index + (7 * (weeks ?? 0)));
        day = weeks is null && day < today ? day.AddDays(7) : day;
        return true;
    }

    private static int? Weekday(string name)
    {
        foreach (var prefix in (string[])["星期", "礼拜", "周"])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                var index = ChineseWeekdays.IndexOf(name[prefix.Length..].Replace('天', '日'), StringComparison.Ordinal);
                return name.Length == prefix.Length + 1 && index >= 0 ? index : null;
            }
        }

        var english = Array.FindIndex(EnglishWeekdays, day => name.Length >= 3 && day.StartsWith(name, StringComparison.Ordinal));
        return english >= 0 ? english : null;
    }
}
