using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Reports.Sales;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>Every figure opens, and what it opens adds up to it (product text, section 10).</summary>
public sealed class FiguresOpenSpecs
{
    [Theory]
    [EveryDatabase("regional-sales")]
    [EveryDatabase("product-sales")]
    [EveryDatabase("customer-purchases")]
    [EveryDatabase("sales-by-time")]
    [EveryDatabase("contract-execution")]
    public async Task A_list_that_a_figure_of_sales_opens_adds_up_to_it(DatabaseKind kind, string report)
    {
        await using var world = await SoldAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync($"/reports/{report}?from=2026-01-01&to=2026-12-31&step=Quarter&all=true");
        var heads = page.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        var (opened, unlinked) = (new Dictionary<string, Page>(), new List<string>());
        var compared = 0;
        foreach (var row in page.Document.QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr"))
        {
            foreach (var (cell, head) in row.Children.Skip(1).Zip(heads.Skip(1)).Where(pair => IsAmount(pair.First.TextContent)))
            {
                if (cell.QuerySelector("a")?.GetAttribute("href") is not { } href)
                {
                    unlinked.Add(head);
                }
                else if (href.Contains('?', StringComparison.Ordinal))
                {
                    opened[href] = opened.GetValueOrDefault(href) ?? await visitor.GetAsync(href);
                    Assert.Equal(HttpStatusCode.OK, opened[href].Status);
                    var sums = opened[href].Document.QuerySelectorAll("[data-sum]").Select(sum => sum.LastElementChild?.TextContent.Trim() ?? sum.TextContent.Trim());
                    Assert.True(sums.Contains(cell.TextContent.Trim()), $"{head} {cell.TextContent} opens {href} with {string.Join(" | ", sums)}");
                    compared++;
                }
            }
        }

        Assert.True(compared > 8, $"{compared}");
        Assert.Empty(unlinked.Distinct());
    }

    [Theory, EveryDatabase]
    public async Task Numbers_of_contracts_open_as_many(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/reports/sales-by-time?from=2026-01-01&to=2026-12-31&step=Quarter");
        foreach (var link in page.Document.QuerySelectorAll("table.figures tr > *:nth-child(2) a"))
        {
            Assert.Equal(link.TextContent, (await visitor.GetAsync(link.GetAttribute("href") ?? "")).Find("[data-sum=contracts] b").TextContent.Trim());
        }
    }

    [Theory, EveryDatabase]
    public async Task Figures_of_the_forecast_and_its_record_open_the_opportunities_that_they_add_up(DatabaseKind kind)
    {
        await using var world = await ForecastAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        foreach (var address in (string[])["?by=Owner", "?by=Team&method=Called", "?part=Backtest", "?part=Backtest&method=Learned"])
        {
            var page = await visitor.GetAsync("/reports/sales-forecast" + address);
            var links = page.Document.QuerySelectorAll("table a[href*='/opportunities?']:not([href*='/learned/'])").Where(link => link.QuerySelector("small") is null && !IsGap(link) && link.Closest("figure[data-chart=bars]") is null).ToList();
            Assert.True(links.Count > 8, $"{address} {links.Count}");
            foreach (var link in links)
            {
                var (figure, list) = (link.TextContent.Trim().Split(' ')[^1], await visitor.GetAsync(link.GetAttribute("href") ?? ""));
                var total = list.Find(".figure-total").QuerySelector(".money")?.TextContent ?? "0.00";
                Assert.Equal((address, link.GetAttribute("href"), figure), (address, link.GetAttribute("href"), total));
            }
        }

        static bool IsGap(IElement link) => link.TextContent.Contains('%', StringComparison.Ordinal) || link.ParentElement?.PreviousElementSibling?.QuerySelector("a[href*='targets']") is not null;
    }

    [Theory, EveryDatabase]
    public async Task A_target_opens_the_targets_that_it_is_made_of(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31");
        var link = page.Find("table.figures tfoot a[href*='/targets/parts']");
        var parts = await world.Visit(WorldPeople.GeneralManager).GetAsync(link.GetAttribute("href") ?? "");

        Assert.Equal(link.TextContent, parts.Find("[data-sum=target]").TextContent.Trim());
        Assert.Equal(2, parts.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync(link.GetAttribute("href") ?? "")).Status);
        Assert.Empty((await world.Visit(WorldPeople.Rep).GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31")).Document.QuerySelectorAll("a[href*='/targets']"));
    }

    private static bool IsAmount(string text) => decimal.TryParse(text.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out _) && text.Trim() is [.., '.', _, _];

    /// <summary>Contracts of two years, many of them changed; invoices, receipts, and targets of two regions.</summary>
    internal static async Task<World> SoldAsync(DatabaseKind kind)
    {
        var (world, random) = (await SalesSplitSpecs.GeneratedAsync(kind), new Random(31));
        await using var db = world.Open();
        foreach (var (contract, i) in (await db.Contracts.AsSplitQuery().ForChange().Where(row => row.SignedOn != null).OrderBy(row => row.Id).Take(12).ToListAsync()).Select((row, i) => (row, i)))
        {
            var stamp = world.By(null);
            contract.Bill($"I-{i}", ContractWorld.Today.AddDays(-random.Next(0, 200)) is var on && on < contract.SignedOn ? contract.SignedOn ?? on : on, new Money(random.NextInt64(1, contract.AmountInTax.Minor)), stamp);
            var receipt = new Receipt($"R-{i}", contract.CustomerId, stamp.Today, new Money(20_000), false, null, stamp);
            var payment = contract.Payments.First(milestone => milestone.Open > new Money(1));
            receipt.Match(contract, payment.Id, new Money(random.NextInt64(1, Math.Min(20_000, payment.Open.Minor))), stamp);
            db.Receipts.Add(receipt);
        }

        await db.SaveChangesAsync();
        var year = FiscalSpan.Of(ContractWorld.Today, 12, 1);
        foreach (var region in await db.Regions.OrderBy(row => row.Id).ToListAsync())
        {
            await db.SetTargetAsync(TargetOf.Region, region.Id, year, Money.FromMajor(10_000 + region.Id), null, world.By(null));
        }

        return world;
    }

    /// <summary>Two years of opportunities, one every ten days, some without a date; each second one is won after ten weeks.</summary>
    private static async Task<World> ForecastAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var (rep, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Manager));
        var customer = await world.CustomerAsync("Buyer");
        await using var db = world.Open();
        var (known, now) = (await db.Customers.SingleAsync(row => row.Id == customer.Id), world.By(rep));
        for (var i = 0; i < 75; i++)
        {
            var (owner, began) = (i % 3 == 0 ? manager : rep, On(750 - (i * 10)));
            var project = new Opportunity($"F-{i}", $"Project {i}", known, null, null, new Money(100_001 + (i * 7_777)), i % 5 == 4 ? null : began.Today.AddDays(60 + (i % 7 * 20)), owner.Id, owner.TeamId, began, owner.RegionId);
            if (i % 2 == 0 && i < 66)
            {
                var ends = On(750 - (i * 10) - 70);
                OpportunityWorld.Initiate(project, ends);
                project.Win(OpportunityWorld.Stages, new Closing(CloseReason.Solution, null, null, null), ends);
            }

            db.Opportunities.Add(project);
        }

        await db.SaveChangesAsync();
        await db.SetTargetAsync(TargetOf.Company, null, FiscalSpan.Of(now.Today, 3, 1), Money.FromMajor(100_000), null, now);
        return world;

        Stamp On(int daysAgo) => now with { At = now.At.AddDays(-daysAgo), Today = now.Today.AddDays(-daysAgo) };
    }
}
