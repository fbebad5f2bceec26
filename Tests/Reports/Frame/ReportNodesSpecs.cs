using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Frame;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>Several nodes serve one database, and a visitor who waits for a report is answered now by one, now by another.</summary>
public sealed class ReportNodesSpecs
{
    private const string Regions = "/reports/regional-sales?from=2026-01-01&to=2026-12-31";

    [Fact]
    public async Task Whichever_node_answers_makes_the_report_for_its_own_visitor()
    {
        Assert.SkipWhen(EveryDatabaseAttribute.PostgresAddress is null && !EveryDatabaseAttribute.RequireAll, "SICRM_TEST_POSTGRES is not set");
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        await using var other = new TestApp(world.Database, world.Clock);
        world.App.Configured["Reports:Patience"] = other.Configured["Reports:Patience"] = "0";
        await world.ContractAsync(await world.CustomerAsync("Buyer", WorldPeople.Rep), 1000, new DateOnly(2026, 10, 5));
        await world.ContractAsync(await world.CustomerAsync("Elsewhere", WorldPeople.Stranger), 500, new DateOnly(2026, 10, 5));
        var (here, there, colleague) = (Reader(world.App, WorldPeople.GeneralManager), Reader(other, WorldPeople.GeneralManager), Reader(other, WorldPeople.Rep));
        var (whole, part) = (await ExpectedAsync(world, WorldPeople.GeneralManager), await ExpectedAsync(world, WorldPeople.Rep));
        Assert.NotEqual(whole, part);

        Assert.Equal(HttpStatusCode.Accepted, (await here.GetAsync(Regions)).Status);
        var making = Assert.Single(world.App.Services.GetRequiredService<ReportMakings>().Of((await world.PersonAsync(WorldPeople.GeneralManager)).Id));
        Assert.Null((await there.GetAsync("/reports")).Document.QuerySelector("section[aria-labelledby=makings]"));
        var token = (await there.GetAsync("/reports/favourites/new?of=%2Freports%2Fkey-projects")).Find("input[name=__RequestVerificationToken]").GetAttribute("value");
        var stopped = await there.PostAsync($"/reports/makings/{making.Id}/cancellation", [new("__RequestVerificationToken", token ?? "")]);
        Assert.Equal((HttpStatusCode.Redirect, "/reports"), (stopped.Status, stopped.Location?.ToString()));
        Assert.Contains("not being made here any more", (await there.GetAsync("/reports")).Text);
        Assert.False(making.Cancel.IsCancellationRequested);

        Assert.Equal(whole, await UntilReadyAsync(there));
        Assert.Equal(part, await UntilReadyAsync(colleague));
        Assert.Equal(whole, await UntilReadyAsync(here));
    }

    private static Visitor Reader(TestApp app, string person)
    {
        var visitor = new Visitor(app.Client(person, "en"));
        visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return visitor;
    }

    private static async Task<string> ExpectedAsync(World world, string person) => (await world.Visit(person).GetAsync(Regions)).Find("main").TextContent;

    private static async Task<string> UntilReadyAsync(Visitor reader)
    {
        for (var i = 0; i < 600; i++)
        {
            var page = await reader.GetAsync(Regions);
            if (page.Status != HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.OK, page.Status);
                return page.Find("main").TextContent;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(Regions);
    }
}
