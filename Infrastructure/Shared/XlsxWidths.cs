using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>How wide the columns of a sheet are: as their heading and what stands in them, within reason.</summary>
internal static class XlsxWidths
{
    private const int Least = 8;
    private const int Most = 60;
    private const int Margin = 2;

    /// <summary>Of an amount of a hundred million; the largest of a column is seldom among its first rows.</summary>
    private const int OfAmount = 14;

    public static IReadOnlyList<int> Of(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object?>> rows) =>
        [.. columns.Select((name, place) => Math.Clamp(Margin + rows.Select(row => place < row.Count ? Of(row[place]) : 0).Append(Of(name)).Max(), Least, Most))];

    private static int Of(object? cell) => cell switch
    {
        null => 0,
        string text => Of(text),
        Money money => Math.Max(OfAmount, money.Major.ToString("#,##0.00", CultureInfo.InvariantCulture).Length),
        ShareOf => "100.0%".Length,
        DateOnly => "2026-11-21".Length,
        DateTime => "2026-11-21 08:05".Length,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture).Length,
        _ => Of(cell.ToString() ?? ""),
    };

    /// <summary>A Chinese character is as wide as two digits. Of a long text what is shown is enough.</summary>
    private static int Of(string text) => text.EnumerateRunes().Take(Most).Sum(rune => IsWide(rune) ? 2 : 1);

    private static bool IsWide(Rune rune) => rune.Value is >= 0x1100 and (<= 0x115f or >= 0x2e80 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff or >= 0xfe30 and <= 0xfe4f or >= 0xff00 and <= 0xff60 or >= 0x20000);
}
