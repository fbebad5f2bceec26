using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadBulkSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [InlineData(WorldPeople.Coordinator, 5)]
    [InlineData(WorldPeople.Manager, 5)]
    [InlineData(WorldPeople.Rep, 2)]
    [InlineData(WorldPeople.GeneralManager, 2)]
    [InlineData(WorldPeople.Presales, 0)]
    public async Task Only_what_one_may_do_is_offered(string person, int buttons)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        await world.LeadAsync(LeadStatus.Working);
        await world.LeadAsync(LeadStatus.Working, person == WorldPeople.Presales ? WorldPeople.Presales : null);

        var page = await world.Visit(person).GetAsync("/leads");

        Assert.Equal(buttons, page.Document.QuerySelectorAll(".bulk-bar button").Length);
        Assert.Equal(buttons > 0, page.Document.QuerySelectorAll("input[name=ids]").Length > 0);
    }

    [Theory, EveryDatabase]
    public async Task What_is_selected_goes_to_the_preview_of_a_hand_out(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (one, other) = (await world.LeadAsync(LeadStatus.Qualified), await world.LeadAsync(LeadStatus.Qualified));
        var desk = world.Visit(WorldPeople.Coordinator);
        var list = await desk.GetAsync("/leads");

        var preview = await desk.PostAsync("/desk/hand-outs/preview", [.. Token(list), new("ids", $"{one.Id}")]);

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains(one.Number, preview.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Number, preview.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_selected_is_exported_in_the_list_s_columns_and_nothing_out_of_reach(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var mine = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Mine" });
        await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Not selected" });
        var foreign = await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger, facts => facts with { Company = "Foreign" });
        var rep = world.Visit(WorldPeople.Rep);
        var list = await rep.GetAsync("/leads?columns=Company");

        var file = await rep.PostAsync("/leads/export.csv?columns=Company", [.. Token(list), new("ids", $"{mine.Id}"), new("ids", $"{foreign.Id}"), new("ids", "999999")]);

        Assert.Equal(["Company", "Mine"], file.Text.TrimStart('﻿').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('"')));
    }

    [Theory]
    [InlineData("/leads/export.csv")]
    [InlineData("/leads/export.xlsx")]
    [InlineData("/desk/hand-outs/preview")]
    [InlineData("/desk/decisions/preview?kind=Reclaim")]
    [InlineData("/desk/decisions/preview?kind=Disqualify")]
    public async Task Nothing_selected_is_said(string address)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        await world.LeadAsync();
        var desk = world.Visit(WorldPeople.Coordinator);

        var refused = await desk.PostAsync(address, Token(await desk.GetAsync("/leads")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find(".error-detail").TextContent);
    }

    [Fact]
    public async Task Presales_exports_nothing_by_posting_either()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var presales = world.Visit(WorldPeople.Presales);

        Assert.Equal(HttpStatusCode.Forbidden,
            (await presales.PostAsync("/leads/export.csv", [.. Token(await presales.GetAsync("/leads")), new("ids", $"{lead.Id}")])).Status);
    }

    [Fact]
    public async Task A_contact_is_logged_from_the_list_in_two_clicks()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        var rep = world.Visit(WorldPeople.Rep);

        var form = await rep.GetAsync((await rep.GetAsync("/leads?state=Open")).Find($"a.log-link[href^='/leads/{lead.Id}/']").GetAttribute("href") ?? "");
        var done = await rep.SendAsync(form, "main form");

        Assert.Equal("/leads?state=Open", done.Location?.ToString());
        var read = await world.ReadAsync(lead);
        Assert.Equal((LeadStatus.Working, LeadActivityKind.Call), (read.Status, read.Activities.Single().Kind));
        Assert.Empty((await world.Visit(WorldPeople.Coordinator).GetAsync("/leads")).Document.QuerySelectorAll("a.log-link"));
    }

    private static KeyValuePair<string, string>[] Token(Page page) =>
        [new("__RequestVerificationToken", page.Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "")];
}
