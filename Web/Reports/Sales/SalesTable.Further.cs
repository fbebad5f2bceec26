using System.Globalization;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <content>Columns that stand there only when they are asked for.</content>
public sealed partial class SalesTables
{
    private static IEnumerable<T> Further<T>(SalesQuestion asked, params T[] cells) => asked.Further ? cells : [];

    private static IEnumerable<string> RateColumns(SalesQuestion asked) => Further(asked, [.. Margin(asked, "ex_tax", "margin_rate")]);

    /// <summary>毛利率: what was signed without tax, and which part of it the margin is.</summary>
    private static IEnumerable<object?> Rate(SalesQuestion asked, Money exTax, Money margin) => Further(asked, [.. Margin(asked, exTax, Part(margin, exTax))]);

    /// <summary>How much more than in the two times that it is compared with.</summary>
    private static IEnumerable<object?> Grown(SalesQuestion asked, Money signed, Money previous, Money lastYear) =>
        Further<object?>(asked, Growth(signed, previous), Growth(signed, lastYear));

    private static ShareOf Growth(Money now, Money before) => new(Pareto.Growth(now, before));

    /// <summary>The rows told apart once more: one column for each part, which together are what was signed.</summary>
    private async Task<SalesTable> SplitAsync(SalesQuestion asked, SalesTable table, ShownRows? shown, CancellationToken cancel)
    {
        if (asked.Split == SalesSplit.None || table.Key is "contract-execution" or "sales-by-time")
        {
            return table;
        }

        var among = table.Key == "customer-purchases" && shown is not null ? table.Rows.Select(row => row.Id).ToList() : null;
        var parts = await SalesParts.OfAsync(db, asked, table.Key, db.Company.Settings, among, cancel);
        var names = await NamesAsync(asked, cancel);
        var byPart = parts.GroupBy(part => part.Part).Select(one => (Part: one.Key, Sum: Sum(one, part => part.Signed), Rows: one.ToDictionary(part => part.Row, part => part.Signed)));
        var columns = (asked.Split is SalesSplit.Year or SalesSplit.Quarter ? byPart.OrderBy(one => one.Part, StringComparer.Ordinal) : byPart.OrderByDescending(one => one.Sum)).ToList();
        return table with
        {
            Split = asked.Split,
            Columns = [.. table.Columns, .. columns.Select(one => SalesTable.Named + names(one.Part))],
            Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells, .. columns.Select(one => Part(asked, row.Link, one.Part, one.Rows.GetValueOrDefault(row.Id)))] })],
            Total = table.Total with { Cells = [.. table.Total.Cells, .. columns.Select(one => Part(asked, table.Total.Link, one.Part, one.Sum))] },
        };
    }

    /// <summary>A part of a row with the records of just that part behind it.</summary>
    private PartOf Part(SalesQuestion asked, string? link, string? part, Money signed)
    {
        if (asked.Split is SalesSplit.Year or SalesSplit.Quarter)
        {
            var span = FiscalSpan.Of(DayOf(part), asked.Split == SalesSplit.Year ? SalesQuestion.MonthsOfYear : 3, db.Company.Settings.FiscalYearStart);
            var (from, to) = (span.From < asked.From ? asked.From : span.From, span.Until > asked.To ? asked.To : span.Until);
            return new(signed, link?.Replace($"from={Show.Day(asked.From)}&to={Show.Day(asked.To)}", $"from={Show.Day(from)}&to={Show.Day(to)}", StringComparison.Ordinal));
        }

        if (asked is { Split: SalesSplit.CustomerCategory, CustomerCategory: not null })
        {
            // There is no other part than what the row opens.
            return new(signed, link);
        }

        var narrowed = (asked.Split, part) switch
        {
            (SalesSplit.Channel, null) => "noLead=true",
            (SalesSplit.Industry, null) => "noIndustry=true",
            (SalesSplit.ProductCategory, null) => "noCategory=true",
            (SalesSplit.ContractType, null) => "noType=true",
            (_, null) => null,
            _ => $"{ListedBy(asked.Split)}={Uri.EscapeDataString(part)}",
        };
        return new(signed, narrowed is null ? null : $"{link}&{narrowed}");
    }

    /// <summary>By what the list of contracts is cut to a part.</summary>
    private static string ListedBy(SalesSplit split) => split switch
    {
        SalesSplit.ProductCategory => "category",
        SalesSplit.Industry => "industry",
        SalesSplit.CustomerAtSigning => "customerAtSigning",
        SalesSplit.ContractType => "type",
        SalesSplit.Channel => "channel",
        _ => "customerCategory",
    };

    private static DateOnly DayOf(string? part) => DateOnly.ParseExact(part ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Func<string?, string>> NamesAsync(SalesQuestion asked, CancellationToken cancel)
    {
        if (asked.Split == SalesSplit.ProductCategory)
        {
            var categories = (await db.CategoriesAsync(cancel)).ToDictionary(category => category.Id.ToString(CultureInfo.InvariantCulture), category => category.LocalName());
            return part => part is null ? words["Reports.NoCategory"] : categories.GetValueOrDefault(part, part);
        }

        return asked.Split switch
        {
            SalesSplit.Channel => part => Enum.TryParse<LeadChannel>(part, out var channel) ? words.Of(channel) : words["Reports.NoChannel"],
            SalesSplit.Industry => part => part ?? words["Reports.NoIndustry"],
            SalesSplit.CustomerAtSigning => part => words.Of(Enum.Parse<CustomerAtSigning>(part ?? "")),
            SalesSplit.ContractType => part => Enum.TryParse<ContractType>(part, out var type) ? words.Of(type) : words["Reports.NoType"],
            SalesSplit.CustomerCategory => part => db.Company.Facts.Categories.Of(part ?? "").Name(),
            _ => part => FiscalSpan.Of(DayOf(part), asked.Split == SalesSplit.Year ? SalesQuestion.MonthsOfYear : 3, db.Company.Settings.FiscalYearStart) is var span && asked.Split == SalesSplit.Year
                ? span.Year.ToString(CultureInfo.InvariantCulture) : span.ToString(),
        };
    }
}

/// <summary>A cell that has records of its own behind it.</summary>
public readonly record struct PartOf(object? Value, string? Link);

/// <summary>Sums by day, as a report of periods adds them up.</summary>
internal static class Days
{
    public static readonly IReadOnlyDictionary<DateOnly, Money> None = new Dictionary<DateOnly, Money>();

    public static Money Within(IReadOnlyDictionary<DateOnly, Money> days, DateOnly from, DateOnly to) =>
        new(days.Where(day => day.Key >= from && day.Key <= to).Sum(day => day.Value.Minor));
}
