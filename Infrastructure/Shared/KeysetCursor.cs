using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>Where a page begins: after (or before) the row with this key and id, on this leg of the order.</summary>
public sealed record KeysetCursor(int Leg, string Key, long Id, bool IsBackward)
{
    private const long MaxMilliseconds = 60_000_000_000_000;
    private const int MaxDayNumber = 3_652_058;

    /// <summary>Null for what no page of ours has written.</summary>
    public static KeysetCursor? Parse(string? after, string? before)
    {
        var text = before ?? after;
        var parts = (text is { Length: < 400 } ? text : "").Split('.', 3);
        return parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var leg)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new KeysetCursor(leg, parts[2], id, before is not null)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Leg}.{Id}.{Key}");

    internal static string Write(object key) => key switch
    {
        DateTime at => Write((at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond),
        DateOnly day => Write((long)day.DayNumber),
        Money money => Write(money.Minor),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString() ?? "",
    };

    /// <summary>Null when the text is no such key.</summary>
    internal static object? Read(string text, Type type) => type == typeof(string) ? text
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Read(number, type)
        : null;

    private static object? Read(long number, Type type) => type switch
    {
        _ when type == typeof(DateTime) => Math.Abs(number) <= MaxMilliseconds ? DateTime.UnixEpoch.AddMilliseconds(number) : null,
        _ when type == typeof(DateOnly) => number is >= 0 and <= MaxDayNumber ? DateOnly.FromDayNumber((int)number) : null,
        _ when type == typeof(Money) => new Money(number),
        _ when type == typeof(int) => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        _ => number,
    };
}

/// <summary>One page of a list; the cursors are null where there is no further page that way.</summary>
public sealed record KeysetPage<TRow>(IReadOnlyList<TRow> Rows, KeysetCursor? Previous, KeysetCursor? Next);
