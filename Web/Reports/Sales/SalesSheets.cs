using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>The columns of a report on paper by their places: as many as a sheet is wide stand side by side, each time with the names before them.</summary>
public static class SalesSheets
{
    private const int Sheet = 33;
    private const int OfFigures = 3;

    /// <summary>A column in which nothing stands is as narrow as its heading.</summary>
    private const int OfNothing = 2;

    public static IReadOnlyList<IReadOnlyList<int>> Of(SalesTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (blocks, left) = (new List<List<int>>(), 0);
        for (var place = 1; place < table.Columns.Count; place++)
        {
            var width = table.Rows.Append(table.Total).All(row => IsNothing(row.Cells[place])) ? OfNothing : OfFigures;
            if (width > left)
            {
                blocks.Add([0]);
                left = Sheet;
            }

            blocks[^1].Add(place);
            left -= width;
        }

        return blocks;
    }

    private static bool IsNothing(object? cell) => cell is null or ShareOf { Value: null } or PartOf { Value: null or ShareOf { Value: null } };
}
