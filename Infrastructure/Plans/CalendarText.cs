using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Plans;

/// <summary>One event as calendar programs know it.</summary>
/// <param name="Uid">The same for the same event however often it is read.</param>
/// <param name="Sequence">Rises with every change.</param>
/// <param name="StampedAt">Since when it is told so.</param>
/// <param name="Url">Where it can be looked at.</param>
public sealed record CalendarEvent(
    string Uid, int Sequence, string Summary, string? Description, string? Location, DateOnly Day, int? StartMinute, int Minutes, DateTime StampedAt, string? Url)
{
    /// <summary>Null where it is not known.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>The last of several whole days; null for one.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Who takes part, by name and address: for an invitation.</summary>
    public IReadOnlyList<(string Name, string Email)> Guests { get; init; } = [];

    public (string Name, string Email)? Host { get; init; }
}

/// <summary>
/// Writes calendars as RFC 5545 says: lines of at most 75 bytes that cut no character, texts escaped, hours in UTC (so that no time
/// zone has to be described), whole days as dates.
/// </summary>
public static class CalendarText
{
    private const int Fold = 75;

    /// <param name="isInvitation">Asks to be put into the reader's calendar; otherwise a calendar that is read again and again.</param>
    public static string Write(string name, IEnumerable<CalendarEvent> events, CompanyTime time, bool isInvitation = false)
    {
        ArgumentNullException.ThrowIfNull(events);
        var text = new StringBuilder();
        foreach (var line in Head(name, isInvitation).Concat(events.SelectMany(one => Lines(one, time, isInvitation))).Append("END:VCALENDAR"))
        {
            AppendFolded(text, line);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Head(string name, bool isInvitation) =>
    [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SiCrm//Plans//EN", "CALSCALE:GREGORIAN", isInvitation ? "METHOD:REQUEST" : "METHOD:PUBLISH",
        .. isInvitation ? Array.Empty<string>() : [$"X-WR-CALNAME:{Escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"],
    ];

    private static IEnumerable<string> Lines(CalendarEvent one, CompanyTime time, bool isInvitation)
    {
        yield return "BEGIN:VEVENT";
        yield return $"UID:{one.Uid}";
        yield return $"DTSTAMP:{Utc(one.StampedAt)}";
        if (one.ChangedAt is { } changedAt)
        {
            yield return $"LAST-MODIFIED:{Utc(changedAt)}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{one.Sequence}");
        foreach (var line in When(one, time))
        {
            yield return line;
        }

        yield return $"SUMMARY:{Escaped(one.Summary)}";
        foreach (var (property, value) in new[] { ("DESCRIPTION", one.Description), ("LOCATION", one.Location) })
        {
            if (value is not null)
            {
                yield return $"{property}:{Escaped(value)}";
            }
        }

        if (one.Url is { } url)
        {
            yield return $"URL:{url}";
        }

        foreach (var line in isInvitation ? People(one) : [])
        {
            yield return line;
        }

        yield return one.StartMinute is null ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE";
        yield return "END:VEVENT";
    }

    private static IEnumerable<string> When(CalendarEvent one, CompanyTime time)
    {
        if (one.StartMinute is not { } minute)
        {
            return [$"DTSTART;VALUE=DATE:{Date(one.Day)}", $"DTEND;VALUE=DATE:{Date((one.LastDay ?? one.Day).AddDays(1))}"];
        }

        var start = time.Utc(one.Day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));
        return [$"DTSTART:{Utc(start)}", $"DTEND:{Utc(start.AddMinutes(Math.Max(1, one.Minutes)))}"];
    }

    private static IEnumerable<string> People(CalendarEvent one) =>
    [
        .. one.Host is { } host ? [$"ORGANIZER;CN={Quoted(host.Name)}:mailto:{host.Email}"] : Array.Empty<string>(),
        .. one.Guests.Select(guest => $"ATTENDEE;CN={Quoted(guest.Name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest.Email}"),
    ];

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Utc(DateTime at) => at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string value) => (PlainText.Lines(value) ?? "").Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal);

    /// <summary>A parameter can't hold a quotation mark.</summary>
    private static string Quoted(string value) => $"\"{(PlainText.Line(value) ?? "").Replace('"', '\'')}\"";

    /// <summary>No character is cut in two.</summary>
    private static void AppendFolded(StringBuilder text, string line)
    {
        var width = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (width + rune.Utf8SequenceLength > Fold)
            {
                text.Append("\r\n ");
                width = 1;
            }

            text.Append(rune);
            width += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
