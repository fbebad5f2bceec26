using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerPageSpecs
{
    [Theory, EveryDatabase]
    public async Task Everything_that_happened_stands_in_one_line_the_newest_first(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Green Media Co., Ltd." });
        world.Clock.Pass(TimeSpan.FromHours(1));
        var customer = await world.CustomerAsync("Green Media");
        world.Clock.Pass(TimeSpan.FromHours(1));
        await world.ChangeAsync(customer, c => c.Edit(c.Facts with { Industry = "Retail" }, world.By(null)));
        world.Clock.Pass(TimeSpan.FromHours(1));
        var visitor = world.Visit(WorldPeople.Rep);
        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}"), ".quick-log", ("Kind", "Visit"), ("Words", "Spoke with the head of IT"));

        var page = await visitor.GetAsync($"/customers/{customer.Id}");

        Assert.Equal(["Visit", "Details changed", "Created", "Lead captured"],
            page.Document.QuerySelectorAll(".timeline li strong").Select(what => what.TextContent));
        Assert.Contains("Spoke with the head of IT", page.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_long_line_is_read_page_by_page_and_nothing_stands_twice(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Talkative");
        await using (var db = world.Open())
        {
            var known = db.Customers.Single(c => c.Id == customer.Id);
            db.Touches.AddRange(Enumerable.Range(0, 70).Select(n => new Touch(known, null, TouchKind.Note, $"Word {n}", World.Start, false, world.By(null))));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Rep);
        var words = new List<string>();
        for (var address = $"/customers/{customer.Id}"; address is not null;)
        {
            var page = await visitor.GetAsync(address);
            words.AddRange(page.Document.QuerySelectorAll(".timeline .typed").Select(word => word.TextContent));
            address = page.Document.QuerySelector("a[rel='next']")?.GetAttribute("href");
        }

        Assert.Equal(70, words.Distinct().Count());
        Assert.Equal(70, words.Count);
    }

    /// <summary>What can be done with a customer is reached from its page.</summary>
    [Theory, EveryDatabase]
    public async Task Its_people_its_care_its_sharing_and_its_hand_over_are_reached_from_its_page(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Green Media", verbs: one => one.Know(new ContactFacts { Name = "Li Lei" }, world.By(null)));
        var (rep, manager, path) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager), $"/customers/{customer.Id}");

        var page = await rep.GetAsync(path);
        foreach (var tab in (string[])["care", "shares"])
        {
            Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync(page.Find($".tabs a[href='{path}/{tab}']").GetAttribute("href") ?? "")).Status);
        }

        var people = await rep.GetAsync($"{path}/people");
        Assert.Contains("Li Lei", (await rep.GetAsync(people.Find("main tbody a").GetAttribute("href") ?? "")).Find("h1").TextContent, StringComparison.Ordinal);
        Assert.NotNull(people.Document.QuerySelector($"a[href='{path}/contacts/new']"));
        Assert.Equal(path, (await rep.GetAsync($"{path}/care")).Document.QuerySelectorAll("nav.crumbs a")[^1].GetAttribute("href"));
        Assert.Null(page.Document.QuerySelector("a[href^='/hand-overs']"));
        Assert.NotNull((await manager.GetAsync(path)).Document.QuerySelector($"a[href='/hand-overs/new?customers={customer.Id}']"));
    }

    [Theory, EveryDatabase]
    public async Task A_group_sums_what_is_open_and_what_was_signed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (group, unit) = (await world.CustomerAsync("Group"), await world.CustomerAsync("Unit"));
        await world.BelongAsync(unit, group);
        await world.OpportunityAsync(unit, 700);
        await world.OpportunityAsync(unit, 9000);
        await world.ContractAsync(unit, price: 1000);
        await using (var db = world.Open())
        {
            var lost = await db.Opportunities.ForChange().SingleAsync(row => row.Amount == Money.FromMajor(9000));
            lost.Lose(new Closing(CloseReason.Price, "Price", null, null), world.By(null));
            await db.SaveChangesAsync();
        }

        var row = (await world.Visit(WorldPeople.Rep).GetAsync($"/customers/{group.Id}/group")).Document.QuerySelector("main tbody tr");

        Assert.Equal(["0", "0.00", "1", "700.00", "0.00", "1,130.00"], row?.QuerySelectorAll("td.num").Select(cell => cell.TextContent.Trim()));
    }

    [Theory, EveryDatabase]
    public async Task Of_leads_and_opportunities_only_those_in_reach_are_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger, facts => facts with { Company = "Shared name", Need = "A secret" });
        var customer = await world.CustomerAsync("Shared name");

        Assert.DoesNotContain("Lead captured", (await world.Visit(WorldPeople.Rep).GetAsync($"/customers/{customer.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Lead captured", (await world.Visit(WorldPeople.Coordinator).GetAsync($"/customers/{customer.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("")]
    [EveryDatabase("/facts")]
    [EveryDatabase("/people")]
    [EveryDatabase("/group")]
    [EveryDatabase("/history")]
    [EveryDatabase("/edit")]
    [EveryDatabase("/touches/new")]
    [EveryDatabase("/giving-up")]
    public async Task A_customer_out_of_reach_is_not_there(DatabaseKind kind, string part)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Foreign", WorldPeople.Stranger);

        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/customers/{customer.Id}{part}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Theory]
    [EveryDatabase("en", "Who takes over: – → ")]
    [EveryDatabase("zh-CN", "接替人: – → ")]
    public async Task Who_takes_over_is_named_in_the_history(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, deputy) = (await world.CustomerAsync("Buyer"), await world.PersonAsync(WorldPeople.Manager));
        await world.ChangeAsync(customer, row => row.NameDeputy(deputy.Id, world.By(null)));

        var change = (await world.Visit(WorldPeople.Rep, language).GetAsync($"/customers/{customer.Id}/history")).Find("main .change").TextContent;

        Assert.StartsWith(said + deputy.Name, change.Trim(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_group_sums_what_is_open_below_each_company_as_far_as_one_sees_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var group = await world.CustomerAsync("Group");
        var unit = await world.CustomerAsync("Unit");
        var foreign = await world.CustomerAsync("Foreign unit", WorldPeople.Stranger);
        await world.BelongAsync(unit, group);
        await world.BelongAsync(foreign, unit);
        await world.OpportunityAsync(group, 100);
        await world.OpportunityAsync(unit, 20);
        await world.OpportunityAsync(foreign, 3, WorldPeople.Stranger);

        var mine = await world.Visit(WorldPeople.Rep).GetAsync($"/customers/{unit.Id}/group");
        var all = await world.Visit(WorldPeople.Coordinator).GetAsync($"/customers/{unit.Id}/group");

        Assert.Equal(["Group|1|100.00|2|120.00|0.00|0.00", "Unit|1|20.00|1|20.00|0.00|0.00"], RowsOf(mine));
        Assert.Equal(["Group|1|100.00|3|123.00|0.00|0.00", "Unit|1|20.00|2|23.00|0.00|0.00", "Foreign unit|1|3.00|1|3.00|0.00|0.00"], RowsOf(all));
    }

    private static IEnumerable<string> RowsOf(Page page) => page.Document.QuerySelectorAll("tbody tr").Select(row =>
        string.Join('|', row.QuerySelectorAll("td a, td.num").Select(cell => cell.TextContent.Trim())));
}
