using System.Globalization;
using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What one kind of cost runs over is not saved in another; and days that can't be are asked for again.</summary>
public sealed class CostAtCompletionSpecs
{
    private static readonly Stamp Now = Stamp.Of(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    [Fact]
    public void With_a_plan_each_kind_costs_what_is_planned_or_booked_whichever_is_more()
    {
        var contract = Signed();
        Assert.Equal(Money.FromMajor(100), contract.CostAtCompletion);
        Spend(contract, CostKind.Purchase, 244, isPlanned: false);
        Assert.Equal(Money.FromMajor(244), contract.CostAtCompletion);

        Spend(contract, CostKind.Subcontract, 50, isPlanned: true);
        Assert.Equal(Money.FromMajor(294), contract.CostAtCompletion);
        Spend(contract, CostKind.Subcontract, 20, isPlanned: false);
        Assert.Equal(Money.FromMajor(294), contract.CostAtCompletion);
        Spend(contract, CostKind.Subcontract, 40, isPlanned: false);

        Assert.Equal((Money.FromMajor(304), Money.FromMajor(200 - 304)), (contract.CostAtCompletion, contract.Result.Margin));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void A_plan_below_what_the_lines_cost_is_known_as_such(int planned, bool isBelow)
    {
        var contract = Signed();
        if (planned > 0)
        {
            Spend(contract, CostKind.Travel, planned, isPlanned: true);
        }

        Assert.Equal(isBelow, contract.IsPlannedBelowLines);
    }

    [Theory]
    [EveryDatabase("en", "Planned costs are")]
    [EveryDatabase("zh-CN", "低于合同明细成本")]
    public async Task A_plan_below_what_the_lines_cost_warns_on_the_page(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var (visitor, path) = (world.Visit(WorldPeople.Administrator, language), $"/contracts/{contract.Id}/costs");
        Assert.Null((await visitor.GetAsync(path)).Document.QuerySelector("#planned-below-lines"));

        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=costs]",
            ("Cost.Kind", "Travel"), ("Cost.CostAmount", "1"), ("Cost.On", "2026-11-18"), ("Cost.IsPlanned", "true"));

        Assert.Contains(said, (await visitor.GetAsync(path)).Find("#planned-below-lines").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_plan_it_is_what_the_lines_cost_or_what_is_booked()
    {
        var contract = Signed();
        contract.Amend(Now.Today, "More", [contract.Lines[0].Terms], [], null, Now);
        Assert.Equal(Money.FromMajor(200), contract.CostAtCompletion);
        Spend(contract, CostKind.Travel, 30, isPlanned: false);
        Assert.Equal(Money.FromMajor(200), contract.CostAtCompletion);
    }

    [Theory, EveryDatabase]
    public async Task Reports_add_up_to_what_the_contracts_say(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contracts = new[] { await world.ContractAsync(customer), await world.ContractAsync(customer, 3000) };
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contracts[0].Id);
            Spend(row, CostKind.Purchase, 700, isPlanned: false);
            Spend(row, CostKind.Subcontract, 50, isPlanned: true);
            await db.SaveChangesAsync();
        }

        await using var read = world.Open();
        var total = await ContractExecution.TotalAsync(read.Contracts, ContractWorld.Today, default);

        Assert.Equal(Money.FromMajor(1000 + 3000 - 750 - 1500), total.Margin);
        Assert.Equal(Money.FromMajor(750), (await world.ReadAsync(contracts[0])).CostAtCompletion);
    }

