using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Sales;

/// <summary>Of which columns a ratio is made: each stands in the same table, with its own records behind it.</summary>
/// <param name="Above">What is divided; a column with <see cref="Less"/> before its name is taken off those before it.</param>
/// <param name="Below">What it is divided by.</param>
internal sealed record SalesRatio(IReadOnlyList<string> Above, IReadOnlyList<string> Below)
{
    public const char Less = '-';

    public SalesRatio(string above, string below)
        : this([above], [below])
    {
    }

    /// <summary>What it is divided by is the total row's.</summary>
    public bool IsOfAll { get; init; }

    /// <summary>What is divided is the sum of all rows up to this one.</summary>
    public bool IsRunning { get; init; }
}

/// <summary>The ratios of the reports of sales.</summary>
internal static class SalesRatios
{
    private static readonly SalesRatio Share = new("signed", "signed") { IsOfAll = true };
    private static readonly SalesRatio Attainment = new("signed", "target");
    private static readonly SalesRatio MarginRate = new("margin", "ex_tax");
    private static readonly string[] Running = ["signed", "cumulative", "share", "cumulative_share"];

    private static readonly Dictionary<(string Report, string Column), SalesRatio> All = new()
    {
        [("regional-sales", "share")] = Share,
        [("regional-sales", "attainment")] = Attainment,
        [("regional-sales", "mean")] = new("signed", "contracts"),
        [("regional-sales", "coverage")] = new(["pipeline_due"], ["target", SalesRatio.Less + "signed"]),
        [("regional-sales", "growth")] = Growth("previous"),
        [("regional-sales", "growth_year")] = Growth("last_year"),
        [("regional-sales", "margin_rate")] = MarginRate,
        [("sales-by-time", "attainment")] = Attainment,
        [("sales-by-time", "growth_year")] = Growth("previous_year"),
        [("product-sales", "share")] = Share,
        [("product-sales", "growth")] = Growth("previous"),
        [("product-sales", "growth_year")] = Growth("last_year"),
        [("product-sales", "margin_rate")] = MarginRate,
        [("customer-purchases", "share")] = Share,
        [("customer-purchases", "cumulative_share")] = Share with { IsRunning = true },
        [("customer-purchases", "growth")] = Growth("previous"),
        [("customer-purchases", "growth_year")] = Growth("last_year"),
        [("customer-purchases", "margin_rate")] = MarginRate,
        [("contract-execution", "collected")] = new("received", "amount"),
        [("contract-execution", "margin_rate")] = new("margin", "earned"),
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
            foreach (var (column, place) in ratios.Where(one => IsTold(cells[one.Place]) && IsMade(All[(table.Key, one.Column)], key)))
            {
                cells[place] = new PartOf(Plain(cells[place]), address.With("of", column).With("row", key).ToString());
            }

            return row with { Cells = cells };
        }
    }

    /// <summary>Whether a ratio is made of the rows before its own too.</summary>
    public static bool IsRunning(string report, string? column) => All.TryGetValue((report, column ?? ""), out var ratio) && ratio.IsRunning;

    /// <summary>How a row's ratio is made; null where the report has none of the name, or no such row.</summary>
    public static RatioPage? Ratio(this SalesTable table, string? column, string? key, PageAddress address, Words words)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(words);
        var row = key is null ? table.Total : table.Rows.FirstOrDefault(one => KeyOf(one) == key);
        if (row is null || !All.TryGetValue((table.Key, column ?? ""), out var ratio) || !IsMade(ratio, key) || Cell(table, row, column ?? "") is var told && !IsTold(told))
        {
            return null;
        }

        (RatioPart Part, RatioRows Rows)? running = ratio.IsRunning ? table.UpTo(row, address, words) : null;
        IReadOnlyList<RatioPart> above = running is { } so ? [so.Part] : [.. ratio.Above.Select(name => Part(table, row, name, words))];
        IReadOnlyList<RatioPart> below = [.. ratio.Below.Select(name => Part(table, ratio.IsOfAll ? table.Total : row, name, words))];
        return new RatioPage(
            SalesTable.Heading(words, column ?? ""), table.Meaning(words, column ?? ""), SalesTable.Written(row.Cells[0]), above,
            ratio.IsOfAll ? [.. below.Select(part => part with { Name = $"{part.Name} ({words["Reports.Total"]})" })] : below, SalesTable.Written(told))
        {
            Back = new Crumb(address.At($"/reports/{table.Key}").Without("of", "row").ToString(), words[$"Reports.Sales.{table.Key}"]),
            Days = "",
            Rows = running?.Rows,
        };
    }

    /// <summary>What all rows up to this one signed, with each of them.</summary>
    private static (RatioPart Part, RatioRows Rows) UpTo(this SalesTable table, SalesRow last, PageAddress address, Words words)
    {
        var (rows, sum) = (new List<IReadOnlyList<RatioCell>>(), Money.Zero);
        foreach (var row in table.Rows.TakeWhile(row => row != last).Append(last))
        {
            var signed = Part(table, row, "signed", words);
            sum += SalesTable.Amount(Cell(table, row, "signed")) ?? Money.Zero;
            rows.Add([
                new(SalesTable.Written(row.Cells[0]), row.Link), new(signed.Value, signed.Link), new(Show.Money(sum)), new(SalesTable.Written(Cell(table, row, "share"))),
                new(SalesTable.Written(Cell(table, row, "cumulative_share"))),
            ]);
        }

        (string, bool)[] columns =
        [
            (SalesTable.Heading(words, table.Columns[0]), false), .. Running.Select(column => (SalesTable.Heading(words, column), true)),
        ];
        return (
            new RatioPart(words["Reports.SignedUpTo", rows.Count], Show.Money(sum), address + RatioRows.Place),
            new RatioRows(words["Reports.RowsUpTo", rows.Count], words["Reports.RowsUpTo.Text"], columns, rows));
    }

    private static SalesRatio Growth(string before) => new(["signed", SalesRatio.Less + before], [before]);

    /// <summary>All rows together are no row that others come before.</summary>
    private static bool IsMade(SalesRatio ratio, string? key) => !ratio.IsRunning || key is not null;

    private static RatioPart Part(SalesTable table, SalesRow row, string column, Words words)
    {
        var name = column.TrimStart(SalesRatio.Less);
        var cell = Cell(table, row, name);
        return new(SalesTable.Heading(words, name), SalesTable.Written(cell), cell is PartOf part ? part.Link : row.Link) { IsLess = column[0] == SalesRatio.Less };
    }

    private static object? Cell(SalesTable table, SalesRow row, string column) => table.Columns.ToList().IndexOf(column) is var place and >= 0 ? row.Cells[place] : null;

    private static string KeyOf(SalesRow row) => row.Begins is { } day ? Show.Day(day) : row.Id.ToString(CultureInfo.InvariantCulture);

    private static object? Plain(object? cell) => cell is PartOf part ? part.Value : cell;

    private static bool IsTold(object? cell) => Plain(cell) is not (null or ShareOf { Value: null });
}
