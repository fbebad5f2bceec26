using System.Buffers;
using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>CSV after RFC 4180, with texts that could be run as a formula made harmless by an apostrophe.</summary>
public static class CsvExport
{
    private const string FormulaSigns = "=+-@＝＋－＠";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\t\r\n'");

    /// <summary>For a download: with the mark by which spreadsheets know UTF-8.</summary>
    public static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancel = default)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16_384, leaveOpen: true);
        await WriteAsync(table, writer, "\r\n", cancel);
    }

    /// <summary>For the command line.</summary>
    public static async Task WriteAsync(ExportTable table, TextWriter writer, string newLine, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(writer);
        await writer.WriteAsync(Line(table.Columns).AsMemory(), cancel);
        await foreach (var row in table.Rows.WithCancellation(cancel))
        {
            await writer.WriteAsync(newLine.AsMemory(), cancel);
            await writer.WriteAsync(Line(row).AsMemory(), cancel);
        }

        await writer.WriteAsync(newLine.AsMemory(), cancel);
    }

    /// <summary>Whether a spreadsheet could run the text: white space and control characters before the sign don't help.</summary>
    public static bool IsFormula(string text)
    {
        var start = text.FirstOrDefault(c => !IsSkipped(c));
        return (text.Length > 0 && char.IsControl(text[0])) || (FormulaSigns.Contains(start, StringComparison.Ordinal) && !IsNumber(text));
    }

    private static bool IsSkipped(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(cell => cell is string text ? Text(text) : Plain(cell)));

    private static string Text(string text)
    {
        var harmless = IsFormula(text) ? "'" + text : text;
        return harmless.AsSpan().ContainsAny(Quoted) || harmless != harmless.Trim()
            ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : harmless;
    }

    private static string Plain(object? cell) => cell switch
    {
        null => "",
        Money money => money.ToString(),
        ShareOf share => Plain(share.Rounded),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Text(cell.ToString() ?? ""),
    };
}
