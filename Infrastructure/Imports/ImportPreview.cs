using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports;

/// <summary>The columns of a file and what stands in the first rows, to say what they mean.</summary>
public sealed record ImportPreview(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows)
{
    private const int Shown = 3;

    public static ImportPreview Of(TableSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var table = source.Open();
        return new ImportPreview(table.Header, [.. table.Rows().Take(Shown)]);
    }

    /// <summary>What stands in a column, for somebody who does not know its name.</summary>
    public string ExamplesOf(int column) =>
        string.Join(" · ", Rows.Select(row => row[column].Trim()).Where(text => text.Length > 0).Distinct());
}
