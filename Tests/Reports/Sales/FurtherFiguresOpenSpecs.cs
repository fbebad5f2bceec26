using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Reports.Pipeline;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>All columns of the reports of sales open lists that state just their figure, to everybody his own (product text, section 10).</summary>
public sealed class FurtherFiguresOpenSpecs
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    private static readonly Dictionary<string, string[]> Stated = new()
    {
        ["customer-purchases"] =
        [
            "Purchases", "Signed", "Period before", "Year before", "Service share", "Margin", "Receivable", "Renewals", "Product lines", "Twelve months", "Thirty-six months", "Leads referred",
            "Customers referred",
        ],
        ["contract-execution"] = ["Retention money", "Delivery milestones", "Milestones done", "Milestones behind", "Planned %", "Due so far", "Collected on time"],
        ["regional-sales"] = ["By number", "By size", "Top five customers", "Concentration"],
        ["product-sales"] = ["Quantity", "Signed", "Margin", "With service"],
    };

    [Theory]
    [EveryDatabase("customer-purchases", WorldPeople.GeneralManager, Year)]
    [EveryDatabase("customer-purchases", WorldPeople.Rep, "from=2026-01-01&to=2026-06-30")]
    [EveryDatabase("customer-purchases", WorldPeople.GeneralManager, "from=2026-04-01&to=2026-09-30&region=1")]
    [EveryDatabase("contract-execution", WorldPeople.GeneralManager, Year)]
    [EveryDatabase("contract-execution", WorldPeople.Rep, Year)]
    [EveryDatabase("contract-execution", WorldPeople.GeneralManager, "from=2026-02-01&to=2026-08-31&region=2")]
    [EveryDatabase("product-sales", WorldPeople.GeneralManager, Year)]
    [EveryDatabase("regional-sales", WorldPeople.GeneralManager, Year)]
    [EveryDatabase("regional-sales", WorldPeople.Rep, "from=2026-02-01&to=2026-08-31")]
    public async Task Every_figure_opens_a_list_that_states_it(DatabaseKind kind, string report, string person, string asked)
    {
        await using var world = await FilledAsync(kind);
        var visitor = world.Visit(person);
        var page = await visitor.GetAsync($"/reports/{report}?{asked}&all=true");
        var heads = page.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        var told = new Dictionary<string, int>();
        foreach (var (cell, head) in page.Document.QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr").SelectMany(row => row.Children.Zip(heads)).Where(pair => Stated[report].Contains(pair.Second)))
        {
            var figure = cell.TextContent.Trim();
            if (figure is "" or "—" or "–")
            {
                continue;
            }

            var href = cell.QuerySelector("a")?.GetAttribute("href");
            Assert.True(href is not null, $"{head} {figure} opens nothing.");
            var list = await visitor.GetAsync(href);
            var sums = list.Document.QuerySelectorAll("[data-sum]").Select(sum => (sum.LastElementChild ?? sum).TextContent.Trim()).ToList();
            Assert.True(list.Status == HttpStatusCode.OK && sums.Contains(figure), $"{head} {figure} opens {href} with {string.Join(" | ", sums)}");
            Assert.Contains($"/reports/{report}?", list.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
            told[head] = told.GetValueOrDefault(head) + (figure is "0" or "0.00" or "0%" or "0.0%" ? 0 : 1);
        }

        Assert.Equal(Stated[report].Order(), told.Keys.Order());
        Assert.True(person != WorldPeople.GeneralManager || asked != Year || told.All(one => one.Value > 0), string.Join(" | ", told));
    }

    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager)]
    [EveryDatabase(WorldPeople.Rep)]
    public async Task A_pipeline_of_days_that_are_over_opens_the_opportunities_as_they_stood_then(DatabaseKind kind, string person)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var visitor = world.Visit(person);
        var page = await visitor.GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-11-15&all=true");
        var links = page.Document.QuerySelectorAll("table.figures tr a[href*='/regional-sales/pipeline?']").Where(link => !link.TextContent.Contains('%', StringComparison.Ordinal)).ToList();

        Assert.True(links.Count >= 4);
        Assert.Contains(links, link => link.TextContent is not "0.00");
        foreach (var link in links)
        {
            var list = await visitor.GetAsync(link.GetAttribute("href") ?? "");
            Assert.Equal((link.GetAttribute("href"), link.TextContent.Trim()), (link.GetAttribute("href"), list.Find(".figure-total .money").TextContent.Trim()));
            Assert.Contains("2026-11-15", list.Find("main ul.chips").TextContent, StringComparison.Ordinal);
            Assert.Contains("to=2026-11-15", list.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("en", "customers who bought nothing 2026-01-01 – 2026-12-31")]
    [EveryDatabase("zh-CN", "2026-01-01 – 2026-12-31 无购买的客户")]
    public async Task What_was_bought_then_by_customers_who_buy_no_more_opens_their_contracts(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var kept = await world.CustomerAsync("Kept");
        await world.ContractAsync(kept, 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(kept, 4000, new DateOnly(2025, 3, 1));
        await world.ContractAsync(await world.CustomerAsync("Gone"), 2000, new DateOnly(2025, 3, 1));
        await world.ContractAsync(await world.CustomerAsync("Gone too", WorldPeople.Stranger), 500, new DateOnly(2025, 4, 1));
        foreach (var (person, sum, contracts) in new[] { (WorldPeople.GeneralManager, "2,825.00", 2), (WorldPeople.Rep, "2,260.00", 1) })
        {
            var visitor = world.Visit(person, language);
            var report = await visitor.GetAsync($"/reports/customer-purchases?{Year}");
            var link = report.Document.QuerySelectorAll("main [data-gone] a")[1];
            var list = await visitor.GetAsync(link.GetAttribute("href") ?? "");

            Assert.Equal((sum, sum), (link.TextContent.Trim(), list.Find("[data-sum=signed] b").TextContent.Trim()));
            Assert.Equal(contracts, list.Document.QuerySelectorAll("main tbody tr").Length);
            Assert.Contains(said, list.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("en", "Signed on: 2026-01-01 – 2026-12-31")]
    [EveryDatabase("zh-CN", "2026-01-01 – 2026-12-31")]
    public async Task Milestones_behind_a_figure_say_whose_they_are_and_hide_amounts_from_whom_they_are_hidden(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, ContractWorld.Today.AddDays(-100));
        await world.ContractAsync(await world.CustomerAsync("Elsewhere", WorldPeople.Stranger), 7000, ContractWorld.Today.AddDays(-100));
        var engineer = await world.HireAsync("Eve Engineer", Role.ServiceManager);
        var address = $"/reports/contract-execution/milestones?of=Due&contract={contract.Id}&{Year}";
        var (own, foreign) = (await world.Visit(WorldPeople.Rep, language).GetAsync(address), await world.Visit(WorldPeople.Stranger, language).GetAsync(address));
        var hidden = await world.Visit(engineer.Name, language).GetAsync(address);

        Assert.Contains(said, own.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        Assert.Equal(("1,017.00", 2), (own.Find("[data-sum=due] b").TextContent.Trim(), own.Document.QuerySelectorAll("main tbody tr").Length));
        Assert.Empty(foreign.Document.QuerySelectorAll("main tbody tr"));
        Assert.True(hidden.Status == HttpStatusCode.Forbidden || (hidden.Document.QuerySelector("[data-sum=due]") is null && !hidden.Text.Contains("1,017.00", StringComparison.Ordinal)));
    }

    [Theory, EveryDatabase]
    public async Task A_list_that_nobody_asked_a_figure_of_leads_to_its_report_and_a_page_of_it_needs_few_statements(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (buyer, care) = (await world.CustomerAsync("Buyer"), await world.ProductAsync("S-CARE", kind: ProductKind.Service));
        await world.ContractAsync(buyer, 1000, ContractWorld.Today.AddDays(-200), productId: care.Id);
        await world.ContractAsync(buyer, 1000, ContractWorld.Today.AddDays(-100), productId: care.Id);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var unasked = await visitor.GetAsync("/reports/contract-execution/milestones");
        Assert.Equal("/reports/contract-execution?all=true", $"{unasked.Location}");
        Assert.Equal("/reports/regional-sales?all=true", $"{(await visitor.GetAsync("/reports/regional-sales/pipeline")).Location}");

        foreach (var address in (string[])
        [
            $"/reports/contract-execution/milestones?of=Due&{Year}", $"/contracts?{Year}&buyers=2026-01-01_2026-12-31_r1", $"/contracts?{Year}&renewal=true", $"/contracts?{Year}&service=true", $"/contracts?{Year}&product={care.Id}&withService=true",
            "/customers?referrers=2026-01-01_2026-12-31&knownUntil=2026-12-31", "/leads?state=All&referrers=2026-01-01_2026-12-31_not",
        ])
        {
            await visitor.GetAsync(address);
            using var statements = new Statements(world);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(address)).Status);
            var own = statements.Sent.Count(sql => !new[] { "\"Accounts\"", "\"AspNet", "\"ManagerId\"", "SecondFactorRoles" }.Any(mark => sql.Contains(mark, StringComparison.Ordinal)));
            Assert.True(own is >= 1 and <= 6, $"{address}: {own}\n{string.Join('\n', statements.Sent)}");
        }
    }

    [Theory]
    [InlineData("2026-01-01_2026-12-31")]
    [InlineData("2026-01-01_2026-12-31_r3_t4_o5")]
    [InlineData("2026-01-01_2026-12-31_r0_not")]
    [InlineData(null, "", "2026-01-01", "2026-01-01_2026-13-31", "2026-01-01_2026-12-31_x3", "2026-01-01_2026-12-31_r", "2026-01-01_2026-12-31_r-1", "_")]
    public void Customers_are_asked_for_in_an_address_by_what_they_bought_and_nothing_else_is_taken_for_it(string? address, params string[] others)
    {
        Assert.Equal(address, BuyersFilter.TryParse(address, CultureInfo.InvariantCulture, out var buyers) ? buyers.ToString() : null);
        Assert.All(others, other => Assert.False(BuyersFilter.TryParse(other, CultureInfo.InvariantCulture, out _)));
    }

    /// <summary>Two years of contracts, some paid and delivered in part, services sold again, and customers who sent leads and customers.</summary>
    internal static async Task<World> FilledAsync(DatabaseKind kind)
    {
        var world = await FiguresOpenSpecs.SoldAsync(kind);
        await using var db = world.Open();
        var customers = await db.Customers.OrderBy(row => row.Id).ToListAsync();
        var category = new ProductCategory("Care", null, []);
        db.ProductCategories.Add(category);
        await db.SaveChangesAsync();
        var care = await world.ProductAsync("S-CARE", kind: ProductKind.Service, category: category.Id);
        foreach (var (customer, day) in customers.Take(3).SelectMany(customer => new[] { new DateOnly(2025, 8, 1), new(2026, 5, 1), new(2026, 8, 1) }, (customer, day) => (customer, day)))
        {
            await world.ContractAsync(customer, 700, day, productId: care.Id);
        }

        foreach (var contract in await db.Contracts.AsSplitQuery().ForChange().Where(row => row.SignedOn != null).OrderBy(row => row.Id).Skip(12).Take(9).ToListAsync())
        {
            var (stamp, first) = (world.By(null), contract.Payments.First());
            if (contract.Deliveries.First() is var goods && goods.DueOn < stamp.Today)
            {
                contract.Finish(goods.Id, goods.DueOn.AddDays(contract.Id % 2 == 0 ? 0 : 3) is var day && day > stamp.Today ? stamp.Today : day, stamp);
            }

            if (first.DueOn < stamp.Today && first.Open > Money.Zero)
            {
                var receipt = new Receipt($"T-{contract.Id}", contract.CustomerId, first.DueOn.AddDays(contract.Id % 3 == 0 ? 1 : -1), first.Open, false, null, stamp);
                receipt.Match(contract, first.Id, contract.Id % 2 == 0 ? first.Open : new Money((first.Open.Minor / 2) + 1), stamp);
                db.Receipts.Add(receipt);
            }
        }

        await db.SaveChangesAsync();
        await world.LeadAsync(LeadStatus.Working, change: facts => facts with { ReferredById = customers[0].Id });
        await world.LeadAsync(LeadStatus.New, change: facts => facts with { ReferredById = customers[1].Id });
        await world.CustomerAsync("Sent by the first", change: facts => facts with { ReferredById = customers[0].Id });
        await world.CustomerAsync("Sent by the second", WorldPeople.Stranger, facts => facts with { ReferredById = customers[1].Id });
        return world;
    }
}
