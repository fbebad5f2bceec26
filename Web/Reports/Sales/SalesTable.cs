using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>One row of a report, and where the records behind it are.</summary>
public sealed record SalesRow(IReadOnlyList<object?> Cells, string? Link = null)
{
    /// <summary>The number of what it is about.</summary>
    public long Id { get; init; }

    /// <summary>The first of its days, where it is of a period.</summary>
    public DateOnly? Begins { get; init; }
}

/// <summary>A report of sales as rows of cells: one set for the page, the files and the command line. The last row is the total.</summary>
/// <param name="Columns">Their fixed names.</param>
/// <param name="Chart">Which columns the chart shows, and how; none for no chart.</param>
public sealed record SalesTable(string Key, IReadOnlyList<string> Columns, IReadOnlyList<SalesRow> Rows, SalesRow Total, SalesChart? Chart = null)
{
    public static readonly IReadOnlyList<string> Keys = ["contract-execution", "regional-sales", "customer-purchases", "sales-by-time", "product-sales"];

    /// <summary>What a column that a report's own words name is headed by.</summary>
    public const char Named = '=';

    public static string Heading(Words words, string column) => Names(column) ?? words[$"Reports.SalesColumn.{column}"];

    /// <summary>By what the rows are told apart once more, in columns at the end.</summary>
    public SalesSplit Split { get; init; }

    /// <summary>How many rows there are on all pages; null where one page has all of them.</summary>
    public int? Count { get; init; }

    /// <summary>What of the compared times is of those who bought nothing now, and so have no row; null where all have one.</summary>
    public (PartOf Previous, PartOf LastYear)? Gone { get; init; }

    /// <summary>The same as a row before the total, so that the columns of a file add up to it.</summary>
    public IReadOnlyList<SalesRow> GoneRows { get; init; } = [];

    /// <summary>A margin is the planned one of what was signed; of contract execution it is the one at completion.</summary>
    public string Meaning(Words words, string column) => Means(words, column) + (Key == "customer-purchases" && (column is "previous" or "last_year") ? " " + words["Reports.SalesMeans.of_gone"] : "");

    private string Means(Words words, string column) => words[Names(column) is not null ? $"Reports.SalesSplitMeans.{Split}"
        : Key == "contract-execution" && column is "margin" or "margin_rate" ? $"Reports.SalesMeans.{column}_at_completion" : $"Reports.SalesMeans.{column}"];

    /// <summary>Null for what is no amount.</summary>
    public static Money? Amount(object? cell) => cell switch
    {
        Money amount => amount,
        PartOf { Value: Money amount } => amount,
        _ => null,
    };

    /// <summary>A cell as pages write it.</summary>
    public static string Written(object? cell) => cell switch
    {
        null or ShareOf { Value: null } => Show.Nothing,
        Money money => Show.Money(money),
        PartOf part => Written(part.Value),
        ShareOf { Value: var share } => Show.Percent(share),
        DateOnly day => Show.Day(day),
        int number => Show.Number(number),
        long number => Show.Number(number),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static string? Names(string column) => column[0] == Named ? column[1..] : null;
}

/// <param name="Kind">As the chart's program calls it.</param>
public sealed record SalesChart(string Kind, IReadOnlyList<string> Columns);

/// <summary>Asks the reports and puts what they say into tables.</summary>
public sealed partial class SalesTables(CrmDbContext db, Words words, OrganisationFacts names, DateOnly today)
{
    /// <param name="shown">Which contracts or customers; null: all. A report of contracts is read whole by <see cref="FileAsync"/> only.</param>
    public async Task<SalesTable> OfAsync(string key, SalesQuestion asked, CancellationToken cancel, ShownRows? shown = null) => await SplitAsync(asked, key switch
    {
        "regional-sales" => await RegionsAsync(asked, cancel),
        "customer-purchases" => await CustomersAsync(asked, shown, cancel),
        "sales-by-time" => await PeriodsAsync(asked, cancel),
        "product-sales" => await ProductsAsync(asked, cancel),
        _ => await ExecutionAsync(asked, shown ?? new(0, SalesFilter.RowsOfPage), cancel),
    }, shown, cancel);

