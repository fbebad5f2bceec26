using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>The charts of a report of sales: of its rows, or of contracts what all of them come to.</summary>
public static class SalesCharts
{
    private const string Execution = "contract-execution";
    private const int MostPeriods = 60;

    private static readonly string[] Paid = ["amount", "invoiced", "received", "outstanding", "overdue"];
    private static readonly string[] Ages = ["overdue_30", "overdue_60", "overdue_90", "overdue_over"];

    public static IEnumerable<Chart> Of(SalesReportPage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        return page.Table switch
        {
            { Key: Execution } => new[] { OfTotal(page.Table, "Reports.Chart.Paid", Paid, words), OfTotal(page.Table, "Reports.Chart.Ages", Ages, words) }.OfType<Chart>(),
            { Chart: { } chart } => [OfRows(page, chart, words)],
            _ => [],
        };
    }

    private static Chart OfRows(SalesReportPage page, SalesChart chart, Words words)
    {
        var table = page.Table;
        List<int> places = [.. chart.Columns.Select(column => table.Columns.ToList().IndexOf(column)).Where(place => table.Rows.Any(row => SalesTable.Amount(row.Cells[place]) is not null))];
        return Chart.OfFirst(
            chart.Kind, words[$"Reports.Sales.{table.Key}"], [.. places.Prepend(0).Select(place => new ChartHead(words[$"Reports.SalesColumn.{table.Columns[place]}"]))],
            [.. table.Rows.Select(row => new ChartRow(row.Cells[0]?.ToString() ?? "", row.Link, [.. places.Select(place => Cell(row, place))]))], words,
            chart.Kind == "trend" ? MostPeriods : Chart.MostBars);

        ChartCell Cell(SalesRow row, int place) => page.Charted(row, place) is not { } amount ? ChartCell.Nothing
            : ChartCell.Of(amount, words, row.Cells[place] is PartOf part ? part.Link : null);
    }

    /// <summary>Of all contracts, however many pages of them there are; null where the columns are not asked for.</summary>
    private static Chart? OfTotal(SalesTable table, string caption, IEnumerable<string> columns, Words words)
    {
        List<ChartRow> rows =
        [
            .. from column in columns
               let place = table.Columns.ToList().IndexOf(column)
               where place >= 0 && SalesTable.Amount(table.Total.Cells[place]) is not null
               let cell = table.Total.Cells[place]
               select new ChartRow(
                   SalesTable.Heading(words, column), null,
                   [ChartCell.Of(SalesTable.Amount(cell) ?? Money.Zero, words, cell is PartOf part ? part.Link : table.Total.Link)]),
        ];
        return rows.Count == 0 ? null : new("funnel", words[caption], [new(words["Reports.Figure"]), new(words["Reports.Amount"])], rows);
    }
}
