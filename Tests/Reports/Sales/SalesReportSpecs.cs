using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

public sealed class SalesReportSpecs
{
    [Theory, EveryDatabase]
    public async Task What_was_signed_is_the_same_in_every_report(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var random = new Random(11);
        var customers = new List<Customer>();
        foreach (var owner in (string?[])[WorldPeople.Rep, WorldPeople.Manager, null])
        {
            customers.Add(await world.CustomerAsync($"Buyer {owner}", owner));
        }

        var products = new[] { await world.ProductAsync("P-1"), await world.ProductAsync("P-2"), await world.ProductAsync("P-3") };
        var expected = 0L;
        for (var i = 0; i < 25; i++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays(random.Next(0, 686));
            var customer = customers[random.Next(customers.Count)];
            if (customer.OwnerId is null)
            {
                continue;
            }

            var contract = await world.ContractAsync(customer, random.Next(1, 100_000), day, productId: products[random.Next(3)].Id);
            expected += day.Year == 2026 ? contract.SignedInTax.Minor : 0;
            expected += random.Next(3) == 0 ? await AmendAsync(world, contract, products[random.Next(3)].Id, random) : 0;
        }

        await using var db = world.Open();
        var asked = new SalesQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var (regions, before, yearBefore) = await SalesReports.RegionsAsync(db, asked);
        var periods = await SalesReports.PeriodsAsync(db, asked, new CompanySettings());

        Assert.Equal(expected, regions.Sum(row => row.Signed.Minor));
        Assert.Equal(expected, (await SalesReports.ProductsAsync(db, asked)).Rows.Sum(row => row.Signed.Minor));
        Assert.Equal(expected, (await SalesReports.CustomersAsync(db, asked)).Rows.Sum(row => row.Signed.Minor));
        Assert.Equal(expected, periods.Sum(row => row.Signed.Minor));
        Assert.Equal(expected, periods[^1].Cumulative.Minor);
        Assert.Equal(regions.Sum(row => row.Contracts), periods.Sum(row => row.Contracts));
        Assert.Equal(12, periods.Count);
        Assert.Equal((yearBefore.Minor, yearBefore), (periods.Sum(row => row.LastYear.Minor), before));
    }

    [Theory]
    [EveryDatabase("customer-purchases")]
    [EveryDatabase("product-sales")]
    [EveryDatabase("regional-sales")]
    public async Task What_was_signed_before_is_told_of_all_also_of_those_who_sign_nothing_now(DatabaseKind kind, string report)
    {
        await using var world = await World.CreateAsync(kind);
        var (east, west) = (await world.CustomerAsync("East buyer"), await world.CustomerAsync("West buyer", WorldPeople.Stranger));
        var (now, then) = (await world.ProductAsync("P-1"), await world.ProductAsync("P-2"));
        await world.ContractAsync(east, 1000, new DateOnly(2026, 3, 1), productId: now.Id);
        await world.ContractAsync(west, 2000, new DateOnly(2025, 3, 1), productId: then.Id);

        var total = (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/{report}?from=2026-01-01&to=2026-12-31")).Find("main tfoot").TextContent;

        Assert.Contains("1,130.00", total, StringComparison.Ordinal);
        Assert.Equal(2, total.Split("2,260.00").Length - 1);
    }

    [Theory, EveryDatabase]
    public async Task Pages_and_files_say_what_the_report_says(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer, 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(customer, 2000, new DateOnly(2025, 3, 1));
        var visitor = world.Visit(WorldPeople.Administrator);

        foreach (var key in (string[])["regional-sales", "product-sales", "customer-purchases", "sales-by-time", "contract-execution"])
        {
            var page = await visitor.GetAsync($"/reports/{key}?from=2026-01-01&to=2026-12-31&step=Quarter");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("1,130.00", page.Document.QuerySelector("main tfoot")?.TextContent, StringComparison.Ordinal);
            var file = await visitor.GetAsync($"/reports/{key}/export.csv?from=2026-01-01&to=2026-12-31");
            Assert.Contains("1130.00", file.Text, StringComparison.Ordinal);
        }

        var behind = (await visitor.GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31")).Document.QuerySelector("main tbody a")?.GetAttribute("href");
        Assert.Single((await visitor.GetAsync(behind ?? "")).Document.QuerySelectorAll("main tbody tr"));
    }

    [Theory]
    [EveryDatabase("sales-by-time", "to")]
    [EveryDatabase("customer-purchases", "to")]
    [EveryDatabase("contract-execution", "to")]
    [EveryDatabase("stage-funnel", "until")]
    [EveryDatabase("presales-cost", "until")]
    [EveryDatabase("presales-cost/entries", "until")]
    public async Task A_period_that_ends_before_it_starts_is_refused_with_its_days(DatabaseKind kind, string report, string until)
    {
        await using var world = await World.CreateAsync(kind);
        var address = $"/reports/{report}?from=2026-12-31&{until}=2026-01-01";
        foreach (var (language, said) in new[] { ("en", "The period ends before it starts: from 2026-12-31 to 2026-01-01."), ("zh-CN", "期间的结束日期早于开始日期：2026-12-31 至 2026-01-01。") })
        {
            var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync(address);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(said, page.Find("main").TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector($"main a[href='/reports/{report}']"));
            Assert.True(report == "presales-cost/entries" || page.Find("main form [name=from]").GetAttribute("value") == "2026-12-31", "The form stands there with what was typed.");
        }
    }

    [Theory, EveryDatabase]
    public async Task A_target_is_revised_with_a_reason_and_counts_by_the_month(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);

        await visitor.SendAsync(await visitor.GetAsync("/targets?on=2026-10-01"), "main form", ("Form.Whose", "Company"), ("Form.Amount", "300"));
        var refused = await visitor.SendAsync(await visitor.GetAsync("/targets?on=2026-10-01"), "main form", ("Form.Whose", "Company"), ("Form.Amount", "100"));
        await visitor.SendAsync(await visitor.GetAsync("/targets?on=2026-10-01"), "main form", ("Form.Whose", "Company"), ("Form.Amount", "100"), ("Form.Reason", "Less"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await using var db = world.Open();
        var sums = await db.TargetsAsync(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.Equal(10_000, sums.Of(TargetOf.Company, null, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))?.Minor);
        Assert.Equal(3_333, sums.Of(TargetOf.Company, null, new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31))?.Minor);
        Assert.Null(sums.Of(TargetOf.Company, null, new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31)));
    }

    [Theory]
    [InlineData(0, 'A')]
    [InlineData(69, 'A')]
    [InlineData(70, 'B')]
    [InlineData(89, 'B')]
    [InlineData(90, 'C')]
    public void Customers_are_classed_by_what_those_before_them_make(long before, char expected) => Assert.Equal(expected, Pareto.Class(new Money(before), new Money(100)));

    private static async Task<long> AmendAsync(World world, Contract contract, long product, Random random)
    {
        await using var db = world.Open();
        var known = await db.LoadAsync(contract.Id);
        var day = ContractWorld.Today;
        known.Amend(day, "More", [new LineTerms(product, 1, new Money(random.Next(1, 99_999)), Percent.Zero, new Percent(600))], [], day, world.By(null));
        await db.SaveChangesAsync();
        return known.Amendments[0].InTax.Minor;
    }
}
