using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Plans;

public sealed class WorkloadSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task Planned_and_logged_hours_stand_in_their_week(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var project = await world.ProjectAsync("Load");
        var (rep, today) = (await world.PersonAsync(WorldPeople.Rep), world.By(null).Today);
        await world.PlanAsync(project, "Workshop", days: 7, minutes: 600);
        var call = await world.PlanAsync(project, days: 0, minutes: 60);
        var visitor = world.Visit(WorldPeople.Rep);
        await visitor.SendAsync(await visitor.GetAsync($"/plan-actions/{call.Id}/done/new"), "main form", ("Hours", "1.5"));
        await using var db = world.Open();
        var cells = await WorkloadReport.OfAsync(db, [rep.Id], new WorkloadQuestion(IsoWeek.Of(today), 2), today);

        Assert.Equal([(60, 90, 2400), (600, 0, 2400)], cells.Select(cell => (cell.Planned, cell.Logged, cell.Capacity)));
        Assert.Equal(0.25m, cells[1].Load);
    }

    [Theory, EveryDatabase]
    public async Task Presales_hours_are_logged_hours_until_they_are_taken_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var (id, today) = (await world.ApprovedAsync(GateWorld.Days(10, engineer.Id)), world.By(null).Today);
        await world.LogAsync(id, 120, WorldPeople.Presales);
        Assert.Equal(120, await LoggedAsync());
        await world.DoAsync(id, WorldPeople.Presales, async (db, opportunity, stamp) => await db.TakeBackPresalesAsync(
            opportunity, Initiation.Current(await db.InitiationsOfAsync(id)) ?? throw new InvalidOperationException(), await db.PresalesEntries.SingleAsync(), "wrong project", stamp));
        Assert.Equal(0, await LoggedAsync());

        async Task<int> LoggedAsync()
        {
            await using var db = world.Open();
            return (await WorkloadReport.OfAsync(db, [engineer.Id], new WorkloadQuestion(IsoWeek.Of(today), 1), today)).Single().Logged;
        }
    }

    [Theory, EveryDatabase]
    public async Task Work_that_is_said_of_an_action_and_in_the_presales_ledger_counts_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var (one, other, today) = (await world.ApprovedAsync(GateWorld.Days(10, engineer.Id)), await world.ApprovedAsync(GateWorld.Days(10, engineer.Id)), world.By(null).Today);
        await SpendAsync(one, 90);
        await SpendAsync(one, 60);
        Assert.Equal(150, await LoggedAsync());
        await world.LogAsync(one, 120, WorldPeople.Presales);
        Assert.Equal(150, await LoggedAsync());
        await world.LogAsync(one, 60, WorldPeople.Presales);
        Assert.Equal(180, await LoggedAsync());
        await world.LogAsync(other, 30, WorldPeople.Presales);
        Assert.Equal(210, await LoggedAsync());
        world.Clock.Pass(TimeSpan.FromDays(1));
        await world.LogAsync(one, 45, WorldPeople.Presales);
        Assert.Equal(255, await LoggedAsync());

        async Task SpendAsync(long id, int minutes)
        {
            await using var db = world.Open();
            var plan = await db.PlanOfAsync(await db.Opportunities.SingleAsync(row => row.Id == id));
            var action = plan.Add(world.Terms(engineer, "Survey", days: 0), world.By(engineer));
            db.PlanActions.Add(action);
            plan.Do(action, "Seen", minutes, world.By(engineer));
            await db.SaveChangesAsync();
        }

        async Task<int> LoggedAsync()
        {
            await using var db = world.Open();
            return (await WorkloadReport.OfAsync(db, [engineer.Id], new WorkloadQuestion(IsoWeek.Of(today), 1), today)).Single().Logged;
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_planned_for_a_project_is_part_of_what_its_initiation_asks_for(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var (today, monday) = (world.By(null).Today, new DateOnly(2026, 11, 23));
        var id = await world.ApprovedAsync(GateWorld.Days(2, engineer.Id, monday, monday.AddDays(4)));
        Assert.Equal((0, 960), await NextWeekAsync());
        await using var db = world.Open();
        var project = await db.Opportunities.AsNoTracking().SingleAsync(row => row.Id == id);
        await world.PlanAsync(project, "Workshop", monday.DayNumber - today.DayNumber, 540, 360, WorldPeople.Presales);
        Assert.Equal((360, 600), await NextWeekAsync());
        await world.PlanAsync(await world.ProjectAsync("Another"), "Visit", monday.DayNumber - today.DayNumber, 960, 120, WorldPeople.Presales);
        Assert.Equal((480, 600), await NextWeekAsync());
        await world.PlanAsync(project, "Write it down", monday.DayNumber - today.DayNumber + 1, null, 720, WorldPeople.Presales);
        Assert.Equal((1200, 0), await NextWeekAsync());

        async Task<(int, int)> NextWeekAsync()
        {
            await using var now = world.Open();
            var cell = (await WorkloadReport.OfAsync(now, [engineer.Id], new WorkloadQuestion(IsoWeek.Of(monday), 1), today)).Single();
            return (cell.Planned, cell.Pipeline);
        }
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task A_load_opens_what_each_project_asks_for_beyond_the_plan(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var (today, monday) = (world.By(null).Today, new DateOnly(2026, 11, 23));
        var id = await world.ApprovedAsync(GateWorld.Days(2, engineer.Id, monday, monday.AddDays(4)));
        await using var db = world.Open();
        await world.PlanAsync(await db.Opportunities.AsNoTracking().SingleAsync(row => row.Id == id), "Workshop", monday.DayNumber - today.DayNumber, 540, 360, WorldPeople.Presales);
        var report = await world.Visit(WorldPeople.Administrator, language).GetAsync($"/reports/workload?week={IsoWeek.Of(monday)}&weeks=1&who={engineer.Id}");

        var load = await world.Visit(WorldPeople.Administrator, language).GetAsync(report.Find(".workload td a").GetAttribute("href") ?? "");

        Assert.Equal(["6", "10", "40"], load.Document.QuerySelectorAll(".key-figures li:not([data-sum=result]) > :last-child").Select(part => part.TextContent.Trim()));
        Assert.Equal(report.Find(".workload td a").TextContent, load.Find("[data-sum=result] b").TextContent);
        Assert.Equal(["16", "6", "10"], load.Document.QuerySelectorAll("#rows tbody td.num").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Administrator).GetAsync(load.Find("#rows tbody a").GetAttribute("href") ?? "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"/reports/workload/load?who={engineer.Id}&week={IsoWeek.Of(monday)}")).Status);
    }

    [Fact]
    public void What_an_initiation_asks_for_is_weighed_by_how_likely_it_is()
    {
        var line = new PresalesLine(PresalesKind.PersonDays, "Network", 7, 50, Money.Zero, Money.Zero, new(2026, 11, 20), new(2026, 11, 23));

        Assert.Equal([(new DateOnly(2026, 11, 20), 600), (new DateOnly(2026, 11, 23), 600)], WorkloadReport.Spread(line, 50, BusinessCalendar.Plain));
        Assert.Empty(WorkloadReport.Spread(line with { EndOn = DateOnly.MaxValue }, 50, BusinessCalendar.Plain));
    }

    [Theory, EveryDatabase]
    public async Task The_report_shows_whom_the_viewer_may_look_at(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var page = await world.Visit(WorldPeople.Manager).GetAsync("/reports/workload?week=2026-W47&weeks=4");
        Assert.Equal([WorldPeople.Manager, WorldPeople.Rep, WorldPeople.Colleague], page.Document.QuerySelectorAll(".workload tbody th").Select(cell => cell.TextContent));
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/workload/export.csv?weeks=4")).Status);
        var own = await world.Visit(WorldPeople.Rep).GetAsync("/reports/workload");
        Assert.Equal([WorldPeople.Rep], own.Document.QuerySelectorAll(".workload tbody th").Select(cell => cell.TextContent));
    }

    [Theory, EveryDatabase]
    public async Task One_team_can_be_looked_at_alone(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var team = (await world.PersonAsync(WorldPeople.Stranger)).TeamId;
        var visitor = world.Visit(WorldPeople.GeneralManager);

        var page = await visitor.GetAsync($"/reports/workload?team={team}");

        Assert.Equal([WorldPeople.Presales, WorldPeople.Stranger], page.Document.QuerySelectorAll(".workload tbody th").Select(cell => cell.TextContent));
        Assert.Contains($"team={team}", page.Find("a[href*='export.csv']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain(WorldPeople.Rep, (await visitor.GetAsync($"/reports/workload/export.csv?team={team}")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Opportunities_without_a_next_step_are_the_first_thing_at_home(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (still, planned) = (await world.ProjectAsync($"Still {kind}"), await world.ProjectAsync($"Planned {kind}"));
        var action = await world.PlanAsync(planned, "Call them today", days: 0);
        var home = await world.Visit(WorldPeople.Rep).GetAsync("/");
        var first = home.Find("main .home section");

        Assert.Equal("steps-missing", first.GetAttribute("aria-labelledby"));
        Assert.NotNull(first.QuerySelector($"a[href='/opportunities/{still.Id}/plan']"));
        Assert.Null(first.QuerySelector($"a[href='/opportunities/{planned.Id}/plan']"));
        Assert.NotNull(home.Find("[aria-labelledby='steps-today']").QuerySelector($"a[href='/plan-actions/{action.Id}']"));
    }
}
