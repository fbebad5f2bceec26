using System.Globalization;
using System.Net;
using SiCrm.Domain.Plans;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Plans;

public sealed class CalendarPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("Month")]
    [EveryDatabase("Week")]
    [EveryDatabase("Agenda")]
    public async Task Planned_actions_stand_on_their_day(DatabaseKind kind, string view)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Calendar {view} {kind}");
        var action = await world.PlanAsync(project, days: 1, minute: 600);
        var day = action.StartOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/calendar?view={view}&on={(view == "Agenda" ? world.By(null).Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day)}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("10:00–11:00", page.Find($"[data-day='{day}'] a[href='/plan-actions/{action.Id}']").TextContent);
    }

    [Theory]
    [EveryDatabase("Month")]
    [EveryDatabase("Agenda")]
    public async Task What_takes_several_days_stands_on_each_that_is_worked_on(DatabaseKind kind, string view)
    {
        var world = await worlds.OnAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var friday = new DateOnly(2026, 11, 20);
        var terms = new ActionTerms("Write the bid", ActionKind.Bid, null, friday, null, 1440, friday.AddDays(4), null, [rep]);
        var action = await world.PlanAsync(await world.ProjectAsync($"Long {view} {kind}"), terms);
        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/calendar?view={view}&on=2026-11-19");

        string Days(string more) => string.Join(' ', page.Document.QuerySelectorAll($"[data-day]:has(a[href='/plan-actions/{action.Id}']{more})").Select(day => day.GetAttribute("data-day")));
        Assert.Equal("2026-11-20 2026-11-23 2026-11-24", Days(""));
        Assert.Equal("2026-11-20", Days("[draggable]"));
        Assert.Contains("2026-11-24", page.Find($"[data-day='2026-11-23'] a[href='/plan-actions/{action.Id}']").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_a_project_manager_is_to_deliver_stands_on_its_day_until_it_is_done(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var manager = await world.HireAsync($"Pat Calendar {kind}");
        var contract = await world.ContractAsync(await world.CustomerAsync($"Delivered on a day {kind}"));
        await world.AppointAsync(contract, manager);
        var goods = contract.Deliveries.First();
        var (address, day) = ($"/calendar?view=Week&on={goods.DueOn:yyyy-MM-dd}", $"[data-day='{goods.DueOn:yyyy-MM-dd}'] a[href='/contracts/{contract.Id}']");

        Assert.Contains(goods.Name, (await world.Visit(manager.Name).GetAsync(address)).Find(day).TextContent);
        Assert.Null((await world.Visit(WorldPeople.Rep).GetAsync(address)).Document.QuerySelector(day));
        await using (var db = world.Open())
        {
            (await db.LoadAsync(contract.Id)).Finish(goods.Id, ContractWorld.Today, world.By(manager));
            await db.SaveChangesAsync();
        }

        Assert.Null((await world.Visit(manager.Name).GetAsync(address)).Document.QuerySelector(day));
    }

    [Theory, EveryDatabase]
    public async Task An_action_goes_to_the_day_that_it_is_dropped_on(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var action = await world.PlanAsync(await world.ProjectAsync($"Dropped {kind}"), days: 2, minute: 600);
        var visitor = world.Visit(WorldPeople.Rep);
        var page = await visitor.GetAsync("/calendar?view=Month");
        var form = page.Find("#calendar-move");
        form.SetAttribute("action", $"/plan-actions/{action.Id}/moves");
        var sent = await visitor.SendAsync(page, "#calendar-move", ("StartOn", action.StartOn.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("Version", "1"));

        Assert.Equal("/calendar?view=Month&on=2026-11-18", sent.Location?.OriginalString);
        var moved = await world.ReadAsync(action);
        Assert.Equal((action.StartOn.AddDays(1), 600), (moved.StartOn, moved.StartMinute));
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.SendAsync(page, "#calendar-move", ("StartOn", "2026-11-27"), ("Version", "1"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_manager_sees_that_time_is_taken_where_he_does_not_see_what_for(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Elsewhere {kind}", WorldPeople.Stranger);
        var action = await world.PlanAsync(project, "Price talk with Elsewhere", person: WorldPeople.Rep);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var manager = world.Visit(WorldPeople.Manager);
        var day = (await manager.GetAsync($"/calendar?view=Week&who={rep.Id}&on={action.StartOn:yyyy-MM-dd}")).Find($"[data-day='{action.StartOn:yyyy-MM-dd}']");

        Assert.DoesNotContain("Price talk", day.TextContent);
        Assert.Contains("Busy", day.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/calendar?who=team")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/calendar?who={(await world.PersonAsync(WorldPeople.Stranger)).Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"/calendar?who={(await world.PersonAsync(WorldPeople.Colleague)).Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Full_days_and_clashes_are_marked(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var project = await world.ProjectAsync($"Full {kind}");
        var one = await world.PlanAsync(project, "Workshop", days: 20, minute: 540, minutes: 480);
        await world.PlanAsync(project, "Call", days: 20, minute: 600, minutes: 30);
        var day = (await world.Visit(WorldPeople.Rep).GetAsync($"/calendar?view=Month&on={one.StartOn:yyyy-MM-dd}")).Find($"[data-day='{one.StartOn:yyyy-MM-dd}']");

        Assert.Equal(2, day.QuerySelectorAll(".cal-clash").Length);
        Assert.Contains("8.5", day.QuerySelector(".cal-load")?.TextContent);
    }

    [Theory]
    [InlineData("/calendar?on=9999-12-31&view=Month")]
    [InlineData("/calendar?on=2027-02-29")]
    [InlineData("/calendar?on=2028-02-29&view=Week")]
    [InlineData("/calendar?view=nonsense")]
    public async Task Odd_addresses_show_a_calendar(string address) =>
        Assert.Equal(HttpStatusCode.OK, (await (await worlds.OnAsync(DatabaseKind.Sqlite)).Visit(WorldPeople.Rep).GetAsync(address)).Status);
}
