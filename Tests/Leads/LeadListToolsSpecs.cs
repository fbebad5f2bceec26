using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadListToolsSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task Nobody_sees_leads_outside_his_scope(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var mine = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Rep, facts => facts with { Company = "Mine Only" });
        var foreign = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger, facts => facts with { Company = "Foreign Only" });

        foreach (var (person, seesMine, seesForeign) in new[]
        {
            (WorldPeople.Rep, true, false), (WorldPeople.Colleague, false, false), (WorldPeople.Stranger, false, true),
            (WorldPeople.Manager, true, false), (WorldPeople.Coordinator, true, true), (WorldPeople.GeneralManager, true, true),
        })
        {
            foreach (var address in (string[])["/leads", "/leads?q=Only", "/leads?state=All&sort=Company", "/leads/export.csv?columns=Company"])
            {
                var page = await world.Visit(person).GetAsync(address);
                if (page.Status == HttpStatusCode.OK)
                {
                    Assert.Equal(seesMine, page.Text.Contains(mine.Company, StringComparison.Ordinal));
                    Assert.Equal(seesForeign, page.Text.Contains(foreign.Company, StringComparison.Ordinal));
                }
            }
        }
    }

    [Theory]
    [InlineData(WorldPeople.Presales, "/leads/export.csv", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.Rep, "/leads/export.csv", HttpStatusCode.OK)]
    [InlineData(WorldPeople.Rep, "/leads/export.pdf", HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.GeneralManager, "/leads/export.xlsx", HttpStatusCode.OK)]
    public async Task The_export_is_for_who_may_export(string person, string address, HttpStatusCode status)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(person).GetAsync(address);
        Assert.Equal(status, page.Answer.StatusCode == HttpStatusCode.Redirect ? HttpStatusCode.Forbidden : page.Status);
    }

    [Theory, EveryDatabase]
    public async Task The_export_holds_what_the_list_shows_in_its_order_and_columns(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        await using var disposed = world;
        await world.LeadAsync(change: facts => facts with { Company = "Beta", Industry = "Finance" });
        await world.LeadAsync(change: facts => facts with { Company = "=Alpha", Industry = "Finance" });
        await world.LeadAsync(change: facts => facts with { Company = "Gamma" });

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync("/leads/export.csv?industry=Finance&sort=Company&columns=Company&columns=Status");

        var lines = page.Text.TrimStart('﻿').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Company", lines[0], StringComparison.Ordinal);
        Assert.Contains("Alpha", lines[1], StringComparison.Ordinal);
        Assert.False(lines[1].TrimStart('"').StartsWith('='));
        Assert.StartsWith("Beta", lines[2], StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_view_is_kept_shared_and_begun_with_by_its_role(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        await using var disposed = world;
        var coordinator = world.Visit(WorldPeople.Coordinator);
        var form = await coordinator.GetAsync("/leads/views/new?status=Working&sort=Amount&after=1.2.3");

        var saved = await coordinator.SendAsync(form, "main form", ("Name", "Big ones"), ("DefaultFor", "Sales"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Equal("/leads?status=Working&sort=Amount&view=1", saved.Location?.ToString());
        var rep = world.Visit(WorldPeople.Rep);
        Assert.Equal(saved.Location, (await rep.GetAsync("/leads")).Location);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync("/leads")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RemoveAsync(rep, 1)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await RemoveAsync(coordinator, 1)).Status);
    }

    [Fact]
    public async Task A_rep_keeps_views_for_himself_only()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync("/leads/views/new?status=Working");

        await rep.SendAsync(form, "main form", ("Name", "Mine"), ("IsShared", "true"), ("DefaultFor", "Sales"));

        Assert.DoesNotContain("Mine", (await world.Visit(WorldPeople.Colleague).GetAsync("/leads")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/leads/filter?status=Working&owner=me&min=12万&from=2026-11-01")]
    [InlineData("/leads?status=Bogus")]
    [InlineData("/leads?min=abc&from=soon&reclaim=x&region=-&owner=zz")]
    [InlineData("/leads?q=%00%1B")]
    [InlineData("/leads?industry=%00")]
    [InlineData("/leads?q='%20OR%201=1%20--")]
    [InlineData("/leads?q=%22*%20NEAR(")]
    [InlineData("/leads?reclaim=99999999999")]
    [InlineData("/leads?sort=77&dir=9&columns=99")]
    [InlineData("/leads?from=0001-01-01&to=9999-12-31")]
    public async Task No_address_is_a_fault(string address)
    {
        foreach (var kind in EveryDatabaseAttribute.PostgresAddress is null ? [DatabaseKind.Sqlite] : Enum.GetValues<DatabaseKind>())
        {
            var world = await worlds.OnAsync(kind);
            Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Coordinator).GetAsync(address)).Status);
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("'-alert(1)-'")]
    public async Task A_hostile_name_is_text(string name)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        await world.LeadAsync(change: facts => facts with { Company = name, ContactName = name, Industry = name, Campaign = name });

        foreach (var address in (string[])["/leads?columns=Company&columns=Contact&columns=Industry&columns=Campaign", "/leads/filter", $"/leads?industry={Uri.EscapeDataString(name)}"])
        {
            var page = await world.Visit(WorldPeople.Coordinator).GetAsync(address);
            Assert.Empty(page.Document.QuerySelectorAll("main script, main img, [onerror]"));
        }
    }

    private static async Task<Page> RemoveAsync(Visitor visitor, long id)
    {
        var any = await visitor.GetAsync("/leads/views/new");
        return await visitor.PostAsync($"/leads/views/{id}/removal",
            [new("__RequestVerificationToken", any.Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "")]);
    }
}
