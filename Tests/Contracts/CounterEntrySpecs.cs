using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A cost that was entered wrongly is taken back by a counter-entry, once.</summary>
public sealed class CounterEntrySpecs
{
    private const string Form = "form[action$=counter-entry]";

    [Theory]
    [EveryDatabase("en", "Taken back", "was taken back on 2026-11-18 already", "Reason")]
    [EveryDatabase("zh-CN", "已冲销", "该成本已于 2026-11-18 冲销", "原因")]
    public async Task It_stands_beneath_the_cost_that_it_takes_back_and_says_why(DatabaseKind kind, string language, string taken, string already, string reason)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, cost) = await SpentAsync(world);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var list = await visitor.GetAsync($"/contracts/{contract.Id}/costs");

        var form = await visitor.GetAsync(list.Find($"a[href$='/costs/{cost}/counter-entry']").GetAttribute("href") ?? "");
        Assert.Contains(reason, form.Find($"{Form} label").TextContent, StringComparison.Ordinal);
        var unsaid = await visitor.SendAsync(form, Form);
        var done = await visitor.SendAsync(form, Form, ("Form.Reason", "Another project"));
        var again = await visitor.SendAsync(form, Form, ("Form.Reason", "Another project"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (unsaid.Status, done.Status));
        Assert.NotNull(unsaid.Find("#Form_Reason-error"));
        Assert.Contains(already, (await visitor.GetAsync(form.Address)).Find("#why-not-taken-back").TextContent, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, again.Status);
        var read = await world.ReadAsync(contract);
        Assert.Equal((Money.FromMajor(200), 3), (read.ActualCost, read.Costs.Count));
        var counter = Assert.Single(read.Costs, row => row.TakesBackId is not null);
        Assert.Equal((cost, Money.FromMajor(-500), CostKind.Travel, "Another project", ContractWorld.Today), (counter.TakesBackId, counter.Amount, counter.Kind, counter.Note, counter.On));
        Assert.Equal((ContractEventKind.CostTakenBack, "Another project"), (read.History.MaxBy(row => row.Seq)?.Kind, read.History.MaxBy(row => row.Seq)?.Reason));

        var rows = (await visitor.FollowAsync(done)).Document.QuerySelectorAll("table.cost-entries tbody tr").ToList();
        var at = rows.FindIndex(row => row.ClassList.Contains("counter-entry"));
        Assert.Contains(taken, rows[at - 1].TextContent, StringComparison.Ordinal);
        Assert.Contains("500.00", rows[at - 1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Another project", rows[at].TextContent, StringComparison.Ordinal);
        Assert.Equal(1, rows.Count(row => row.QuerySelector("a[href$=counter-entry]") is not null));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/contracts/{contract.Id}/history")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Of_several_who_take_it_back_at_the_same_moment_one_does(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, cost) = await SpentAsync(world);
        var visitors = Enumerable.Range(0, 4).Select(_ => world.Visit(WorldPeople.Administrator)).ToList();
        var forms = new List<Page>();
        foreach (var visitor in visitors)
        {
            forms.Add(await visitor.GetAsync($"/contracts/{contract.Id}/costs/{cost}/counter-entry"));
        }

        var told = await Task.WhenAll(visitors.Zip(forms, (visitor, form) => visitor.SendAsync(form, Form, ("Form.Reason", "Entered twice"))));

        Assert.Equal(1, told.Count(page => page.Status == HttpStatusCode.Redirect));
        Assert.All(told, page => Assert.Contains(page.Status, new[] { HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict }));
        var read = await world.ReadAsync(contract);
        Assert.Equal((Money.FromMajor(200), 1), (read.ActualCost, read.Costs.Count(row => row.TakesBackId == cost)));
    }

    [Theory]
    [EveryDatabase(WorldPeople.Stranger, false)]
    [EveryDatabase(WorldPeople.Coordinator, false)]
    [EveryDatabase(WorldPeople.Rep, true)]
    [EveryDatabase("Paul Projects", true)]
    public async Task It_is_for_whoever_enters_costs(DatabaseKind kind, string person, bool isHis)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Paul Projects");
        var (contract, cost) = await SpentAsync(world);

        var page = await world.Visit(person).GetAsync($"/contracts/{contract.Id}/costs/{cost}/counter-entry");

        Assert.Equal(isHis, page.Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Administrator).GetAsync($"/contracts/{contract.Id}/costs/{cost + 99}/counter-entry")).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_was_terminated_takes_late_costs_and_plans_no_more(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, _) = await SpentAsync(world);
        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Terminate("They gave up", world.By(null));
            await db.SaveChangesAsync();
        }

        var page = await world.Visit(WorldPeople.Administrator).GetAsync($"/contracts/{contract.Id}/costs");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector("form[action$='/costs']"));
        Assert.Null(page.Document.QuerySelector("[name='Cost.IsPlanned']"));
        Assert.All(page.Document.QuerySelectorAll("tr:has(a[href$=counter-entry])"), row => Assert.DoesNotContain("Planned", row.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_over_and_what_takes_back_itself_is_not_taken_back()
    {
        var by = new Stamp(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), ContractWorld.Today);
        var facts = new ContractFacts("Project", 1) { Lines = [new LineTerms(1, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)], Milestones = ContractWorld.Terms(by.Today) };
        var contract = new Contract(facts, new ContractOwner(1, null, null), by);
        contract.Sign("C-1", by.Today, by);
        contract.Spend(new CostTerms(CostKind.Travel, IsPlanned: true, by.Today, Money.FromMajor(500)), by);
        Assert.Equal("CostNotThere", Assert.Throws<RuleBroken>(() => contract.TakeBack(99, "Wrong", by)).Refusal.Code);

        Assert.Equal("CostIsCounterEntry", contract.CanTakeBack(new ContractCost
        {
            Kind = CostKind.Travel, IsPlanned = true, On = by.Today, Amount = Money.FromMajor(-500), TakesBackId = 5,
        })?.Code);
        Assert.Equal("ReasonNeeded", Assert.Throws<RuleBroken>(() => contract.TakeBack(contract.Costs[0].Id, " ", by)).Refusal.Code);
        contract.Terminate("They gave up", by);
        Assert.Equal("ContractNotLive", contract.CanTakeBack(contract.Costs[0])?.Code);
    }

    /// <summary>500.00 and 200.00 of travel.</summary>
    private static async Task<(Contract Contract, long Cost)> SpentAsync(World world)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        foreach (var amount in (int[])[500, 200])
        {
            row.Spend(new CostTerms(CostKind.Travel, IsPlanned: false, ContractWorld.Today, Money.FromMajor(amount)), world.By(null));
        }

        await db.SaveChangesAsync();
        return (contract, row.Costs.Single(cost => cost.Amount == Money.FromMajor(500)).Id);
    }
}
