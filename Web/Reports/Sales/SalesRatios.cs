using System.Globalization;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Sales;

/// <summary>Of which columns a ratio is made: each stands in the same table, with its own records behind it.</summary>
/// <param name="Below">What it is divided by.</param>
/// <param name="Less">What is taken off that first.</param>
/// <param name="IsOfAll">What it is divided by is the total row's.</param>
internal sealed record SalesRatio(string Above, string Below, string? Less = null, bool IsOfAll = false);

/// <summary>The ratios of the reports of sales.</summary>
internal static class SalesRatios
{
    private static readonly SalesRatio Share = new("signed", "signed", IsOfAll: true);
    private static readonly SalesRatio Attainment = new("signed", "target");

    private static readonly Dictionary<(string Report, string Column), SalesRatio> All = new()
    {
        [("regional-sales", "share")] = Share,
        [("regional-sales", "attainment")] = Attainment,
        [("regional-sales", "mean")] = new("signed", "contracts"),
        [("regional-sales", "coverage")] = new("pipeline_due", "target", Less: "signed"),
        [("sales-by-time", "attainment")] = Attainment,
        [("product-sales", "share")] = Share,
        [("customer-purchases", "share")] = Share,
        [("contract-execution", "collected")] = new("received", "amount"),
    };

    /// <summary>The same, with ratios that open how they are made.</summary>
    public static SalesTable WithRatios(this SalesTable table, PageAddress report)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(report);
        var ratios = table.Columns.Select((column, place) => (Column: column, Place: place)).Where(one => All.ContainsKey((table.Key, one.Column))).ToList();
        var address = report.Without("print").At($"/reports/{table.Key}/ratio");
        return table with { Rows = [.. table.Rows.Select(row => Row(row, KeyOf(row)))], Total = Row(table.Total, null) };

        SalesRow Row(SalesRow row, string? key)
        {
            var cells = row.Cells.ToList();
            foreach (var (column, place) in ratios.Where(one => IsTold(cells[one.Place])))
            {
                cells[place] = new PartOf(Plain(cells[place]), address.With("of", column).With("row", key).ToString());
            }

            return row with { Cells = cells };
        }
    }

    /// <summary>How a row's ratio is made; null where the report has none of the name, or no such row.</summary>
    public static RatioPage? Ratio(this SalesTable table, string? column, string? key, PageAddress address, Words words)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(words);
        var row = key is null ? table.Total : table.Rows.FirstOrDefault(one => KeyOf(one) == key);
        if (row is null || !All.TryGetValue((table.Key, column ?? ""), out var ratio) || Cell(table, row, column ?? "") is var told && !IsTold(told))
        {
            return null;
        }

        var below = Part(table, ratio.IsOfAll ? table.Total : row, ratio.Below, words);
        return new RatioPage(
            SalesTable.Heading(words, column ?? ""), table.Meaning(words, column ?? ""), SalesTable.Written(row.Cells[0]), Part(table, row, ratio.Above, words),
            ratio.Less is { } less ? [below, Part(table, row, less, words)] : [ratio.IsOfAll ? below with { Name = $"{below.Name} ({words["Reports.Total"]})" } : below], SalesTable.Written(told))
        {
            Back = new Crumb(address.At($"/reports/{table.Key}").Without("of", "row").ToString(), words[$"Reports.Sales.{table.Key}"]),
            Days = "",
        };
    }

    private static RatioPart Part(SalesTable table, SalesRow row, string column, Words words)
    {
        var cell = Cell(table, row, column);
        return new(SalesTable.Heading(words, column), SalesTable.Written(cell), cell is PartOf part ? part.Link : row.Link);
    }

    private static object? Cell(SalesTable table, SalesRow row, string column) => table.Columns.ToList().IndexOf(column) is var place and >= 0 ? row.Cells[place] : null;

    private static string KeyOf(SalesRow row) => row.Begins is { } day ? Show.Day(day) : row.Id.ToString(CultureInfo.InvariantCulture);

    private static object? Plain(object? cell) => cell is PartOf part ? part.Value : cell;

    private static bool IsTold(object? cell) => Plain(cell) is not (null or ShareOf { Value: null });
}
