using System.Buffers;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>The text of a cell: what stands for nothing, and what is no text at all.</summary>
public static class CellText
{
    private static readonly SearchValues<string> Nothing =
        SearchValues.Create(["-", "--", "—", "/", "n/a", "na", "null", "none", "nil", "无", "没有", "不详", "未知"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Empty, or one of the signs that people put where nothing is known.</summary>
    public static bool IsNothing(string cell)
    {
        var text = cell.AsSpan().Trim().Trim('\uFEFF');
        return text.Length == 0 || (text.Length <= 4 && Nothing.Contains(text.ToString()));
    }

    /// <summary>
    /// The first control character; null for a sound text. A form drops them silently (<see cref="PlainText"/>), a file
    /// that has them is damaged, and the row should be looked at.
    /// </summary>
    public static Rune? Unfit(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.Contains('\x7F', StringComparison.Ordinal))
        {
            return null;
        }

        return text.EnumerateRunes().Where(IsUnfit).Select(rune => (Rune?)rune).FirstOrDefault();
    }

    private static bool IsUnfit(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 => false,
        < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFD or 0xFFFE or 0xFFFF => true,
        _ => false,
    };
}
