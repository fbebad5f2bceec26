using System.Globalization;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>All columns of contract execution: milestones as planned and as they are, what came in on time, what is kept back, and when service begins.</summary>
public sealed class ContractExecutionSpecs
{
    private static readonly DateOnly SignedOn = ContractWorld.Today.AddDays(-100);

    [Theory, EveryDatabase]
    public async Task A_contract_tells_what_was_planned_and_what_is(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, SignedOn);
        // 339.00 was due on 20 August and 678.00 on 9 October.
        await ReceiveAsync(world, contract, "First", 339, new DateOnly(2026, 8, 20));
        await ReceiveAsync(world, contract, "Second", 100, new DateOnly(2026, 10, 1));
        await ReceiveAsync(world, contract, "Second", 200, new DateOnly(2026, 10, 10));
        await ChangeAsync(world, contract, row => row.Finish(row.Deliveries.First().Id, new DateOnly(2026, 9, 20), world.By(null)));

        var (row, total) = await FileAsync(world);

        foreach (var (column, expected) in new[]
        {
            ("Project", "Project of Buyer"), ("Type", "Integration"), ("Amount without tax", "1000.00"), ("As first signed", "1130.00"), ("Change orders", "0.00"),
            ("Delivery milestones", "2"), ("Milestones done", "1"), ("Milestones behind", "1"), ("Planned %", "100"), ("Delivered %", "70"),
            ("Next delivery", "Acceptance"), ("Next delivery on", "2026-10-09"), ("Next payment on", "2026-10-09"), ("Due so far", "1017.00"),
            ("Collected on time", "0.4317"), ("Retention due on", "2027-09-14"), ("Retention money", "113.00"), ("With service since", ""), ("Service fee from", ""),
        })
        {
            Assert.Equal((column, expected), (column, row[column]));
        }

