using System.Net;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerListSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("/customers", 5)]
    [EveryDatabase("/customers?archived=true", 1)]
    [EveryDatabase("/customers?status=Active", 1)]
    [EveryDatabase("/customers?status=Active&status=Prospect", 5)]
    [EveryDatabase("/customers?category=Key", 1)]
    [EveryDatabase("/customers?category=Key&category=General", 5)]
    [EveryDatabase("/customers?tier=A&tier=B", 1)]
    [EveryDatabase("/customers?industry=Finance", 1)]
    [EveryDatabase("/customers?owner=none", 1)]
    [EveryDatabase("/customers?owner=me", 0)]
    [EveryDatabase("/customers?team=2", 1)]
    [EveryDatabase("/customers?region=2", 1)]
    [EveryDatabase("/customers?q=浦东", 1)]
    [EveryDatabase("/customers?q=银行", 1)]
    [EveryDatabase("/customers?q=northern%20lights", 1)]
    [EveryDatabase("/customers?silent=30", 4)]
    [EveryDatabase("/customers?silent=3000000", 0)]
    [EveryDatabase("/customers?owner=99999999999999999999", 0)]
    public async Task A_filter_shows_what_it_says(DatabaseKind kind, string address, int rows)
    {
        var world = await SixCustomersAsync(kind);

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(rows, page.Document.QuerySelectorAll("tbody tr").Length);
    }

    [Theory, EveryDatabase]
    public async Task Each_sees_what_his_scope_reaches(DatabaseKind kind)
    {
        var world = await SixCustomersAsync(kind);

        var seen = new Dictionary<string, int>();
        foreach (var person in (string[])[WorldPeople.Rep, WorldPeople.Colleague, WorldPeople.Stranger, WorldPeople.Manager, WorldPeople.GeneralManager])
        {
            var page = await world.Visit(person).GetAsync("/customers");
            seen[person] = page.Document.QuerySelectorAll("tbody tr").Length;
        }

        Assert.Equal([3, 0, 1, 3, 5], seen.Values);
    }

    [Theory, EveryDatabase]
    public async Task A_group_shows_its_direct_units_and_is_named_on_the_chip(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var group = await world.CustomerAsync("Group One");
        var unit = await world.CustomerAsync("Unit One");
        await world.BelongAsync(unit, group);

        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/customers?parent={group.Id}");

        Assert.Equal("Unit One", Assert.Single(page.Document.QuerySelectorAll("tbody tr a[href^='/customers/'] bdi")).TextContent);
        Assert.Contains("Group One", page.Document.QuerySelector(".chips")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_view_is_saved_and_begins_again_with_its_filter(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Kept", change: facts => facts with { Tier = CustomerTier.A });
        var visitor = world.Visit(WorldPeople.Rep);

        var form = await visitor.GetAsync("/customers/views/new?tier=A&sort=LastTouch&after=1.2.3");
        var saved = await visitor.SendAsync(form, "main form", ("Name", "My best"));
        var address = saved.Location?.ToString() ?? "";
        var view = await visitor.GetAsync(address);

        Assert.StartsWith("/customers?tier=A&sort=LastTouch&view=", address, StringComparison.Ordinal);
        Assert.Equal("My best", view.Document.QuerySelector("h1")?.TextContent);
        Assert.Empty((await world.Visit(WorldPeople.Rep).GetAsync("/leads")).Document.QuerySelectorAll("a[href*='view=']"));
    }

    private async Task<World> SixCustomersAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (db.Customers.Any())
        {
            return world;
        }

        await world.CustomerAsync("上海浦东发展银行股份有限公司", change: facts => facts with { Category = CategoryScheme.Key, Tier = CustomerTier.A, Industry = "Finance" });
        await world.CustomerAsync("Busy", verbs: customer => customer.OpportunityOpened(null, world.By(null)));
        await world.CustomerAsync("Far away", WorldPeople.Stranger);
        await world.CustomerAsync("Nobody's", owner: null);
        await world.CustomerAsync("Put away", verbs: customer => customer.Archive(null, world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(40));
        await world.CustomerAsync("Northern Lights Data Systems GmbH");
        return world;
    }
}
