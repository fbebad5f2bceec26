using System.Text;

namespace SiCrm.Infrastructure.Imports.Columns;

/// <summary>What counts of a column's name.</summary>
public static class ColumnName
{
    /// <summary>Letters and digits only, in one width and case.</summary>
    public static string Key(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit));

    /// <summary>What a header may mean, the likeliest first: all of it, it without brackets, what is in them, its halves (<c>Phone / 电话</c>).</summary>
    public static IEnumerable<string> Readings(string header)
    {
        var text = header.Normalize(NormalizationForm.FormKC);
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.IndexOf(')', StringComparison.Ordinal));
        var parts = open >= 0 && close > open
            ? [text, text[..open] + text[(close + 1)..], text[(open + 1)..close]]
            : new[] { text };
        return parts.Concat(text.Split('/', '|', '\n')).Select(Key).Where(key => key.Length > 0).Distinct();
    }
}
