using System.Globalization;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>The place after a row in an order by an instant and the id, as addresses write it.</summary>
public readonly record struct DeskCursor(DateTime At, long Id)
{
    public static DeskCursor? Parse(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && milliseconds < 253_402_300_800_000
            ? new DeskCursor(DateTime.UnixEpoch.AddMilliseconds(milliseconds), id)
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(At.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond}-{Id}");
}

/// <summary>One page of a desk list.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record DeskPage<T>(IReadOnlyList<T> Rows, string? Next);

internal static class DeskPages
{
    /// <param name="rows">One more than the page holds, if there are so many.</param>
    public static DeskPage<T> ToPage<T>(this IReadOnlyList<T> rows, int size, Func<T, DeskCursor> cursor) => rows.Count <= size
        ? new(rows, null)
        : new([.. rows.Take(size)], cursor(rows[size - 1]).ToString());
}
