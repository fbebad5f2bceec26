using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>What regions may still sign and where their sales come from; how customers buy, what they owe and what they do not have yet.</summary>
public sealed class SalesColumnsSpecs
{
    [Theory, EveryDatabase]
    public async Task A_region_tells_what_is_expected_of_what_it_has_still_to_sign(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer, 1000, new DateOnly(2026, 3, 1));
        await world.OpenedAsync("This year");
        await world.OpenedAsync("Next year", verbs: (project, stamp) => project.Redate(stamp.Today.AddDays(90), "Later", stamp));
        await world.OpenedAsync("Held", verbs: (project, stamp) => project.Hold("Not yet", stamp));
        await world.OpenedAsync("Far west", WorldPeople.Stranger);
        await using (var db = world.Open())
        {
            await db.SetTargetAsync(TargetOf.Region, customer.RegionId, FiscalSpan.Of(ContractWorld.Today, 12, 1), Money.FromMajor(26_130), null, world.By(null));
        }

        var (rows, total) = await FileAsync(world, "regional-sales", "2026-12-31");
        var before = await FileAsync(world, "regional-sales", "2026-10-31");

        // Each is worth 100,000 and in a stage of 10 %; 25,000 are left of the target.
        Assert.Equal([("East", "1", "30000.00", "10000.00", "0.4000"), ("West", "0", "10000.00", "10000.00", "")],
            rows.Select(row => (row["Region"], row["Contracts"], row["Weighted pipeline"], row["Of which due"], row["Coverage ratio"])));
        Assert.Equal(("0.00", "0.0000", "", "1", "1130.00", "26130.00"), (rows[1]["Signed"], rows[1]["Share"], rows[1]["Target"], total["Contracts"], total["Signed"], total["Target"]));
        Assert.Equal(("40000.00", "20000.00", "0.8000"), (total["Weighted pipeline"], total["Of which due"], total["Coverage ratio"]));
        Assert.Equal(("0.00", "0.00"), (before.Total["Weighted pipeline"], before.Total["Of which due"]));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31&all=true");
        var link = page.Document.QuerySelector($"table.figures tbody a[href^='/opportunities?weighted=true&region={customer.RegionId}&report=']");
        Assert.Equal("30,000.00", link?.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_region_that_signed_nothing_of_its_target_stands_there_for_who_sees_all_of_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(await world.CustomerAsync("Other", WorldPeople.Stranger), 2000, new DateOnly(2025, 3, 1));
        await using (var db = world.Open())
        {
            var west = await db.Regions.SingleAsync(region => region.Name == "West");
            await db.SetTargetAsync(TargetOf.Region, west.Id, FiscalSpan.Of(ContractWorld.Today, 12, 1), Money.FromMajor(5000), null, world.By(null));
        }

        var (all, rep) = (await RowsAsync(WorldPeople.GeneralManager, ""), await RowsAsync(WorldPeople.Rep, ""));

        Assert.Equal(["East", "West", "Total"], all.Select(row => row[0]));
        Assert.Equal(["West", "0", "0.00", "0%", "5,000.00", "0%", "2,260.00", "2,260.00", "–"], all[1].Take(9).Select(cell => cell.Replace(".0%", "%", StringComparison.Ordinal)));
        Assert.Equal(("1", "1,130.00"), (all[2][1], all[2][2]));
        Assert.Equal(["East", "Total"], rep.Select(row => row[0]));
        Assert.Equal(["East", "Total"], (await RowsAsync(WorldPeople.GeneralManager, $"&team={(await world.PersonAsync(WorldPeople.Rep)).TeamId}")).Select(row => row[0]));

        async Task<List<List<string>>> RowsAsync(string who, string more) =>
            [.. (await world.Visit(who).GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31" + more)).Document
                .QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList())];
    }

    [Theory, EveryDatabase]
    public async Task A_customer_tells_what_he_signed_in_twelve_and_in_thirty_six_months(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (buyer, other, product) = (await world.CustomerAsync("Buyer"), await world.CustomerAsync("Other"), await world.ProductAsync());
        foreach (var (price, day) in new (int, DateOnly)[]
        {
            (1, new(2023, 6, 30)), (10, new(2023, 7, 1)), (100, new(2025, 6, 30)), (1000, new(2025, 7, 1)), (10_000, new(2026, 6, 30)), (100_000, new(2026, 7, 1)),
        })
        {
            await world.ContractAsync(buyer, price, day, productId: product.Id);
        }

        await world.ContractAsync(other, 1000, new DateOnly(2026, 5, 1), productId: product.Id);
        var (rows, total) = await FileAsync(world, "customer-purchases", "2026-06-30");
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/customer-purchases?from=2026-01-01&to=2026-06-30&all=true");

        Assert.Equal([("Buyer", "12430.00", "12554.30"), ("Other", "1130.00", "1130.00")], rows.Select(row => (row["Customer"], row["Twelve months"], row["Thirty-six months"])));
        Assert.Equal(("13560.00", "13684.30"), (total["Twelve months"], total["Thirty-six months"]));
        var link = page.Document.QuerySelectorAll("table.figures tbody a").Single(cell => cell.TextContent == "12,554.30").GetAttribute("href") ?? "";
        Assert.Equal(4, (await world.Visit(WorldPeople.GeneralManager).GetAsync(link)).Document.QuerySelectorAll("main tbody tr").Length);
    }

