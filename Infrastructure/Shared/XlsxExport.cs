using System.Globalization;
using System.IO.Compression;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// A workbook of one sheet, written by hand because the document library holds a whole sheet in memory. Texts are typed
/// as texts, so that none of them is a formula.
/// </summary>
internal static class XlsxExport
{
    private const int MaxRows = 1_048_576;
    private const int MaxText = 32_767;

    private enum Style
    {
        Plain,
        Header,
        Day,
        Instant,
        Amount,
    }

    public static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancel)
    {
        await using var output = new PatientStream(stream);
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var (path, content) in XlsxParts.Of(table.Name))
        {
            await WritePartAsync(archive, path, part => part.WriteAsync(content.AsMemory(), cancel), cancel);
        }

        await WritePartAsync(archive, "xl/worksheets/sheet1.xml", sheet => WriteSheetAsync(sheet, table, cancel), cancel);
    }

    private static async Task WritePartAsync(ZipArchive archive, string path, Func<StreamWriter, Task> write, CancellationToken cancel)
    {
        await using var stream = await archive.CreateEntry(path).OpenAsync(cancel);
        await using var writer = new StreamWriter(stream, XlsxParts.Encoding, 16_384, leaveOpen: true);
        await write(writer);
    }

    private static async Task WriteSheetAsync(StreamWriter sheet, ExportTable table, CancellationToken cancel)
    {
        await sheet.WriteAsync(XlsxParts.SheetStart.AsMemory(), cancel);
        var line = new StringBuilder();
        Append(line, 1, table.Columns, Style.Header);
        await sheet.WriteAsync(line, cancel);
        var number = 1;
        await foreach (var row in table.Rows.WithCancellation(cancel))
        {
            if (++number > MaxRows)
            {
                throw new InvalidOperationException($"A sheet holds no more than {MaxRows} rows.");
            }

            line.Clear();
            Append(line, number, row, Style.Plain);
            await sheet.WriteAsync(line, cancel);
        }

        await sheet.WriteAsync(XlsxParts.SheetEnd.AsMemory(), cancel);
    }

    private static void Append(StringBuilder line, int number, IReadOnlyList<object?> cells, Style style)
    {
        line.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        for (var i = 0; i < cells.Count; i++)
        {
            Append(line, $"{Column(i)}{number}", cells[i], style);
        }

        line.Append("</row>");
    }

    private static void Append(StringBuilder line, string place, object? cell, Style style)
    {
        switch (cell)
        {
            case null:
                break;
            case Money money:
                Append(line, place, money.ToString(), Style.Amount);
                break;
            case DateOnly day:
                Append(line, place, Serial(day.ToDateTime(TimeOnly.MinValue)), Style.Day);
                break;
            case DateTime at:
                Append(line, place, Serial(at), Style.Instant);
                break;
            case byte or short or int or long or decimal:
                Append(line, place, ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture), style);
                break;
            default:
                line.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                XlsxParts.AppendText(line, cell.ToString() is { } text && text.Length > MaxText ? text[..MaxText] : cell.ToString() ?? "");
                line.Append("</t></is></c>");
                break;
        }
    }

    private static void Append(StringBuilder line, string place, string number, Style style) =>
        line.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"{(int)style}\"><v>{number}</v></c>");

    private static string Serial(DateTime at) => at.ToOADate().ToString(CultureInfo.InvariantCulture);

    private static string Column(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Column((index / 26) - 1) + (char)('A' + (index % 26));
}
