using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Reports.Frame;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What was invoiced before a contract was terminated stays receivable; what was not is no longer due. Every page says the same.</summary>
public sealed class TerminationSpecs
{
    private const string Finance = "Fay Finance";

    private static readonly DateOnly SignedOn = ContractWorld.Today.AddDays(-100);

    [Theory]
    [EveryDatabase("en", "No longer due", "What is not invoiced is no longer due. This can’t be taken back. Figures of sales keep the amount")]
    [EveryDatabase("zh-CN", "不再应收", "未开票的金额不再应收。终止后不能恢复；销售统计仍按签约金额计算")]
    public async Task What_was_invoiced_stays_to_be_paid_and_the_rest_is_due_no_longer(DatabaseKind kind, string language, string lapsed, string means)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await BilledAsync(world, 500, 200);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var path = $"/contracts/{contract.Id}";
        var form = await visitor.GetAsync(path);
        Assert.Contains(means, form.Find("#termination-means").TextContent, StringComparison.Ordinal);
        Assert.Equal(["630.00", "300.00"], form.Document.QuerySelectorAll("#termination-brings .money").Select(sum => sum.TextContent.Trim()));
        Assert.Contains("btn-danger", form.Find("form[action$=termination] button").ClassList);

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(form, "form[action$=termination]", ("Termination.Reason", "They gave up"))).Status);

        // Of 1,130.00 only 500.00 were invoiced and 200.00 came in: 139.00 of the first payment and 161.00 of the second are left.
        var (page, money) = (await visitor.GetAsync(path), await visitor.GetAsync($"{path}/money"));
        Assert.Contains(lapsed, page.Find("#lapsed").TextContent, StringComparison.Ordinal);
        Assert.Contains("630.00", page.Find("#lapsed").TextContent, StringComparison.Ordinal);
        Assert.Equal(["139.00", "161.00"], page.Document.QuerySelectorAll("section[aria-labelledby=open] li .money").Select(open => open.TextContent.Trim()));
        Assert.Equal(["139.00", "161.00", "0.00"], money.Document.QuerySelectorAll("section[aria-labelledby=payments] tbody tr").Select(row => row.Children[4].QuerySelector(".money")?.TextContent.Trim()));
        Assert.Equal("300.00", money.Document.QuerySelectorAll("section[aria-labelledby=payments] tfoot td")[2].QuerySelector(".money")?.TextContent.Trim());
        Assert.Empty(money.Document.QuerySelectorAll("section[aria-labelledby=deliveries] .overdue"));
        Assert.Null(money.Document.QuerySelector("form[action$='milestones/days']"));
    }

    [Theory, EveryDatabase]
    public async Task Every_list_and_report_says_the_same(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await EndAsync(world, await BilledAsync(world, 500, 200));
        await EndAsync(world, await world.ContractAsync(await world.CustomerAsync("Never invoiced"), 8000, SignedOn));
        var finance = world.Visit(Finance);

        var dunning = await finance.GetAsync("/contracts/overdue");
        Assert.Equal(["300.00", "0.00", "161.00", "139.00", "0.00"], dunning.Document.QuerySelectorAll("ul.money-figures .money").Select(sum => sum.TextContent.Trim()));
        Assert.Equal(2, dunning.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Single((await finance.GetAsync("/contracts?overdue=true")).Document.QuerySelectorAll("main tbody tr"));
        var home = await finance.GetAsync("/");
        Assert.Equal("300", home.Find("dl.home-figures a[href='/contracts/overdue']").TextContent.Trim());
        Assert.All(home.Document.QuerySelectorAll(".home-rows li:has(.overdue)"), row => Assert.Contains("Buyer", row.TextContent, StringComparison.Ordinal));

        var report = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true");
        var heads = report.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        foreach (var (column, sum) in new[]
        {
            ("Pending payment", "300.00"), ("Overdue", "300.00"), ("Receivable", "300.00"), ("Uninvoiced", "0.00"), ("Due so far", "500.00"), ("Overdue 31–60 days", "161.00"), ("Overdue 61–90 days", "139.00"),
            ("Retention money", "0.00"), ("Milestones behind", "0"),
        })
        {
            var cell = report.Find("table.figures tfoot tr").Children[heads.IndexOf(column)];
            Assert.Equal((column, sum), (column, cell.TextContent.Trim()));
            if (cell.QuerySelector("a[href*='/milestones?']") is { } link && column == "Due so far")
            {
                Assert.Contains(sum, (await world.Visit(WorldPeople.GeneralManager).GetAsync(link.GetAttribute("href") ?? "")).Find("main").TextContent, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [EveryDatabase("en", "Margin until it was terminated", "Margin at completion")]
    [EveryDatabase("zh-CN", "终止时毛利", "预计完工毛利")]
    public async Task What_it_leaves_is_what_was_earned_until_then_and_no_margin_at_completion(DatabaseKind kind, string language, string said, string notSaid)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await BilledAsync(world, 500, 200);
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contract.Id);
            row.Spend(new CostTerms(CostKind.Labour, false, ContractWorld.Today, Money.FromMajor(100)), world.By(null));
            await db.SaveChangesAsync();
        }

        await EndAsync(world, contract);
        await world.ContractAsync(await world.CustomerAsync("Another"), 1000, SignedOn);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var (page, costs) = (await visitor.GetAsync($"/contracts/{contract.Id}"), await visitor.GetAsync($"/contracts/{contract.Id}/costs"));

        // 500.00 of 1,130.00 are 442.48 of 1,000.00 without tax; 100.00 were spent, and 500.00 would have been.
        Assert.All((Page[])[page, costs], tab =>
        {
            var figures = tab.Find("ul.key-figures").TextContent;
            Assert.Contains(said, figures, StringComparison.Ordinal);
            Assert.Contains("342.48", figures, StringComparison.Ordinal);
            Assert.DoesNotContain(notSaid, figures, StringComparison.Ordinal);
        });
        var report = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31");
        var margin = report.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList().IndexOf("Margin");
        Assert.Equal(["342.48", "500.00"], report.Document.QuerySelectorAll("table.figures tbody tr").Select(row => row.Children[margin].TextContent.Trim()).Order(StringComparer.Ordinal));
        Assert.Equal("842.48", report.Find("table.figures tfoot tr").Children[margin].TextContent.Trim());
        var file = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution/export.csv?from=2026-01-01&to=2026-12-31&all=true")).Text;
        Assert.Contains("842.48", file[file.LastIndexOf("Total", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Margin rate", "only what was invoiced or received until then")]
    [EveryDatabase("zh-CN", "毛利率", "已终止的合同只计终止前已开票或已回款的部分")]
    public async Task Its_margin_rate_is_of_what_was_earned_on_its_page_and_in_the_report_of_it_and_of_all(DatabaseKind kind, string language, string rate, string means)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await BilledAsync(world, 500, 200);
        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Spend(new CostTerms(CostKind.Labour, false, ContractWorld.Today, Money.FromMajor(100)), world.By(null));
            await db.SaveChangesAsync();
        }

        await EndAsync(world, contract);
        await world.ContractAsync(await world.CustomerAsync("Another"), 1000, SignedOn);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        const string all = "from=2026-01-01&to=2026-12-31&all=true";
        var report = await visitor.GetAsync($"/reports/contract-execution?{all}");
        var heads = report.Document.QuerySelectorAll("table.figures thead th").ToList();
        var place = heads.FindIndex(head => head.TextContent.Trim() == rate);

        // 342.48 of 442.48, and with the other contract 842.48 of 1,442.48.
        Assert.Contains("77.4", (await visitor.GetAsync($"/contracts/{contract.Id}")).Find("ul.key-figures li:last-child small").TextContent, StringComparison.Ordinal);
        Assert.Contains(means, heads[place].OuterHtml, StringComparison.Ordinal);
        var cells = report.Document.QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr").Select(row => row.Children[place]).ToList();
        Assert.Equal(["50.0%", "58.4%", "77.4%"], cells.Select(cell => cell.TextContent.Trim()).Order(StringComparer.Ordinal));
        foreach (var cell in cells)
        {
            await RatioSpecs.OpensAsync(visitor, cell.QuerySelector("a") ?? throw new InvalidOperationException(cell.OuterHtml));
        }

        var file = (await visitor.GetAsync($"/reports/contract-execution/export.csv?{all}")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("1442.48", file[^1].Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContractStatus.InProgress, 0, 600)]
    [InlineData(ContractStatus.Terminated, 0, 900)]
    [InlineData(ContractStatus.Terminated, 565, 400)]
    [InlineData(ContractStatus.Terminated, 1130, -100)]
    public void A_terminated_contract_earns_what_did_not_lapse_and_costs_what_was_spent(ContractStatus status, int lapsed, int margin) => Assert.Equal(
        Money.FromMajor(margin),
        new ContractResult(status, Money.FromMajor(1000), Money.FromMajor(1130), Money.FromMajor(lapsed), Money.FromMajor(100), Money.FromMajor(400)).Margin);

    [Theory, EveryDatabase]
    public async Task What_stayed_receivable_comes_in_and_is_refunded_as_ever(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await BilledAsync(world, 500, 200);
        await EndAsync(world, contract);

        await ReceiveAsync(world, contract, "R-2", 139);
        Assert.Equal((Money.FromMajor(161), Money.FromMajor(161)), await OpenAsync());
        await ReceiveAsync(world, contract, "R-3", 139, isRefund: true);
        Assert.Equal((Money.FromMajor(300), Money.FromMajor(300)), await OpenAsync());

        async Task<(Money Outstanding, Money Overdue)> OpenAsync()
        {
            var read = await world.ReadAsync(contract);
            return (read.Outstanding, read.OverdueOn(ContractWorld.Today));
        }
    }

    private static async Task<Contract> BilledAsync(World world, int invoiced, int received)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, SignedOn);
        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Bill("F-1", ContractWorld.Today, Money.FromMajor(invoiced), world.By(null));
            await db.SaveChangesAsync();
        }

        await ReceiveAsync(world, contract, "R-1", received);
        return contract;
    }

    private static async Task ReceiveAsync(World world, Contract contract, string reference, int amount, bool isRefund = false)
    {
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        var receipt = new Receipt(reference, row.CustomerId, ContractWorld.Today, Money.FromMajor(amount), isRefund, null, world.By(null));
        receipt.Match(row, row.Payments.First().Id, Money.FromMajor(amount), world.By(null));
        db.Receipts.Add(receipt);
        await db.SaveChangesAsync();
    }

    private static async Task EndAsync(World world, Contract contract)
    {
        await using var db = world.Open();
        (await db.LoadAsync(contract.Id)).Terminate("They gave up", world.By(null));
        await db.SaveChangesAsync();
    }
}
