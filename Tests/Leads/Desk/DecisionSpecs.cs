using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class DecisionSpecs
{
    private const string Confirm = "form[action='/desk/decisions']";

    [Theory, EveryDatabase("Reclaim", LeadStatus.Reclaimed), EveryDatabase("Disqualify", LeadStatus.Disqualified)]
    public async Task What_is_selected_is_previewed_decided_and_brought_back(DatabaseKind kind, string decision, LeadStatus status)
    {
        await using var world = await World.CreateAsync(kind);
        var (assigned, working, final) = (await world.LeadAsync(LeadStatus.Assigned), await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger), await world.LeadAsync(LeadStatus.Converted));
        var before = await HeldAsync(world, assigned, working, final);
        var desk = world.Visit(WorldPeople.Coordinator);

        var preview = await PreviewAsync(desk, decision, assigned, working, final);
        Assert.Equal(2, preview.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(final.Number, preview.Find(".desk-reasons").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await HeldAsync(world, assigned, working, final));

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        var done = await desk.FollowAsync(await desk.SendAsync(preview, Confirm, ("Why", decision == "Reclaim" ? null : "NoNeed"), ("Reason", "they closed the site")));
        Assert.Equal((status, status, LeadStatus.Converted), ((await world.ReadAsync(assigned)).Status, (await world.ReadAsync(working)).Status, (await world.ReadAsync(final)).Status));
        Assert.Contains("they closed the site", (await world.ReadAsync(working)).History[^1].Reason, StringComparison.Ordinal);

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        await desk.SendAsync(done, "form[action$='/undo']");
        Assert.Equal(before, await HeldAsync(world, assigned, working, final));
    }

    [Theory]
    [InlineData("Reclaim")]
    [InlineData("Disqualify")]
    public async Task Without_a_reason_the_preview_comes_again_and_nothing_is_done(string decision)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var desk = world.Visit(WorldPeople.Coordinator);

        var again = await desk.SendAsync(await PreviewAsync(desk, decision, lead), Confirm);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains(lead.Number, again.Text, StringComparison.Ordinal);
        Assert.NotEmpty(again.Document.QuerySelectorAll(".field-error"));
        Assert.Equal(LeadStatus.Working, (await world.ReadAsync(lead)).Status);
    }

    [Fact]
    public async Task A_lead_that_changed_since_the_preview_stays_and_is_named()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var (changed, other) = (await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working));
        var desk = world.Visit(WorldPeople.Coordinator);
        var preview = await PreviewAsync(desk, "Reclaim", changed, other);
        await world.ChangeAsync(changed, (lead, _) => lead.Edit(lead.Facts with { Company = "Blue Media" }, world.By(null)));

        var done = await desk.FollowAsync(await desk.SendAsync(preview, Confirm, ("Reason", "idle")));

        Assert.Contains(changed.Number, done.Find(".flash").TextContent, StringComparison.Ordinal);
        Assert.Equal((LeadStatus.Working, LeadStatus.Reclaimed), ((await world.ReadAsync(changed)).Status, (await world.ReadAsync(other)).Status));
    }

    [Fact]
    public async Task A_manager_decides_within_his_team_only_and_a_rep_not_at_all()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var (his, foreign) = (await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger));
        var manager = world.Visit(WorldPeople.Manager);

        var preview = await PreviewAsync(manager, "Reclaim", his, foreign);
        Assert.DoesNotContain(foreign.Number, preview.Text, StringComparison.Ordinal);
        var forged = await manager.FollowAsync(await manager.SendAsync(
            preview, Confirm, ("Reason", "idle"), ("Seen", $"{his.Id}:{his.Version} {foreign.Id}:{foreign.Version}")));

        Assert.Equal(HttpStatusCode.OK, forged.Status);
        Assert.Equal((LeadStatus.Reclaimed, LeadStatus.Working), ((await world.ReadAsync(his)).Status, (await world.ReadAsync(foreign)).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await PreviewAsync(manager, "Reclaim", foreign)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PreviewAsync(world.Visit(WorldPeople.Rep), "Reclaim", foreign)).Status);
    }

    [Theory]
    [InlineData("HandOut")]
    [InlineData("7")]
    [InlineData("rubbish")]
    public async Task What_is_no_such_decision_is_not_there(string decision)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);

        var answer = await PreviewAsync(world.Visit(WorldPeople.Coordinator), decision, lead);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    private static async Task<Page> PreviewAsync(Visitor visitor, string decision, params Lead[] leads)
    {
        var token = (await visitor.GetAsync("/leads")).Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        return await visitor.PostAsync(
            $"/desk/decisions/preview?kind={decision}",
            [new("__RequestVerificationToken", token), .. leads.Select(lead => new KeyValuePair<string, string>("ids", $"{lead.Id}"))]);
    }

    private static async Task<IReadOnlyList<LeadHold>> HeldAsync(World world, params Lead[] leads)
    {
        var held = new List<LeadHold>();
        foreach (var lead in leads)
        {
            held.Add((await world.ReadAsync(lead)).Hold);
        }

        return held;
    }
}
