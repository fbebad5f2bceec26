using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.HandOvers;

/// <summary>A sales manager hands a leaving rep's work over, and the pages of it.</summary>
public sealed class HandOverPageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_manager_proposes_changes_confirms_and_takes_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Manager));
        var visitor = world.Visit(WorldPeople.Manager);

        var leaver = await visitor.GetAsync($"/people/{rep.Id}/leaving");
        var form = await visitor.GetAsync(leaver.Find(".page-actions a, a.btn-primary").GetAttribute("href") ?? "");
        var draft = await visitor.FollowAsync(await visitor.SendAsync(form, "form[action='/hand-overs']", ("ToIds", $"{colleague.Id}"), ("SchemeName", "Leaving reps")));
        var row = draft.Find("input[name=Ids]").GetAttribute("value");
        var changed = await visitor.FollowAsync(await visitor.SendAsync(draft, "form[action$='/redirection']", ("Ids", row), ("ToId", $"{manager.Id}")));
        var refused = await visitor.SendAsync(changed, "form[action$='/confirmation']", ("Reason", " "));
        var done = await visitor.FollowAsync(await visitor.SendAsync(changed, "form[action$='/confirmation']", ("Reason", "leaves on Friday")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(8, draft.Document.QuerySelectorAll("input[name=Ids]").Length);
        Assert.Contains("Nothing is lost", done.Find("#proof").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal(0, (await db.OpenWorkAsync(rep.Id)).Total);
        Assert.True((await db.OpenWorkAsync(manager.Id)).Total is > 0 and < 8);
        Assert.Contains("Leaving reps", (await visitor.GetAsync("/hand-overs/new")).Text, StringComparison.Ordinal);
        Assert.Contains("can be deactivated", (await visitor.GetAsync($"/people/{rep.Id}/leaving")).Text, StringComparison.Ordinal);

        await visitor.SendAsync(done, "form[action$='/undo']");

        Assert.Equal(8, (await db.OpenWorkAsync(rep.Id)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_hands_over_beyond_his_reach(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync(WorldPeople.Stranger);
        var (rep, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        var manager = world.Visit(WorldPeople.Manager);
        var form = await manager.GetAsync("/hand-overs/new");

        var foreign = await manager.SendAsync(form, "form[action='/hand-overs']", ("FromId", $"{stranger.Id}"));
        var toForeign = await manager.SendAsync(form, "form[action='/hand-overs']", ("FromId", $"{rep.Id}"), ("ToIds", $"{stranger.Id}"));
        var admin = world.Visit(WorldPeople.Administrator);
        var made = await admin.SendAsync(await admin.GetAsync("/hand-overs/new"), "form[action='/hand-overs']", ("FromId", $"{stranger.Id}"), ("ToIds", $"{rep.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, toForeign.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/people/{stranger.Id}/leaving")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(made.Location?.ToString() ?? "")).Status);
        await using var db = world.Open();
        Assert.All(await db.Set<HandOverRow>().ToListAsync(), row => Assert.Equal(HandedState.Planned, row.State));
    }

    [Theory, EveryDatabase]
    public async Task Who_answers_for_customers_is_not_deactivated(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var admin = world.Visit(WorldPeople.Administrator);

        var refused = await admin.SendAsync(await admin.GetAsync($"/people/{rep.Id}"), "form[action$='/activity/end']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Hand them over first", refused.Text, StringComparison.Ordinal);
    }
}
