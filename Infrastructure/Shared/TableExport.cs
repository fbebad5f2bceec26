using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

public enum ExportFormat
{
    Csv,
    Xlsx,
}

/// <summary>A share of a whole, as files and screens write it: a part of one to programs, a percentage to people. Nothing where it is not known.</summary>
public readonly record struct ShareOf(decimal? Value)
{
    /// <summary>To four digits: a hundredth of a per cent.</summary>
    public decimal? Rounded => Value is { } share ? decimal.Round(share, 4) + 0.0000m : null;

    public static ShareOf Of(double? share) => new((decimal?)share);
}

/// <summary>
/// What is exported: a list or a report as plain cells. Text, whole and decimal numbers, <see cref="Money"/>,
/// <see cref="ShareOf"/>, <see cref="DateOnly"/> and local <see cref="DateTime"/> keep their kind; null is an empty cell.
/// </summary>
/// <param name="Name">Of the sheet, and of the file without its ending.</param>
/// <param name="Rows">Read once, row by row, while the file is written.</param>
public sealed record ExportTable(string Name, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>The same without the columns of the names.</summary>
    public ExportTable Without(IReadOnlyCollection<string> columns)
    {
        int[] kept = [.. Columns.Index().Where(column => !columns.Contains(column.Item)).Select(column => column.Index)];
        return this with { Columns = [.. kept.Select(place => Columns[place])], Rows = Rows.Select(row => (IReadOnlyList<object?>)[.. kept.Select(place => row[place])]) };
    }

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