    [Theory]
    [EveryDatabase("en", "more than a year before the contract was signed", "the change order is signed")]
    [EveryDatabase("zh-CN", "一年以上", "不能早于变更签订日")]
    public async Task A_day_that_can_not_be_is_said_to_be_so_at_its_field(DatabaseKind kind, string language, string early, string due)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await world.ContractAsync(await world.CustomerAsync("Buyer")), world.Visit(WorldPeople.Administrator, language));
        var path = $"/contracts/{contract.Id}";

        var bill = await visitor.SendAsync(
            await visitor.GetAsync($"{path}/money"), "form[action$=invoices]", ("Invoice.Number", "INV-1"), ("Invoice.Amount", "10"), ("Invoice.IssuedOn", "1990-01-01"));
        var cost = await visitor.SendAsync(await visitor.GetAsync($"{path}/costs"), "form[action$=costs]", ("Cost.Kind", "Travel"), ("Cost.CostAmount", "10"), ("Cost.On", "1990-01-01"));
        var change = await visitor.SendAsync(
            await visitor.GetAsync($"{path}/amendments/new"), "main form", ("act", "Confirm"), ("Reason", "More"), ("Added[0].ProductCode", await CodeAsync()), ("DueOn", "1999-01-01"));

        Assert.All([bill, cost, change], page => Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status));
        Assert.Contains(early, bill.Find("#Invoice_IssuedOn-error").TextContent, StringComparison.Ordinal);
        Assert.Contains(early, cost.Find("#Cost_On-error").TextContent, StringComparison.Ordinal);
        Assert.Contains(due, change.Find("#DueOn-error").TextContent, StringComparison.Ordinal);
        var read = await world.ReadAsync(contract);
        Assert.Equal((0, 0, 0), (read.Invoices.Count, read.Costs.Count, read.Amendments.Count));

        async Task<string> CodeAsync()
        {
            await using var db = world.Open();
            return db.Products.Single(product => product.Id == contract.Lines[0].ProductId).Code;
        }
    }

    [Fact]
    public void A_year_before_signing_and_the_day_of_the_order_itself_can_be()
    {
        var contract = Signed();

        Assert.Null(contract.CanBill("I-1", Now.Today.AddYears(-1), Money.FromMajor(1), Now.Today));
        Assert.Equal("DatedLongBeforeSigned", contract.CanBill("I-1", Now.Today.AddYears(-1).AddDays(-1), Money.FromMajor(1), Now.Today)?.Code);
        Assert.Null(Contract.CanBeDue(Now.Today, Now.Today));
        Assert.Null(Contract.CanBeDue(null, Now.Today));
    }

    [Theory, EveryDatabase]
    public async Task Without_a_planned_cost_no_kind_is_held_against_a_plan_and_all_of_them_are_held_against_the_lines(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator);
        var path = $"/contracts/{contract.Id}/costs";

        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=costs]", ("Cost.Kind", "Travel"), ("Cost.CostAmount", "10"), ("Cost.On", "2026-11-18"));
        var page = await visitor.GetAsync(path);

        var read = await world.ReadAsync(contract);
        Assert.Equal(["–", "10.00", "–"], Cells("tbody"));
        Assert.Equal([Said(read.ExpectedCost), "10.00", Said(read.ExpectedCost - read.ActualCost)], Cells("tfoot"));

        IEnumerable<string> Cells(string part) => page.Document.QuerySelectorAll($".cost-kinds {part} td.num").Select(cell => cell.TextContent.Trim());
        static string Said(Money amount) => amount.Major.ToString("#,##0.00", CultureInfo.InvariantCulture);
    }

    private static void Spend(Contract contract, CostKind kind, int amount, bool isPlanned) => contract.Spend(new CostTerms(kind, isPlanned, Now.Today, Money.FromMajor(amount)), Now);

    /// <summary>Of 200.00 without tax; its line costs 100.00.</summary>
    private static Contract Signed()
    {
        var facts = new ContractFacts("Project", 9)
        {
            Lines = [new LineTerms(1, 1, Money.FromMajor(200), Percent.Zero, new Percent(1300), Money.FromMajor(100))],
            Milestones = [new(MilestoneKind.Payment, "All", Now.Today, 10_000)],
        };
        var contract = new Contract(facts, new ContractOwner(7, 1, 1), Now);
        contract.Sign("C-1", Now.Today, Now);
        return contract;
    }
}
