using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

public sealed class PresalesPageSpecs
{
    [Theory, EveryDatabase]
    public async Task An_engineer_logs_his_hours_in_two_clicks_and_takes_them_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var id = await world.ApprovedAsync(GateWorld.Days(10, engineer.Id));
        var visitor = world.Visit(WorldPeople.Presales);
        var page = await visitor.GetAsync("/presales");
        Assert.Equal("/presales", (await visitor.SendAsync(page, "form.gate-quick", ("Form.Minutes", "240"))).Location?.ToString());
        Assert.Equal(Money.FromMajor(1_000), (await world.CurrentAsync(id)).Spent);

        var log = await visitor.GetAsync($"/opportunities/{id}/presales");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(log, "form[action$='/removal']")).Status);
        await using var db = world.Open();
        var entries = await db.PresalesEntries.ToListAsync();
        Assert.Equal((2, 0L), (entries.Count, entries.Sum(entry => entry.Amount.Minor)));
        Assert.Equal(Money.Zero, (await world.CurrentAsync(id)).Spent);
    }

    [Theory, EveryDatabase]
    public async Task From_the_calendar_the_hours_of_an_action_are_logged_in_two_clicks(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var engineer = await world.PersonAsync(WorldPeople.Presales);
        var id = await world.ApprovedAsync(GateWorld.Days(10, engineer.Id));
        await using var db = world.Open();
        var project = await db.Opportunities.AsNoTracking().SingleAsync(row => row.Id == id);
        var (today, later) = (await world.PlanAsync(project, "Workshop", days: 0, minute: 540, minutes: 180, person: WorldPeople.Presales),
            await world.PlanAsync(project, "Demonstration", days: 1, person: WorldPeople.Presales));
        var visitor = world.Visit(WorldPeople.Presales);
        var entry = (await visitor.GetAsync("/calendar")).Find($"a[href='/plan-actions/{today.Id}']").GetAttribute("href")!;
        var page = await visitor.GetAsync(entry);
        Assert.Equal("3 h", page.Find("form.plan-quick .btn-primary").TextContent.Trim());
        Assert.Equal(entry, (await visitor.SendAsync(page, "form.plan-quick", ("Form.Minutes", "180"))).Location?.ToString());

        var logged = await db.PresalesEntries.AsNoTracking().SingleAsync();
        Assert.Equal((engineer.Id, 180, today.StartOn, "Workshop"), (logged.PersonId, logged.Minutes, logged.On, logged.Words));
        Assert.Null((await visitor.GetAsync($"/plan-actions/{later.Id}")).Document.QuerySelector("form.plan-quick"));
        Assert.Null((await world.Visit(WorldPeople.Rep).GetAsync(entry)).Document.QuerySelector("form.plan-quick"));
        Assert.Null(page.Document.QuerySelector("#which-log"));
        await visitor.SendAsync(await visitor.GetAsync($"{entry}/done/new"), "main form", ("Outcome", "They liked it"));
        var hint = (await visitor.GetAsync(entry)).Find("#which-log").TextContent;
        Assert.Contains("Log hours", hint);
        Assert.Contains("Log presales time", hint);
    }

    [Theory, EveryDatabase]
    public async Task Owner_and_approver_are_told_at_80_and_at_100_percent_and_beyond_needs_an_approval(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync(GateWorld.Days(2));
        await world.LogAsync(id, 480);
        Assert.Equal(0, await ToldAsync(world));
        await world.LogAsync(id, 360);
        Assert.Equal(2, await ToldAsync(world));
        await world.LogAsync(id, 60);
        Assert.Equal(2, await ToldAsync(world));
        await world.LogAsync(id, 120);
        Assert.Equal(4, await ToldAsync(world));
        Assert.Equal(InitiationState.Reopened, (await world.CurrentAsync(id)).State);

        var rep = world.Visit(WorldPeople.Rep);
        Assert.Null((await rep.GetAsync($"/opportunities/{id}/presales")).Document.QuerySelector("main form[action$='/presales']"));
        await Assert.ThrowsAsync<RuleBroken>(() => world.LogAsync(id, 60));
        await Assert.ThrowsAsync<RuleBroken>(() => world.DoAsync(id, WorldPeople.Rep, async (db, opportunity, stamp) =>
            await db.ApplyAsync(opportunity, GateWorld.Terms(stamp, GateWorld.Days(1)), stamp)));
        await world.DoAsync(id, WorldPeople.Rep, async (db, opportunity, stamp) => await db.ApplyAsync(opportunity, GateWorld.Terms(stamp, GateWorld.Days(5)), stamp));
        await world.DecideAsync(id, new GateWord(InitiationVerdict.Approve, null, null, null));
        await world.LogAsync(id, 60);
        Assert.Equal(Money.FromMajor(4_500), (await world.CurrentAsync(id)).Spent);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_else_neither_sees_nor_logs(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        foreach (var person in (string[])[WorldPeople.Presales, WorldPeople.Stranger])
        {
            var visitor = world.Visit(person);
            var token = (await visitor.GetAsync("/me")).Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/opportunities/{id}/presales")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/opportunities/{id}/presales", [new("__RequestVerificationToken", token), new("Form.Minutes", "60")])).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_report_adds_up_to_the_ledger_and_every_figure_opens(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var won = await world.ApprovedAsync();
        await world.LogAsync(won, 480);
        var lost = await world.ApprovedAsync();
        await world.LogAsync(lost, 240);
        var open = await world.ApprovedAsync();
        await world.LogAsync(open, 60);
        await world.DoAsync(won, WorldPeople.Rep, (_, opportunity, stamp) => Do(() => opportunity.Win(StageScheme.Default, new Closing(CloseReason.Solution, null, null, null), stamp)));
        await world.DoAsync(lost, WorldPeople.Rep, (_, opportunity, stamp) => Do(() => opportunity.Lose(new Closing(CloseReason.Price, null, null, null), stamp)));
        world.Clock.Pass(TimeSpan.FromDays(1));

        await using var db = world.Open();
        foreach (var by in Enum.GetValues<PresalesCostGrouping>())
        {
            var report = await PresalesCosts.OfAsync(db, Viewer.Program, new PresalesCostQuestion { From = new(2026, 1, 1), Until = new(2026, 11, 19), By = by });
            Assert.Equal(Money.FromMajor(3_250), report.Total.Cost);
            Assert.Equal((2_000m, 1_000m, 250m, 97_000m), (report.Total.Won.Major, report.Total.Lost.Major, report.Total.Open.Major, report.Total.Result.Major));
            Assert.Equal(report.Total.Cost.Minor, report.Lines.Sum(line => line.Cost.Minor));
            Assert.Equal(report.Total.Margin.Minor, report.Lines.Sum(line => line.Margin.Minor));
        }

        var general = world.Visit(WorldPeople.GeneralManager);
        var page = await general.GetAsync("/reports/presales-cost?by=Industry");
        Assert.Contains("Media", page.Find("tbody th").TextContent);
        Assert.Contains("1,000.00", (await general.GetAsync(page.Find("tbody a[href*='state=Lost']").GetAttribute("href")!)).Find("main strong").TextContent);
        var total = page.Find("main table.figures tfoot tr");
        Assert.Equal(["1 project", "1 project", "1 project"], total.QuerySelectorAll("td small").Where(small => small.TextContent.Contains("project", StringComparison.Ordinal)).Select(small => small.TextContent));
        foreach (var (place, sum) in new[] { (1, "signed_margin"), (7, "result") })
        {
            var link = total.Children[place].QuerySelector("a");
            var list = await general.GetAsync(link?.GetAttribute("href") ?? "");
            Assert.Equal(link?.TextContent.Trim(), list.Find($"[data-sum={sum}] b").TextContent.Trim());
        }

        Assert.Equal(["Approver", "Industry"], page.Document.QuerySelectorAll("main table.figures").TakeLast(2).Select(table => table.QuerySelector("thead tr:last-child th")?.TextContent.Trim()));
        var judged = page.Document.QuerySelectorAll("main table.figures")[^1].QuerySelector("tbody tr td a");
        Assert.Equal(judged?.TextContent.Trim(), (await general.GetAsync(judged?.GetAttribute("href") ?? "")).Find("[data-sum=ended] b").TextContent.Trim());
        Assert.All(page.Document.QuerySelectorAll("main table.figures thead th.num"), head => Assert.NotNull(head.QuerySelector("[title]")));
        Assert.Contains("Media,1,100000.00,2000.00,1,1000.00,1,250.00,3250.00,13,97000.00", (await general.GetAsync("/reports/presales-cost/export.csv?by=Industry")).Text);
        Assert.Contains("Media,0,0.00,0.00,0,0.00,0,0.00,0.00,0,0.00,3250.00,97000.00,0.00,0.00",
            (await general.GetAsync("/reports/presales-cost/export.csv?by=Industry&from=2026-11-19&until=2026-11-20")).Text);
        Assert.Contains("Media,0,0.00,0.00,0,0.00,0,0.00,0.00,0,0.00,0.00,0.00,3250.00,97000.00",
            (await general.GetAsync("/reports/presales-cost/export.csv?by=Industry&from=2027-11-01&until=2027-11-30")).Text);
        Assert.Contains("last year 3.3k", (await general.GetAsync("/reports/presales-cost?by=Industry&from=2027-11-01&until=2027-11-30")).Find("tbody").TextContent);
        var mortems = await PostMortems.OfAsync(db, Viewer.Program, new PresalesCostQuestion { From = new(2026, 1, 1), Until = new(2026, 11, 19) });
        Assert.Equal((2, 1, -10m, 0.26m), (mortems.ByApprover.Single().Projects, mortems.ByApprover.Single().Won, mortems.ByApprover.Single().Bias, mortems.ByApprover.Single().Brier));
        Assert.Contains("Won", (await general.GetAsync($"/opportunities/{won}/initiation")).Find("section[aria-labelledby=came]").TextContent);
    }

    private static Task Do(Action verb)
    {
        verb();
        return Task.CompletedTask;
    }

    private static async Task<int> ToldAsync(World world)
    {
        await using var db = world.Open();
        return await db.Notifications.CountAsync(row => row.Kind == NotificationKind.PresalesBudget);
    }
}
