using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Care;

public sealed class CarePageSpecs
{
    private const string Plan = "main form[action*='/development']";

    [Theory, EveryDatabase]
    public async Task Done_takes_two_clicks_and_logs_a_touch(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync();
        await world.NightAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var form = await rep.GetAsync((await rep.GetAsync("/care")).Find("a[href*='/done/new']").GetAttribute("href")!);
        var saved = await rep.SendAsync(form, "form[action$='/done']");

        Assert.Equal("/care", saved.Location?.ToString());
        await using var db = world.Open();
        Assert.Equal(1, await db.Touches.CountAsync(touch => touch.IsTwoWay));
        Assert.Equal(1, await db.CareTasks.CountAsync(task => task.State == CareState.Done && task.TouchId != null));
    }

    [Theory, EveryDatabase]
    public async Task A_skip_without_a_reason_keeps_the_form_and_says_so(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync();
        await world.NightAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync((await rep.GetAsync("/care")).Find("a[href*='/skips/new']").GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(form, "form[action$='/skips']")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(form, "form[action$='/skips']", ("Reason", "away"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(form, "form[action$='/skips']", ("Reason", "again"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task Another_s_care_does_not_exist(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.NightAsync();
        await using var db = world.Open();
        var task = await db.CareTasks.Select(row => row.Id).FirstAsync();
        var stranger = world.Visit(WorldPeople.Stranger);

        foreach (var address in (string[])[$"/care/{task}/done/new", $"/care/{task}/moves/new", $"/customers/{customer.Id}/care", $"/customers/{customer.Id}/development"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).Status);
        }

        Assert.Null((await stranger.GetAsync("/care?team=true")).Document.QuerySelector("tbody tr"));
    }

    [Theory, EveryDatabase]
    public async Task Overdue_care_stands_on_the_manager_s_home_and_due_care_on_the_owner_s(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync();
        await world.NightAsync();
        world.Clock.Pass(TimeSpan.FromDays(1));

        Assert.Contains("Green Media", (await world.Visit(WorldPeople.Manager).GetAsync("/")).Find("section[aria-labelledby=care]").TextContent);
        Assert.Contains("Green Media", (await world.Visit(WorldPeople.Rep).GetAsync("/")).Find("section[aria-labelledby=care]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_plan_keeps_its_versions(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var address = $"/customers/{customer.Id}/development";
        var page = await rep.GetAsync(address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(page, Plan)).Status);
        var first = await rep.SendAsync(page, Plan, ("Form.Target", "120000"), ("Form.Actions[0].What", "Meet the board"));
        Assert.True(first.Status == HttpStatusCode.Redirect, first.Document.QuerySelector("main")?.TextContent);
        await rep.SendAsync(await rep.GetAsync(address), Plan, ("Form.Target", "150000"));

        await using var db = world.Open();
        Assert.Equal([1, 2], await db.DevelopmentPlans.OrderBy(plan => plan.Id).Select(plan => plan.Number).ToListAsync());
        Assert.Equal(2, (await rep.GetAsync(address)).Document.QuerySelectorAll("section[aria-labelledby^=v]").Length);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(page, Plan, ("Form.Target", "1"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_opens_very_many_customers_is_told_of_once_an_hour(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, admin) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Administrator));
        await using var db = world.Open();
        var watch = new MassWatch(world.Clock);
        for (var node = 0; node < 3; node++)
        {
            Enumerable.Range(0, 100).ToList().ForEach(customer => watch.Saw(rep.Id, customer + (100 * node)));
            watch.Saw(rep.Id, 1);
            await db.CountMassAsync(watch.Take(), world.By(null));
        }

        Assert.Equal(300, (await db.MassCounts.SingleAsync()).Count);
        var told = await db.Notifications.SingleAsync();
        Assert.Equal((admin.Id, "200"), (told.PersonId, told.Words.Split('\n')[1]));
    }
}