    private async Task<SalesTable> ProductsAsync(SalesQuestion asked, CancellationToken cancel)
    {
        var (sums, attached) = asked.Further
            ? await db.ReadTogetherAsync(here => SalesReports.ProductsAsync(here, asked, cancel), other => SalesFurther.AttachedAsync(other, asked, cancel), cancel)
            : (await SalesReports.ProductsAsync(db, asked, cancel), null);
        var rows = sums.Rows;
        var categories = await db.CategoriesAsync(cancel);
        var (signed, exTax, cost) = (Sum(rows, row => row.Signed), Sum(rows, row => row.ExTax), Sum(rows, row => row.Cost));
        return new SalesTable(
            "product-sales", ["product", "category", "quantity", "signed", "share", "previous", "last_year", .. Further(asked, "growth", "growth_year"), .. Margin(asked, "margin"), .. RateColumns(asked), .. Further(asked, "service_beside")],
            [.. rows.Select(row => new SalesRow(
            [
                CatalogueWords.InLanguage(row.Product, row.ChineseName), categories.FirstOrDefault(category => category.Id == row.CategoryId)?.LocalName(), row.Quantity,
                row.Signed, new ShareOf(row.Share), .. Compared(asked, row.Previous, row.LastYear, $"product={row.ProductId}"), .. Grown(asked, row.Signed, row.Previous, row.LastYear),
                .. Margin(asked, row.ExTax - row.Cost), .. Rate(asked, row.ExTax, row.ExTax - row.Cost), .. Further(asked, new PartOf(new ShareOf(attached?.GetValueOrDefault(row.ProductId)), Link(asked, $"product={row.ProductId}&withService=true"))),
            ], Link(asked, $"product={row.ProductId}")) { Id = row.ProductId })],
            new SalesRow(
            [
                words["Reports.Total"], null, rows.Sum(row => row.Quantity), signed, new ShareOf(signed.Minor == 0 ? 0 : 1), .. Compared(asked, sums.Previous, sums.LastYear, ""),
                .. Grown(asked, signed, sums.Previous, sums.LastYear), .. Margin(asked, exTax - cost), .. Rate(asked, exTax, exTax - cost), .. Further(asked, (object?)null),
            ], Link(asked, "")), new SalesChart("funnel", ["signed"]));
    }

    private async Task<SalesTable> PeriodsAsync(SalesQuestion asked, CancellationToken cancel)
    {
        var rows = await SalesReports.PeriodsAsync(db, asked, db.Company.Settings, cancel);
        var (signed, lastYear) = (Sum(rows, row => row.Signed), Sum(rows, row => row.LastYear));
        var targets = rows.Where(row => row.Target is not null).ToList();
        var (invoiced, received) = asked.Further ? await SalesMoney.ByDayAsync(db, asked, cancel) : (Days.None, Days.None);
        return new SalesTable(
            "sales-by-time", ["period", "contracts", "signed", "cumulative", "target", "previous_year", "attainment", .. Further(asked, "growth_year", "invoiced_in", "received_in")],
            [.. rows.Select(row => new SalesRow(
                [
                    row.Period, row.Contracts, row.Signed, new PartOf(row.Cumulative, Link(asked with { To = row.To }, "")), Aimed(asked with { From = row.From, To = row.To }, row.Target),
                    new PartOf(row.LastYear, Link(asked with { From = row.YearBefore.From, To = row.YearBefore.Until }, "")), Attained(row.Signed, row.Target),
                    .. Further(asked, (object?)Growth(row.Signed, row.LastYear)), .. Further(asked, Paid(asked with { From = row.From, To = row.To }, invoiced, received)),
                ],
                Link(asked with { From = row.From, To = row.To }, "")) { Begins = row.From })],
            new SalesRow(
            [
                words["Reports.Total"], rows.Sum(row => row.Contracts), signed, signed, Aimed(asked, targets.Count == 0 ? null : Sum(targets, row => row.Target ?? Money.Zero)),
                new PartOf(lastYear, Link(asked.LastYear, "")), targets.Count == 0 ? new ShareOf(null) : Attained(signed, Sum(targets, row => row.Target ?? Money.Zero)),
                .. Further(asked, (object?)Growth(signed, lastYear)), .. Further(asked, Paid(asked, invoiced, received)),
            ], Link(asked, "")), new SalesChart("trend", ["signed", "target", "previous_year"]));
    }

    private static Money Sum<T>(IEnumerable<T> rows, Func<T, Money> amount) => new(rows.Sum(row => amount(row).Minor));

    private static ShareOf Attained(Money signed, Money? target) => new(target is { Minor: > 0 } wanted ? Pareto.Share(signed, wanted) : null);

    /// <summary>Cells that only those have who see margins.</summary>
    private static IEnumerable<object?> Margin(SalesQuestion asked, params object?[] cells) => asked.Viewer.Sees(SensitiveField.Margin) ? cells : [];

    private static IEnumerable<string> Margin(SalesQuestion asked, params string[] columns) => asked.Viewer.Sees(SensitiveField.Margin) ? columns : [];
}