    [Theory, EveryDatabase]
    public async Task Sales_are_told_apart_by_where_the_lead_came_from(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer"), await world.ProductAsync());
        var lead = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Channel = LeadChannel.Partner });
        var project = await world.OpenedAsync(verbs: (one, _) => one.CameFrom(lead.Id));
        await world.ContractAsync(customer, 1000, productId: product.Id);
        await using (var db = world.Open())
        {
            var contract = new Contract(
                new ContractFacts("From a partner", customer.Id)
                {
                    OpportunityId = project.Id,
                    Lines = [new LineTerms(product.Id, 2, Money.FromMajor(1000), Percent.Zero, new Percent(1300))],
                    Milestones = ContractWorld.Terms(ContractWorld.Today),
                },
                new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
            contract.Sign("C-PARTNER", ContractWorld.Today, world.By(null));
            db.Contracts.Add(contract);
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31&split=Channel");

        Assert.Equal(["Partner", "Without a lead"], page.Document.QuerySelectorAll("table.figures thead th").TakeLast(2).Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["2,260.00", "1,130.00"], page.Document.QuerySelectorAll("table.figures tbody td").TakeLast(2).Select(cell => cell.TextContent.Trim()));
        var list = await visitor.GetAsync(page.Document.QuerySelector("table.figures tbody a[href*='channel=Partner']")?.GetAttribute("href") ?? "");
        Assert.Contains("C-PARTNER", Assert.Single(list.Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_customer_tells_how_long_he_is_silent_what_he_owes_and_what_he_does_not_have(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (hardware, service) = (await CategoryAsync(world, "Hardware"), await CategoryAsync(world, "Service"));
        var (server, care) = (await world.ProductAsync("H-1", category: hardware), await world.ProductAsync("S-1", kind: ProductKind.Service, category: service));
        var (buyer, other) = (await world.CustomerAsync("Buyer"), await world.CustomerAsync("Other", WorldPeople.Stranger));
        foreach (var day in (DateOnly[])[new(2026, 1, 1), new(2026, 2, 1), new(2026, 3, 1)])
        {
            await world.ContractAsync(buyer, 1000, day, productId: care.Id);
        }

        var contract = await world.ContractAsync(other, 3000, new DateOnly(2026, 10, 1), productId: server.Id);
        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Bill("I-1", ContractWorld.Today, Money.FromMajor(400), world.By(null));
            await db.SaveChangesAsync();
        }

        var (rows, total) = await FileAsync(world, "customer-purchases", "2026-12-31");
        var (silent, owing) = (rows.Single(row => row["Customer"] == "Buyer"), rows.Single(row => row["Customer"] == "Other"));

        // 1 March to 18 November; the median of 31 and 28 days is 30.
        Assert.Equal(("262", "Dormant", "0.00", "2", "1"), (silent["Days since last"], silent["Dormant"], silent["Receivable"], silent["Renewals"], silent["Product lines"]));
        Assert.Equal(("48", "", "400.00", "0", "1"), (owing["Days since last"], owing["Dormant"], owing["Receivable"], owing["Renewals"], owing["Product lines"]));
        Assert.Equal((silent["Class"], owing["Class"], "Hardware", "Service"), ("A", "A", silent["White space"], owing["White space"]));
        Assert.Equal(("400.00", "2"), (total["Receivable"], total["Renewals"]));
    }

    [Theory]
    [InlineData(44, false)]
    [InlineData(45, false)]
    [InlineData(46, true)]
    public void Who_buys_every_thirty_days_is_dormant_after_forty_five(int silent, bool isDormant)
    {
        var first = new DateOnly(2026, 1, 1);
        Assert.Equal(isDormant, PurchaseRhythm.Of([first, first.AddDays(30)]).IsDormant(first.AddDays(30 + silent)));
        Assert.False(PurchaseRhythm.Of([first]).IsDormant(first.AddDays(1000)));
    }

    [Fact]
    public void White_space_is_what_every_fourth_of_the_same_class_has()
    {
        var space = new WhiteSpace([('A', ["x", "y"], 1), ('A', ["x"], 3), ('A', ["x", "z", "y"], 1), ('B', ["b"], 1)]);
        Assert.Equal(["x", "y"], space.Of('A', []));
        Assert.Equal(["y"], space.Of('A', ["x", "z"]));
        Assert.Equal(["b"], space.Of('B', ["x"]));
        Assert.Empty(space.Of('C', []));
    }

    [Fact]
    public void Coverage_is_of_what_is_left_of_the_target()
    {
        var expected = new WeightedPipeline(new Money(900), new Money(300));
        Assert.Equal(0.75m, expected.Coverage(new Money(500), new Money(100)));
        Assert.Null(expected.Coverage(new Money(500), new Money(500)));
        Assert.Null(expected.Coverage(null, new Money(100)));
    }

    [Theory]
    [InlineData(300, 200, 0.5)]
    [InlineData(100, 200, -0.5)]
    [InlineData(100, 0, null)]
    [InlineData(100, -50, null)]
    public void Growth_is_a_part_of_what_was_before(long now, long before, double? expected) => Assert.Equal((decimal?)expected, Pareto.Growth(new Money(now), new Money(before)));

    private static async Task<long> CategoryAsync(World world, string name)
    {
        await using var db = world.Open();
        var category = new ProductCategory(name, null, []);
        db.ProductCategories.Add(category);
        await db.SaveChangesAsync();
        return category.Id;
    }

    private static async Task<(List<Dictionary<string, string>> Rows, Dictionary<string, string> Total)> FileAsync(World world, string report, string to)
    {
        var file = await world.Visit(WorldPeople.GeneralManager).GetAsync(string.Create(CultureInfo.InvariantCulture, $"/reports/{report}/export.csv?from=2026-01-01&to={to}&all=true"));
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var rows = lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
        return (rows[..^1], rows[^1]);
    }
}