        Assert.Equal(("1017.00", "0.4317", "2", "1", ""), (total["Due so far"], total["Collected on time"], total["Delivery milestones"], total["Milestones behind"], total["Next delivery on"]));
    }

    [Theory, EveryDatabase]
    public async Task After_acceptance_it_tells_since_when_service_has_it_and_from_when_it_costs(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, SignedOn);
        await ChangeAsync(world, contract, row =>
        {
            row.Deliveries.ToList().ForEach(one => row.Finish(one.Id, new DateOnly(2026, 10, 10), world.By(null)));
            row.Accept(new DateOnly(2026, 10, 20), 12, [HandOverNeed.Documents], world.By(null));
            row.AgreeFee(Money.FromMajor(150), world.By(null));
        });
        await ChangeAsync(world, contract, row => row.HandOverItemDone(row.HandOver[0].Id, world.By(null)));

        var (row, total) = await FileAsync(world);

        Assert.Equal(("2027-10-20", "150.00", "150.00"), (row["Next annual fee on"], row["Next annual fee"], total["Next annual fee"]));
        Assert.Equal(
            ("2026-10-20", "2027-10-19", "2026-11-18", "2027-10-20", ""),
            (row["Accepted on"], row["Warranty until"], row["With service since"], row["Service fee from"], row["Next delivery"]));
    }

    [Theory]
    [EveryDatabase("1500.00", "370.00", "Integration")]
    public async Task A_change_order_is_told_apart_from_what_was_signed_first(DatabaseKind kind, string amount, string change, string type)
    {
        await using var world = await World.CreateAsync(kind);
        var (soft, hard) = (await world.ProductAsync("S-1", kind: ProductKind.Software), await world.ProductAsync("H-1"));
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, SignedOn, productId: soft.Id);
        Assert.Equal("Software", (await FileAsync(world)).Row["Type"]);

        var added = new LineTerms(hard.Id, 1, Money.FromMajor(370), Percent.Zero, Percent.Zero);
        await ChangeAsync(world, contract, row => row.Amend(ContractWorld.Today, "A server too", [added], [], null, world.By(null)));

        var (row, total) = await FileAsync(world);
        Assert.Equal((amount, "1130.00", change, type), (row["Amount"], row["As first signed"], row["Change orders"], row["Type"]));
        Assert.Equal((amount, "1130.00", change), (total["Amount"], total["As first signed"], total["Change orders"]));
    }

    [Theory]
    [EveryDatabase("en", "with every change order whenever it was signed")]
    [EveryDatabase("zh-CN", "含其全部变更单")]
    public async Task It_differs_from_what_was_signed_by_change_orders_of_other_times_and_says_so(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, SignedOn);
        var earlier = await world.ContractAsync(await world.CustomerAsync("Earlier"), 1000, new DateOnly(2025, 6, 2));
        var added = new LineTerms((await world.ProductAsync("H-1")).Id, 1, Money.FromMajor(370), Percent.Zero, Percent.Zero);
        await ChangeAsync(world, earlier, row => row.Amend(ContractWorld.Today, "A server too", [added], [], null, world.By(null)));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var (execution, regions) = (await visitor.GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31"), await visitor.GetAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31"));

        Assert.Contains("1,130.00", execution.Find("main tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,500.00", regions.Find("main tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains(said, execution.Find("main .figures-key").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(said, regions.Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_file_has_every_contract_once_however_many_and_adds_them_up(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer"), await world.ProductAsync());
        await using (var db = world.Open())
        {
            for (var i = 1; i <= 1203; i++)
            {
                var facts = new ContractFacts($"Project {i}", customer.Id)
                {
                    Lines = [new LineTerms(product.Id, 1, Money.FromMajor(i), Percent.Zero, Percent.Zero)],
                    Milestones = [new MilestoneTerms(MilestoneKind.Payment, "All", ContractWorld.Today, Percent.Whole)],
                };
                var contract = new Contract(facts, new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
                contract.Sign($"C-{i}", SignedOn.AddDays(i % 3), world.By(null), "Signed on paper");
                db.Contracts.Add(contract);
            }

            await db.SaveChangesAsync();
        }

        var (rows, total) = await AllAsync(world);

        Assert.Equal(1203, rows.Select(row => row["Contract"]).Distinct().Count());
        Assert.Equal(rows.OrderBy(row => row["Signed on"], StringComparer.Ordinal).Select(row => row["Signed on"]), rows.Select(row => row["Signed on"]));
        Assert.Equal((1203, "724206.00"), (rows.Count, total["Amount"]));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true");
        Assert.Contains("724,206.00", page.Find("main tfoot").TextContent, StringComparison.Ordinal);
        var seen = new List<string>();
        for (var next = "/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true"; next is not null; next = page.Document.QuerySelector(".pager [rel=next]")?.GetAttribute("href"))
        {
            page = await world.Visit(WorldPeople.GeneralManager).GetAsync(next);
            seen.AddRange(page.Document.QuerySelectorAll("table.figures tbody th").Select(number => number.TextContent.Trim()));
        }

        Assert.Equal((1203, 1203, 3), (seen.Count, seen.Distinct().Count(), page.Document.QuerySelectorAll("table.figures tbody tr").Length));
        Assert.Contains("1,201 to 1,203 of 1,203", page.Find("[data-rows]").TextContent, StringComparison.Ordinal);
        page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31");
        Assert.Equal(300, page.Document.QuerySelectorAll("table.figures tbody tr").Length);
        var beyond = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31&page=2147483647");
        Assert.StartsWith("/reports/contract-execution?", beyond.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ContractType.Service, ProductKind.Service)]
    [InlineData(ContractType.Software, ProductKind.Software, ProductKind.Service, ProductKind.Implementation)]
    [InlineData(ContractType.Integration, ProductKind.Software, ProductKind.Hardware)]
    [InlineData(ContractType.Integration, ProductKind.Implementation)]
    [InlineData(ContractType.Integration, ProductKind.Service, ProductKind.Hardware)]
    public void The_type_follows_from_what_is_sold(ContractType? type, params ProductKind[] sold) => Assert.Equal(type, ContractTypes.Of(sold));

    [Fact]
    public void Nothing_is_delivered_of_a_terminated_contract_any_more_and_a_payment_of_today_is_not_due_yet()
    {
        var today = ContractWorld.Today;
        MilestoneFacts[] milestones =
        [
            new(MilestoneKind.Payment, "Late", today.AddDays(-1), null) { Amount = new(300), Received = new(100), InTime = new(50) },
            new(MilestoneKind.Payment, "Today", today, null) { Amount = new(500) },
            new(MilestoneKind.Delivery, "Goods", today.AddDays(-5), null) { BasisPoints = 10_000 },
        ];

        var (live, over) = (MilestoneStanding.Of(milestones, today, isTerminated: false), MilestoneStanding.Of(milestones, today, isTerminated: true));

        Assert.Equal((300, 50, 200, 1, "Goods"), (live.Due.Minor, live.InTime.Minor, live.Late[0].Minor, live.Behind, live.Next));
        Assert.Equal((300, 50, 200, 0, null), (over.Due.Minor, over.InTime.Minor, over.Late[0].Minor, over.Behind, over.Next));
        Assert.Equal((600, 400, 2), (live.Plus(live).Due.Minor, live.Plus(live).Late[0].Minor, live.Plus(live).Behind));
    }

    private static async Task ChangeAsync(World world, Contract contract, Action<Contract> verb)
    {
        await using var db = world.Open();
        verb(await db.LoadAsync(contract.Id));
        await db.SaveChangesAsync();
    }

    private static async Task ReceiveAsync(World world, Contract contract, string milestone, int amount, DateOnly on)
    {
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        var receipt = new Receipt(string.Create(CultureInfo.InvariantCulture, $"R-{on:MMdd}"), row.CustomerId, on, Money.FromMajor(amount), false, null, world.By(null));
        receipt.Match(row, row.Payments.Single(one => one.Name == milestone).Id, Money.FromMajor(amount), world.By(null));
        db.Receipts.Add(receipt);
        await db.SaveChangesAsync();
    }

    private static async Task<(Dictionary<string, string> Row, Dictionary<string, string> Total)> FileAsync(World world)
    {
        var (rows, total) = await AllAsync(world);
        return (Assert.Single(rows), total);
    }

    private static async Task<(List<Dictionary<string, string>> Rows, Dictionary<string, string> Total)> AllAsync(World world)
    {
        var file = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution/export.csv?from=2026-01-01&to=2026-12-31&all=true");
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var rows = lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
        return (rows[..^1], rows[^1]);
    }
}
