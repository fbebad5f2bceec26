using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <content>Who bought how much and how.</content>
public sealed partial class SalesTables
{
    private async Task<SalesTable> CustomersAsync(SalesQuestion asked, ShownRows? shown, CancellationToken cancel)
    {
        var sums = await SalesReports.CustomersAsync(db, asked, shown, cancel);
        var rows = sums.Rows;
        // Of whom only some are told, nobody knows since when all of them buy; sums are of all.
        var isWhole = shown is null || rows.Count <= shown.Take;
        var signed = Sum(rows, row => row.Signed);
        var told = shown is null ? rows : [.. rows.Skip(shown.Skip).Take(shown.Take)];
        var further = asked.Further ? await new CustomersFurther(db, asked, sums, shown is null ? null : [.. told.Select(row => row.CustomerId)]).OfAsync(cancel) : null;
        var lines = asked.Further ? (await db.CategoriesAsync(cancel)).ToDictionary(category => category.Id.ToString(CultureInfo.InvariantCulture), category => category.LocalName()) : [];
        IReadOnlyList<string> columns =
        [
            "customer", "region", "first", "last", "purchases", "signed", "share", "cumulative_share", "class", "previous", "last_year",
            .. Further(asked, "growth", "growth_year", "interval_days", "next_expected", "rfm", "service_share"), .. Further(asked, [.. Margin(asked, "margin")]), .. RateColumns(asked),
            .. Further(asked, "recency_days", "dormant", "receivable_now", "renewals", "lines_owned"), .. OfAllProducts(asked, "white_space"),
            .. Further(asked, "signed_12", "signed_36", "referred_leads", "referred_customers"),
        ];
        var gone = (Previous: Gone(asked.Previous, sums.Before.Previous - sums.BeforeOfRows.Previous), LastYear: Gone(asked.LastYear, sums.Before.LastYear - sums.BeforeOfRows.LastYear));
        return new SalesTable(
            "customer-purchases", columns,
            [.. told.Select(row => new SalesRow(
            [
                row.Customer, names.Region(row.RegionId), row.First, row.Last, row.Purchases, row.Signed, new ShareOf(row.Share), new PartOf(new ShareOf(row.Cumulative), null), row.Class,
                .. Compared(asked, row.Previous, row.LastYear, $"customer={row.CustomerId}"), .. Grown(asked, row.Signed, row.Previous, row.LastYear), .. further is null ? [] : Further(asked, row, further.Each[row.CustomerId], lines),
            ], Link(asked, $"customer={row.CustomerId}")) { Id = row.CustomerId })],
            new SalesRow(
            [
                words["Reports.Total"], null, isWhole ? rows.Min(row => row.First) : null, isWhole ? rows.Max(row => row.Last) : null, sums.Purchases, signed,
                new ShareOf(signed.Minor == 0 ? 0 : 1), new ShareOf(signed.Minor == 0 ? 0 : 1), null,
                .. Compared(asked, sums.Before.Previous, sums.Before.LastYear, ""), .. Grown(asked, signed, sums.Before.Previous, sums.Before.LastYear), .. further is null ? [] : FurtherOfAll(asked, signed, further.All),
            ], Link(asked, "")), new SalesChart("funnel", ["signed"]))
        {
            Count = rows.Count,
            Gone = gone,
            GoneRows = gone is { Previous.Value: Money { Minor: 0 }, LastYear.Value: Money { Minor: 0 } } ? [] : [new SalesRow([.. columns.Select(OfGone)])],
        };

        object? OfGone(string column) => column switch
        {
            "customer" => words["Reports.BoughtOnlyThen"],
            "previous" => gone.Previous,
            "last_year" => gone.LastYear,
            "purchases" => 0,
            "signed" => Money.Zero,
            _ => null,
        };

        PartOf Gone(SalesQuestion then, Money signed) => new(signed, Link(then, $"buyers={BuyersOf(asked, not: true)}"));
    }

