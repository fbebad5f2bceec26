using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>
/// Dates and times as files have them, the year first or written with points (<c>1.10.2011</c>). What has no offset is
/// the company's own wall clock. <c>10/11/2011</c> is refused: nobody can say which is the month.
/// </summary>
public static class InstantText
{
    private static readonly DateTime Earliest = new(1970, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Formats =
    [
        "yyyy-M-d H:m:s.FFFFFFF", "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d",
        "yyyy-M-d h:m:s tt", "yyyy-M-d h:m tt", "yyyy-M-d tt h:m:s", "yyyy-M-d tt h:m", "yyyyMMdd",
        "d.M.yyyy H:m:s", "d.M.yyyy H:m", "d.M.yyyy",
    ];

    public static bool TryParse(string text, CompanyTime time, out DateTime utc)
    {
        ArgumentNullException.ThrowIfNull(time);
        var (wall, offset) = Split(Plain(text));
        if (!DateTime.TryParseExact(wall, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var local))
        {
            utc = default;
            return false;
        }

        utc = Stamp.WholeMilliseconds(offset is { } known ? local - known : time.Utc(local));
        return utc >= Earliest && utc < Latest;
    }

    public static bool TryParseDay(string text, CompanyTime time, out DateOnly day)
    {
        var read = TryParse(text, time, out var utc);
        day = read ? time.DayOf(utc) : default;
        return read;
    }

    /// <summary>Splits <c>+02:00</c>, <c>+0200</c> or <c>Z</c> off the end; only a text with a time of day has one.</summary>
    private static (string Wall, TimeSpan? Offset) Split(string text)
    {
        if (text.EndsWith('Z') && text.Contains(':', StringComparison.Ordinal))
        {
            return (text[..^1], TimeSpan.Zero);
        }

        var sign = text.LastIndexOfAny(['+', '-']);
        return sign > text.IndexOf(':', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text[(sign + 1)..], ["hh\\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var size)
            && size <= TimeSpan.FromHours(14)
            ? (text[..sign], text[sign] == '-' ? -size : size)
            : (text, null);
    }

    private static string Plain(string text)
    {
        var trimmed = text.Trim();
        var ascii = Ascii.IsValid(trimmed) ? trimmed : Translated(trimmed.Normalize(NormalizationForm.FormKC));
        var dashed = ascii.Length > 4 && ascii[4] is '/' or '.' ? Dashed(ascii) : ascii;
        return dashed.Replace('T', ' ');
    }

    private static string Dashed(string text) =>
        string.Concat(text.AsSpan(0, Math.Min(10, text.Length)).ToString().Replace('/', '-').Replace('.', '-'), text.AsSpan(Math.Min(10, text.Length)));

    private static string Translated(string text) => new StringBuilder(text)
        .Replace('年', '-').Replace('月', '-').Replace("日", " ")
        .Replace("上午", " AM ").Replace("下午", " PM ")
        .Replace('时', ':').Replace('点', ':').Replace('分', ':').Replace("秒", "")
        .ToString().TrimEnd(':', ' ');
}
