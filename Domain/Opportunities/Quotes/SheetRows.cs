namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>A row as a spreadsheet writes it to the clipboard.</summary>
/// <param name="Text">Word for word.</param>
public sealed record SheetRow(int No, string Text, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}

/// <summary>Cells stand between tabs; one that holds a tab or a line break stands in quotes, with its own quotes doubled. A quote that nothing closes is a letter like others.</summary>
public static class SheetRows
{
    public static IReadOnlyList<SheetRow> Of(string? text)
    {
        var (plain, at, rows) = ((text ?? "").ReplaceLineEndings("\n"), 0, new List<SheetRow>());
        while (at <= plain.Length)
        {
            var (start, cells) = (at, new List<string>());
            do
            {
                cells.Add(Cell(plain, ref at));
            }
            while (at < plain.Length && plain[at++] == '\t');

            var isLast = at >= plain.Length && (plain.Length == 0 || plain[^1] != '\n' || start == plain.Length);
            rows.Add(new(rows.Count + 1, plain[start..at].TrimEnd('\n'), cells));
            if (isLast)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Leaves <paramref name="at"/> at the tab or the line break behind it.</summary>
    private static string Cell(string text, ref int at)
    {
        if (Quoted(text, at) is var (said, behind))
        {
            at = behind;
            return said;
        }

        var end = text.AsSpan(at).IndexOfAny('\t', '\n') is >= 0 and var length ? at + length : text.Length;
        var cell = text[at..end];
        at = end;
        return cell.Trim();
    }

    private static (string Said, int Behind)? Quoted(string text, int start)
    {
        if (start >= text.Length || text[start] != '"')
        {
            return null;
        }

        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
                continue;
            }

            return at + 1 == text.Length || text[at + 1] is '\t' or '\n'
                ? (text[(start + 1)..at].Replace("\"\"", "\"", StringComparison.Ordinal).Trim(), at + 1) : null;
        }

        return null;
    }
}
