using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Search;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Search;

public sealed class SearchSpecs
{
    [Theory]
    [InlineData("东方银行股份", "银行", "东方|[银行]|股份")]
    [InlineData("东方银行股份", "方银行", "东|[方银行]|股份")]
    [InlineData("Green Media Ltd", "med gr", "[Gr]|een |[Med]|ia Ltd")]
    [InlineData("Intermedia", "media", "Intermedia")]
    [InlineData("ＡＢＣ数据", "abc", "[ＡＢＣ]|数据")]
    [InlineData("L-2026-00042", "L-2026-00042", "[L]|-|[2026]|-|[00042]")]
    [InlineData("", "x", "")]
    public void Words_are_marked_where_they_stand(string text, string query, string marked) => Assert.Equal(
        marked, string.Join('|', SearchMarks.Of(text, SearchText.Query(query)).Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text)));

    [Theory, EveryDatabase]
    public async Task Everything_that_one_may_see_is_found_in_groups(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.KeepAsync("东方银行股份有限公司", contacts: new ContactFacts { Name = "李银行", Position = "CIO" });
        var lead = await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();

        var groups = await db.SearchAsync(Viewer.Program, "银行", 5);
        Assert.Equal([RecordType.Customer, RecordType.Contact], groups.Select(group => group.Source.Type));
        Assert.Equal((customer.Id, "CIO · 东方银行股份有限公司"), (groups[0].Hits[0].Id, groups[1].Hits[0].Detail));

        var page = await world.Visit(WorldPeople.Rep).GetAsync("/search?q=银行");
        Assert.Equal("银行", page.Find($"main a[href='/customers/{customer.Id}'] mark").TextContent);
        var suggested = await world.Visit(WorldPeople.Rep).GetAsync("/search/suggestions?q=银");
        Assert.NotNull(suggested.Find($"a[href='/customers/{customer.Id}']"));
        Assert.Contains((await db.SearchAsync(Viewer.Program, lead.Company, 5)), group => group.Source.Type == RecordType.Lead);
    }

    [Theory, EveryDatabase]
    public async Task What_one_may_not_see_is_not_found(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Secret Bank", WorldPeople.Stranger, contacts: new ContactFacts { Name = "Secret Person", Phone = "13912345678" });
        await world.KeepAsync("Secret Office");
        var rep = world.Visit(WorldPeople.Rep);

        Assert.Equal(["Secret Office"], (await rep.GetAsync("/search?q=secret")).Document.QuerySelectorAll("main .search-hits a").Select(link => link.TextContent.Trim()));
        Assert.Empty((await rep.GetAsync("/search?q=139 1234 5678")).Document.QuerySelectorAll("main .search-hits a"));
        Assert.Contains("Secret Bank", (await world.Visit(WorldPeople.Administrator).GetAsync("/search?q=secret")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_finds_by_a_number_that_is_hidden_from_him(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Bank", contacts: new ContactFacts { Name = "Li Lei", Phone = "13912345678" });
        await using var db = world.Open();
        var blind = Viewer.Program with { Matrix = Viewer.Program.Matrix.With([new(Role.Administrator, AccessRight.Of(SensitiveField.PersonalPhone), Scope.None)]) };

        Assert.Single(await db.SearchAsync(Viewer.Program, "139 1234 5678", 5));
        Assert.Empty(await db.SearchAsync(blind, "139 1234 5678", 5));
        Assert.Single(await db.SearchAsync(blind, "li lei", 5));
    }

    [Theory, EveryDatabase]
    public async Task A_whole_number_leads_to_its_record(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = new Lead("L-2026-00042", new LeadFacts { Company = "Green" }, LeadOrigin.QuickForm, world.By(null));
        await using (var db = world.Open())
        {
            db.Leads.Add(lead);
            await db.SaveChangesAsync();
        }


        var found = await world.Visit(WorldPeople.Coordinator).GetAsync($"/search?q={lead.Number.ToLowerInvariant()}");
        Assert.Equal((HttpStatusCode.Redirect, $"/leads/{lead.Id}"), (found.Status, found.Location?.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Stranger).GetAsync($"/search?q={lead.Number}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Coordinator).GetAsync("/search?q=L-2026-99999")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Quotes_contracts_and_products_are_found_as_far_as_one_may_see_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var contract = await world.ContractAsync(await world.CustomerAsync("Green Media"));
        var product = await world.ProductAsync("SRV-9");
        var (rep, stranger) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Stranger));

        foreach (var (number, path) in new[] { (quote.Number, $"/quotes/{quote.Id}"), (contract.Number ?? "", $"/contracts/{contract.Id}") })
        {
            Assert.Equal(path, (await rep.GetAsync($"/search?q={number.ToLowerInvariant()}")).Location?.ToString());
            Assert.Empty((await stranger.GetAsync($"/search?q={number}")).Document.QuerySelectorAll("main .search-hits a"));
        }

        Assert.NotNull((await rep.GetAsync("/search?q=quoted")).Document.QuerySelector($"main a[href='/quotes/{quote.Id}']"));
        Assert.NotNull((await rep.GetAsync("/search?q=project+gre")).Document.QuerySelector($"main a[href='/contracts/{contract.Id}']"));
        Assert.NotNull((await rep.GetAsync("/contracts?q=project+gre")).Document.QuerySelector($"main a[href='/contracts/{contract.Id}']"));
        Assert.NotNull((await rep.GetAsync("/search?q=srv-9")).Document.QuerySelector($"main a[href='/products/{product.Id}']"));
        Assert.NotNull((await world.Visit(WorldPeople.Rep, "zh-CN").GetAsync("/search?q=产品")).Document.QuerySelector($"main a[href='/products/{product.Id}']"));
        Assert.Null((await stranger.GetAsync("/search?q=quoted")).Document.QuerySelector("main a[href^='/quotes/']"));
    }

    [Theory, EveryDatabase]
    public async Task Of_a_common_word_the_newest_are_found_and_of_a_rare_one_every_one_however_old(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var leads = Enumerable.Range(0, 9_000)
            .Select(i => new Lead($"L-{i}", new LeadFacts { Company = $"Common {(i == 3 ? "oldest" : i % 50 == 0 ? "seldom 恒远" : "")}" }, LeadOrigin.Import, world.By(null))).ToList();
        await db.InsertInBulkAsync(leads);
        var ids = leads.ConvertAll(lead => lead.Id);

        Assert.Equal(ids.Order().TakeLast(200), (await db.LeadsMatching("comm", 200).ToListAsync()).Order());
        Assert.Equal([ids[3]], await db.LeadsMatching("oldest common", 200).ToListAsync());
        foreach (var seldom in new[] { "seldom", "恒远", "comm 恒远" })
        {
            Assert.Equal(ids.Where((_, i) => i % 50 == 0), (await db.LeadsMatching(seldom, 200).ToListAsync()).Order());
            Assert.Equal(ids.Where((_, i) => i % 50 == 0).TakeLast(20), (await db.LeadsMatching(seldom, 20).ToListAsync()).Order());
        }
    }

    [Theory, EveryDatabase]
    public async Task Hostile_words_find_nothing_and_break_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = world.Visit(WorldPeople.Rep);
        foreach (var words in new[] { "", " ", "\"", "' OR 1=1 --", "a*", "%_%", "((", "NEAR(", "\u0000x", "🙂", new string('x', 5000), "銀 行", "&!|" })
        {
            Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/search?q={Uri.EscapeDataString(words)}")).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_page_takes_one_statement_for_each_type(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green Bank");
        var rep = world.Visit(WorldPeople.Rep);
        await rep.GetAsync("/search/suggestions?q=bank");
        using var statements = new Statements(world);

        await rep.GetAsync("/search/suggestions?q=bank");

        // The catalogue is small enough to be looked through.
        Assert.Equal(Searching.Sources.Count - 1, statements.Sent.Count(sql => sql.Contains("MATCH", StringComparison.Ordinal) || sql.Contains("to_tsquery", StringComparison.Ordinal)));
    }
}
