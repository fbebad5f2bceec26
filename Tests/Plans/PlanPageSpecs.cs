using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Plans;

public sealed class PlanPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task An_action_is_planned_done_and_what_comes_next_is_asked_for(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Harbour {kind}");
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/opportunities/{project.Id}/plan/actions/new");
        var sent = await visitor.SendAsync(form, "main form", ("Form.Title", "Visit the site"), ("Form.Kind", "Visit"), ("Form.StartOn", "tomorrow"), ("Form.Hours", "2"));
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Equal("Visit the site", (await world.ReadAsync(project)).NextStep);

        var plan = await visitor.GetAsync($"/opportunities/{project.Id}/plan");
        var done = await visitor.GetAsync(plan.Find("a[href*='/done/new']").GetAttribute("href") ?? "");
        Assert.Equal("2", done.Find("#Hours").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(done, "main form", ("Outcome", "They like it"), ("NextTitle", "Send the offer"))).Status);
        var after = await world.ReadAsync(project);
        Assert.Equal("Send the offer", after.NextStep);
        Assert.NotNull(after.LastActivityAt);
    }

    [Theory, EveryDatabase]
    public async Task A_clash_is_shown_before_it_is_planned(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Clash {kind}");
        await world.PlanAsync(project, "Meet the board", days: 3, minute: 540, minutes: 450);
        var visitor = world.Visit(WorldPeople.Rep);
        var day = world.By(null).Today.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var form = await visitor.GetAsync($"/opportunities/{project.Id}/plan/actions/new?on={day}");
        var warned = await visitor.SendAsync(form, "main form", ("Form.Title", "Show the product"), ("Form.Kind", "Demo"), ("Form.Clock", "10:00"), ("Form.Hours", "1.5"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, warned.Status);
        Assert.Equal(2, warned.Document.QuerySelectorAll(".plan-troubles li").Length);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(warned, "main form", ("Form.Accept", "true"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_takes_part_sees_the_action_and_nobody_else_beyond_the_opportunity_s_reach(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Reach {kind}");
        var action = await world.PlanAsync(project, person: WorldPeople.Presales);

        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Presales).GetAsync($"/plan-actions/{action.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Manager).GetAsync($"/plan-actions/{action.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/plan-actions/{action.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/plan-actions/{action.Id}/done/new")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/opportunities/{project.Id}/plan")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_day_that_is_over_is_refused_and_what_was_typed_stays(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var action = await world.PlanAsync(await world.ProjectAsync($"Past {kind}"));
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/plan-actions/{action.Id}/moves/new");
        foreach (var day in new[] { "2020-01-01", "9999-12-31", "2027-02-29" })
        {
            var answer = await visitor.SendAsync(form, "main form", ("StartOn", day), ("Reason", "They travel"));
            Assert.Equal((day, HttpStatusCode.UnprocessableEntity), (day, answer.Status));
            Assert.Equal("They travel", answer.Find("#Reason").GetAttribute("value"));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_end_of_the_opportunity_ends_its_plan_and_a_new_owner_takes_part(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Handed {kind}");
        var action = await world.PlanAsync(project);
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        await ChangeAsync(world, project, row => row.HandOverTo(colleague.Id, colleague.TeamId, "leave", world.By(rep)));
        Assert.Equal([colleague.Id], (await world.ReadAsync(action)).People.Select(one => one.PersonId));

        await ChangeAsync(world, project, row => row.Abandon(new Closing(CloseReason.NoBudget, "no money", null, null), world.By(colleague)));
        Assert.Equal(ActionState.Lapsed, (await world.ReadAsync(action)).State);
    }

    private static async Task ChangeAsync(World world, Opportunity project, Action<Opportunity> verb)
    {
        await using var db = world.Open();
        verb(await db.Opportunities.ForChange().SingleAsync(row => row.Id == project.Id));
        await db.SaveChangesAsync();
    }
}
