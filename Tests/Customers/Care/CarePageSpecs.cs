using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Tests.Contracts;
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
    public async Task A_touch_is_two_clicks_away_from_the_reports_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync();
        world.Clock.Pass(TimeSpan.FromDays(400));
        var (rep, stranger) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));

        var report = await rep.GetAsync("/reports/neglect");
        var form = await rep.GetAsync(report.Find("main tbody a.log-link").GetAttribute("href") ?? "");
        var logged = await rep.SendAsync(form, "form[action$='/touches']", ("Words", "Spoke again"));

        Assert.StartsWith("/reports/neglect", logged.Location?.ToString(), StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal("Spoke again", (await db.Touches.SingleAsync()).Words);
        Assert.NotNull(await stranger.GetAsync("/reports/key-contacts"));
    }

    [Theory, EveryDatabase]
    public async Task A_plan_stands_against_what_was_signed_in_its_period_and_not_against_what_was_lost(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.ContractAsync(customer, price: 1000);
        await world.ContractAsync(customer, price: 5000, signedOn: new DateOnly(2026, 6, 1));
        await using (var db = world.Open())
        {
            var rep = await world.PersonAsync(WorldPeople.Rep);
            var stamp = world.By(rep);
            foreach (var (number, amount) in (IEnumerable<(string, int)>)[("O-OPEN", 700), ("O-LOST", 9000)])
            {
                var row = await db.Customers.SingleAsync(one => one.Id == customer.Id);
                db.Opportunities.Add(new Opportunity(number, number, row, null, null, Money.FromMajor(amount), stamp.Today, rep.Id, rep.TeamId, stamp));
            }

            await db.SaveChangesAsync();
            var lost = await db.Opportunities.ForChange().SingleAsync(row => row.Number == "O-LOST");
            lost.Lose(new Closing(CloseReason.Price, "Price", null, null), stamp);
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Rep);
        var address = $"/customers/{customer.Id}/development";
        await visitor.SendAsync(await visitor.GetAsync(address), Plan, ("Form.Target", "2260"));
        var page = await visitor.GetAsync(address);
        var figures = page.Find(".key-figures").TextContent;

        Assert.Contains("1,130.00", figures, StringComparison.Ordinal);
        Assert.Contains("50.0%", figures, StringComparison.Ordinal);
        Assert.Contains("700.00", figures, StringComparison.Ordinal);
        Assert.DoesNotContain("9,700.00", figures, StringComparison.Ordinal);
        Assert.Single((await visitor.GetAsync(page.Find(".key-figures a").GetAttribute("href") ?? "")).Document.QuerySelectorAll("main tbody tr"));
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
