using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers.Duplicates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Merging;

public sealed class DuplicateSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase(CustomerLikeness.Name, "绿色传媒", null, null, null, null)]
    [EveryDatabase(CustomerLikeness.CreditCode, "Other", "91350100 M000100Y43", null, null, null)]
    [EveryDatabase(CustomerLikeness.Phone, "Other", null, "(010) 6829-7799", null, null)]
    [EveryDatabase(CustomerLikeness.Phone, "Other", null, "+86 139 1234 5678", null, null)]
    [EveryDatabase(CustomerLikeness.Domain, "Other", null, null, "https://www.green45.example/about", null)]
    [EveryDatabase(CustomerLikeness.Domain, "Other", null, null, null, "boss@mail.green45.example")]
    [EveryDatabase(CustomerLikeness.Sound, "绿瑟传煤股份有限公司", null, null, null, null)]
    public async Task A_customer_that_is_here_is_found_by_what_both_have(
        DatabaseKind kind, CustomerLikeness by, string name, string? code, string? phone, string? website, string? email)
    {
        await using var world = await World.CreateAsync(kind);
        var here = await GreenAsync(world);
        await using var db = world.Open();

        var hits = await db.DuplicateCustomersOfAsync(Viewer.Program, new CustomerTraits(name, code, phone, website, email));

        Assert.Equal((here.Id, by, by == CustomerLikeness.Sound), (Assert.Single(hits).Id, hits[0].By, hits[0].IsWeak));
        Assert.Empty(await db.DuplicateCustomersOfAsync(Viewer.Program, new CustomerTraits(name, code, phone, website, email), here.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_hit_outside_ones_reach_tells_whose_it_is_and_nothing_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var foreign = await world.KeepAsync("Secret Bank Ltd", WorldPeople.Stranger, facts => facts with { Phone = "13912345678" });
        var rep = world.Visit(WorldPeople.Rep);
        var token = (await rep.GetAsync("/leads/new")).Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";

        foreach (var (address, field) in new[] { ("/customers/duplicates", "Phone"), ("/leads/duplicates", "Phone") })
        {
            var fragment = await rep.PostAsync(address, [new("__RequestVerificationToken", token), new(field, "139 1234 5678")]);

            Assert.Contains(WorldPeople.Stranger, fragment.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Secret", fragment.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"customers/{foreign.Id}", fragment.Text, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_lead_s_capture_shows_the_customer_that_is_here(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await world.KeepAsync("Harbour Freight Logistics Co., Ltd.");
        var desk = world.Visit(WorldPeople.Coordinator);

        var asked = await desk.SendAsync(await desk.GetAsync("/leads/new"), "main form", ("Company", "Harbour Freight Logistics"), ("Channel", "Phone"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(WorldPeople.Rep, asked.Find("#duplicates").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(asked, "main form")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_customer_s_capture_asks_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var here = await world.KeepAsync("Orchard Data Systems Ltd");
        var rep = world.Visit(WorldPeople.Rep);

        var asked = await rep.SendAsync(await rep.GetAsync("/customers/new"), "main form", ("Name", "Orchard Data Systems"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.NotNull(asked.Document.QuerySelector($"#duplicates a[href='/customers/{here.Id}']"));
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(asked, "main form")).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_list_leaves_as_a_file_with_its_filter_and_without_formulas_or_foreign_rows(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("=1+1 Ltd", change: facts => facts with { Industry = "Energy" });
        await world.KeepAsync("Other", change: facts => facts with { Industry = "Media" });
        await world.KeepAsync("Foreign", WorldPeople.Stranger, facts => facts with { Industry = "Energy" });

        var file = await world.Visit(WorldPeople.Rep).GetAsync("/customers/export.csv?industry=Energy&columns=Name&columns=Industry");

        var lines = file.Text.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("1+1 Ltd", lines[1], StringComparison.Ordinal);
        Assert.DoesNotMatch("^\"?=", lines[1]);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Rep).GetAsync("/customers/export.xlsx")).Status);
    }

    [Theory]
    [EveryDatabase(CustomerLikeness.Name, 3)]
    [EveryDatabase(CustomerLikeness.Phone, 1)]
    [EveryDatabase(CustomerLikeness.ContactPhone, 1)]
    [EveryDatabase(CustomerLikeness.CreditCode, 0)]
    [EveryDatabase(CustomerLikeness.Sound, 3)]
    public async Task The_queue_has_each_pair_once(DatabaseKind kind, CustomerLikeness by, int pairs)
    {
        await using var world = await World.CreateAsync(kind);
        var somebody = new ContactFacts { Name = "Li Lei", Phone = "13912345678" };
        await world.KeepAsync("华信科技有限公司", change: facts => facts with { Phone = "010-61220871" }, contacts: somebody);
        await world.KeepAsync("华信科技股份有限公司", WorldPeople.Stranger, facts => facts with { Phone = "+86 10 61220871" });
        await world.KeepAsync("华信科技集团", null, null, somebody);
        await world.KeepAsync("华鑫科技");
        await world.KeepAsync("Acme");
        await using var db = world.Open();

        var page = await db.DuplicatePairsAsync(Viewer.Program, by, null);

        Assert.Equal(pairs, page.Pairs.Count);
        Assert.Equal(page.Pairs.Count, page.Pairs.Select(pair => (pair.FirstId, pair.SecondId)).Distinct().Count());
        Assert.All(page.Pairs, pair => Assert.True(pair.FirstId < pair.SecondId && pair.By.Contains(by)));
    }

    [Theory, EveryDatabase]
    public async Task The_queue_goes_on_where_a_page_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 9; i++)
        {
            await world.KeepAsync("Same Company Ltd");
        }

        await using var db = world.Open();
        var first = await db.DuplicatePairsAsync(Viewer.Program, CustomerLikeness.Name, null);
        var second = await db.DuplicatePairsAsync(Viewer.Program, CustomerLikeness.Name, first.Next);

        Assert.Equal((25, 11, null), (first.Pairs.Count, second.Pairs.Count, second.Next));
        Assert.Equal(36, first.Pairs.Concat(second.Pairs).Select(pair => (pair.FirstId, pair.SecondId)).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task A_pair_that_is_not_the_same_never_comes_back_and_a_foreign_one_stays_nameless(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var mine = await world.KeepAsync("Green Media Ltd");
        await world.KeepAsync("Green Media GmbH", WorldPeople.Stranger);
        await world.KeepAsync("Blue Ltd", WorldPeople.Stranger);
        await world.KeepAsync("Blue GmbH", WorldPeople.Stranger);
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.GetAsync("/customers/duplicates");
        Assert.Contains(WorldPeople.Stranger, page.Find("main table").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("GmbH", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Blue", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main a[href*=\"/merge/\"]"));

        await rep.SendAsync(page, "main table form");
        Assert.Null((await rep.GetAsync("/customers/duplicates")).Document.QuerySelector("main table"));
        await using var db = world.Open();
        Assert.Equal(mine.Id, (await db.NotTheSame.SingleAsync()).FirstId);
    }

    private static Task<Customer> GreenAsync(World world) => world.KeepAsync("绿色传媒有限公司", change: facts => facts with
    {
        CreditCode = "91350100M000100Y43",
        Phone = "+86 10 68297799",
        Website = "www.green45.example",
    }, contacts: new ContactFacts { Name = "李雷", Phone = "13912345678", Email = "a@mail.green45.example" });
}
