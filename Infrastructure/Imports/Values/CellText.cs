using System.Buffers;
using System.Text;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>The text of a cell as it may be stored.</summary>
public static class CellText
{
    private static readonly SearchValues<string> Nothing =
        SearchValues.Create(["-", "--", "—", "/", "n/a", "na", "null", "none", "nil", "无", "没有", "不详", "未知"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Composed, trimmed, on one line; null for an empty cell and for the signs that people put there for nothing.</summary>
    public static string? OneLine(string cell)
    {
        var text = Clean(cell);
        if (text is null || !text.AsSpan().ContainsAnyInRange('\t', '\r'))
        {
            return text;
        }

        return string.Join(' ', text.Split(['\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>The same with its line breaks kept.</summary>
    public static string? Lines(string cell) => Clean(cell)?.ReplaceLineEndings("\n").Replace('\t', ' ');

    /// <summary>The first character that no text has (NUL, escape, a direction override, half a character); null for a sound text.</summary>
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
        '\t' or '\n' or '\r' or 0x85 => false,
        < 0x20 or (>= 0x7F and < 0xA0) => true,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,
        0xFFFD or 0xFFFE or 0xFFFF => true,
        _ => false,
    };

    private static string? Clean(string cell)
    {
        var text = cell.AsSpan().Trim().Trim('\uFEFF');
        if (text.Length == 0 || (text.Length <= 4 && Nothing.Contains(text.ToString())))
        {
            return null;
        }

        return Ascii.IsValid(text) ? text.ToString() : text.ToString().Normalize(NormalizationForm.FormC);
    }
}
