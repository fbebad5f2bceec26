using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

public enum ExportFormat
{
    Csv,
    Xlsx,
}

/// <summary>
/// What is exported: a list or a report as plain cells. Text, whole and decimal numbers, <see cref="Money"/>,
/// <see cref="DateOnly"/> and local <see cref="DateTime"/> keep their kind; null is an empty cell.
/// </summary>
/// <param name="Name">Of the sheet, and of the file without its ending.</param>
/// <param name="Rows">Read once, row by row, while the file is written.</param>
public sealed record ExportTable(string Name, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    public static ExportTable Of(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        new(name, columns, rows.ToAsyncEnumerable());
}

/// <summary>The one encoder of all exports: no cell of any of them is taken for a formula by the program that opens it.</summary>
public static class TableExport
{
    public static string TypeOf(ExportFormat format) => format == ExportFormat.Csv
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static string EndingOf(ExportFormat format) => format == ExportFormat.Csv ? ".csv" : ".xlsx";

    /// <summary>Writes the file row by row; neither the table nor the file is ever whole in memory.</summary>
    public static Task WriteAsync(this ExportTable table, ExportFormat format, Stream stream, CancellationToken cancel = default) =>
        format == ExportFormat.Csv ? CsvExport.WriteAsync(table, stream, cancel) : XlsxExport.WriteAsync(table, stream, cancel);
}