    private IEnumerable<object?> Further(SalesQuestion asked, CustomerSales row, CustomerFurther one, Dictionary<string, string> lines)
    {
        var on = asked.To < today ? asked.To : today;
        return
        [
            Ever(one.Rhythm.IntervalDays), one.Rhythm.NextExpected, one.Rhythm.Class(row.Class, on), new PartOf(new ShareOf(Pareto.Share(one.Service, row.Signed)), Link(asked, $"customer={row.CustomerId}&service=true")), .. Margin(asked, one.Margin),
            .. Rate(asked, row.ExTax, row.Margin),
            Ever(one.Rhythm.Last is { } last ? on.DayNumber - last.DayNumber : null), one.Rhythm.IsDormant(on) ? words["Reports.Dormant"] : null,
            new PartOf(one.Receivable, $"/contracts?customer={row.CustomerId}&first=true"), new PartOf(one.Renewals, Link(asked, $"customer={row.CustomerId}&renewal=true")), Ever(one.Lines.Count),
            .. OfAllProducts<object?>(asked, one.WhiteSpace.Count == 0 ? null : string.Join(words["Reports.Separator"], one.WhiteSpace.Select(line => lines.GetValueOrDefault(line, line)))),
            Bought(one.Year, SalesQuestion.MonthsOfYear), Bought(one.ThreeYears, 3 * SalesQuestion.MonthsOfYear),
            one.ReferredLeads is { } leads ? new PartOf(leads, $"/leads?state=All&referredBy={row.CustomerId}&to={Show.Day(asked.To)}") : null,
            new PartOf(one.ReferredCustomers, Listed(asked, $"/customers?referredBy={row.CustomerId}&knownUntil={Show.Day(asked.To)}")),
        ];

        object? Ever(int? figure) => figure is null ? null : new PartOf(figure, $"/contracts?customer={row.CustomerId}&to={Show.Day(asked.To)}");

        PartOf Bought(Money signed, int months) => new(signed, Link(asked.MonthsBack(months), $"customer={row.CustomerId}"));
    }

    /// <summary>What others of the class have besides is told of all that they buy: of one product it would say nothing.</summary>
    private static IEnumerable<T> OfAllProducts<T>(SalesQuestion asked, params T[] cells) => asked is { Further: true, Product: null } ? cells : [];

    /// <summary>The list of customers, for who may open it.</summary>
    private static string? Listed(SalesQuestion asked, string customers) => asked.Viewer.May(RecordType.Customer, AccessAction.Read) ? customers : null;

    /// <summary>What is told of all who bought within the days opens what is theirs, whenever it was.</summary>
    private static IEnumerable<object?> FurtherOfAll(SalesQuestion asked, Money signed, CustomersTotal all)
    {
        var (buyers, until) = (BuyersOf(asked), Show.Day(asked.To));
        return
        [
            null, null, null, new PartOf(new ShareOf(Pareto.Share(all.Service, signed)), Link(asked, "service=true")), .. Margin(asked, all.Margin),
            .. Rate(asked, all.ExTax, all.Margin),
            null, null, new PartOf(all.Receivable, $"/contracts?first=true&buyers={buyers}"), new PartOf(all.Renewals, Link(asked, "renewal=true")), null, .. OfAllProducts<object?>(asked, [null]),
            Longer(all.Year, SalesQuestion.MonthsOfYear), Longer(all.ThreeYears, 3 * SalesQuestion.MonthsOfYear),
            all.ReferredLeads is { } leads ? new PartOf(leads, $"/leads?state=All&referrers={buyers}&to={until}") : null,
            new PartOf(all.ReferredCustomers, Listed(asked, $"/customers?referrers={buyers}&knownUntil={until}")),
        ];

        PartOf Longer(Money bought, int months) => new(bought, Link(asked.MonthsBack(months), $"buyers={buyers}"));
    }
}
