using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
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

    [Theory]
    [EveryDatabase("en", "put “Show the product” on your calendar for 2026-11-20 09:30", "moved “Show the product” on your calendar to 2026-11-23 14:00", "dropped “Show the product” of 2026-11-23 14:00")]
    [EveryDatabase("zh-CN", "已将“Show the product”排入您的日程：2026-11-20 09:30", "已将您日程中的“Show the product”改到 2026-11-23 14:00", "已取消您日程中 2026-11-23 14:00 的“Show the product”")]
    public async Task Whose_calendar_somebody_else_plans_moves_or_clears_is_told_in_his_language(DatabaseKind kind, string language, string planned, string moved, string dropped)
    {
        await using var world = await World.CreateAsync(kind);
        var (project, presales) = (await world.ProjectAsync("Harbour"), await world.PersonAsync(WorldPeople.Presales));
        var (rep, colleague) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Presales, language));
        await rep.SendAsync(await rep.GetAsync($"/opportunities/{project.Id}/plan/actions/new"), "main form",
            ("Form.Title", "Show the product"), ("Form.Kind", "Demo"), ("Form.StartOn", "2026-11-20"), ("Form.Clock", "09:30"), ("Form.WithIds", $"{presales.Id}"));
        await AssertToldAsync(planned, 1);
        var action = (await NoticesAsync(world))[0].SubjectId;

        await rep.SendAsync(await rep.GetAsync($"/plan-actions/{action}/moves/new"), "main form", ("StartOn", "2026-11-23"), ("Clock", "14:00"), ("Reason", "They travel"));
        await AssertToldAsync(moved, 2);
        await rep.SendAsync(await rep.GetAsync($"/plan-actions/{action}/drops/new"), "main form", ("Reason", "No budget"));
        await AssertToldAsync(dropped, 3);

        Assert.All(await NoticesAsync(world), notice => Assert.Equal(presales.Id, notice.PersonId));
        var opened = await colleague.SendAsync(await colleague.GetAsync("/notifications"), "form[action$='/visit']");
        Assert.Equal(HttpStatusCode.OK, (await colleague.FollowAsync(opened)).Status);
        Assert.Equal($"/plan-actions/{action}", opened.Location?.ToString());

        async Task AssertToldAsync(string said, int count)
        {
            Assert.Contains(said, (await colleague.GetAsync("/notifications")).Find("main").TextContent, StringComparison.Ordinal);
            Assert.Equal(count, (await NoticesAsync(world)).Count);
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_is_taken_off_an_action_or_added_later_is_told_and_who_changes_words_alone_tells_nobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, presales, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Presales), await world.PersonAsync(WorldPeople.Colleague));
        var action = await world.PlanAsync(await world.ProjectAsync("Harbour"), world.Terms(rep) with { People = [rep, presales] });
        var visitor = world.Visit(WorldPeople.Rep);

        await visitor.SendAsync(await visitor.GetAsync($"/plan-actions/{action.Id}/edit"), "main form", ("Form.WithIds", $"{presales.Id}"), ("Form.Title", "Call their director"));
        Assert.Empty(await NoticesAsync(world));
        await visitor.SendAsync(await visitor.GetAsync($"/plan-actions/{action.Id}/edit"), "main form", ("Form.WithIds", $"{colleague.Id}"));

        var told = await NoticesAsync(world);
        Assert.Equal(
            [(presales.Id, NotificationKind.ActionTakenOff), (colleague.Id, NotificationKind.ActionPlanned)],
            told.OrderBy(notice => notice.Kind == NotificationKind.ActionPlanned).Select(notice => (notice.PersonId, notice.Kind)));
    }

    private static async Task<List<Notification>> NoticesAsync(World world)
    {
        await using var db = world.Open();
        return await db.Notifications.AsNoTracking().OrderBy(notice => notice.Id).ToListAsync();
    }

    private static async Task ChangeAsync(World world, Opportunity project, Action<Opportunity> verb)
    {
        await using var db = world.Open();
        verb(await db.Opportunities.ForChange().SingleAsync(row => row.Id == project.Id));
        await db.SaveChangesAsync();
    }
}
