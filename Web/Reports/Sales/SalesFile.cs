using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>A report of sales as files and the command line have it: all of its rows, the total last.</summary>
/// <param name="Columns">Their fixed names.</param>
public sealed record SalesFile(string Key, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    public static SalesFile Of(SalesTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(table.Key, table.Columns, table.Rows.Concat(table.GoneRows).Append(table.Total).Select(row => row.Cells).ToAsyncEnumerable());
    }

    /// <summary>For other programs.</summary>
    public ExportTable Plain() => new(Key, [.. Columns.Select(column => column.TrimStart(SalesTable.Named))], Rows.Select(Plain));

    /// <summary>For people.</summary>
    public ExportTable Headed(string name, Words words) => new(name, [.. Columns.Select(column => SalesTable.Heading(words, column))], Rows.Select(Plain));

    private static IReadOnlyList<object?> Plain(IReadOnlyList<object?> cells) => [.. cells.Select(Plain)];

    private static object? Plain(object? cell) => cell switch
    {
        char letter => letter.ToString(),
        PartOf { Value: var value } => Plain(value),
        _ => cell,
    };
}
