using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Frame;

namespace SiCrm.Tests.Reports.Frame;

public sealed class ReportFrameSpecs
{
    private const string Regions = "/reports/regional-sales?from=2026-01-01&to=2026-12-31";

    [Theory, EveryDatabase]
    public async Task What_is_not_ready_at_once_is_waited_for_and_comes_at_the_same_address(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Reports:Patience"] = "0";
        var (program, reader) = (world.Visit(WorldPeople.GeneralManager), Reader(world, WorldPeople.GeneralManager));
        var expected = await program.GetAsync(Regions);
        var page = await reader.GetAsync(Regions);
        Assert.Equal(HttpStatusCode.Accepted, page.Status);
        Assert.Equal("2", page.Answer.Headers.GetValues("Refresh").Single());
        Assert.NotNull(page.Document.QuerySelector("progress"));
        Assert.NotNull(page.Document.QuerySelector("form[action$=cancellation] button"));

        page = await UntilReadyAsync(reader, Regions);
        Assert.Equal((HttpStatusCode.OK, expected.Heading), (page.Status, page.Heading));
        Assert.Equal(expected.Find("main").TextContent, page.Find("main").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_is_ready_within_a_second_is_answered_as_ever(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Reports:Patience"] = "60";
        var reader = Reader(world, WorldPeople.GeneralManager);
        foreach (var address in (string[])[Regions, "/reports/lead-promotion", "/reports/neglect", "/reports/key-projects", "/reports/performance"])
        {
            var page = await reader.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.OK), (address, page.Status));
            Assert.Equal((await world.Visit(WorldPeople.GeneralManager).GetAsync(address)).Find("main").TextContent, page.Find("main").TextContent);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await Reader(world, WorldPeople.Coordinator).GetAsync("/reports/performance")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/appraisal/4711")).Status);
        Assert.Empty(world.App.Services.GetRequiredService<ReportMakings>().Of((await world.PersonAsync(WorldPeople.GeneralManager)).Id));
    }

    [Theory, EveryDatabase]
    public async Task Who_waits_finds_it_again_and_he_alone_stops_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (reader, stranger) = (Reader(world, WorldPeople.GeneralManager), Reader(world, WorldPeople.Manager));
        var making = await EndlessAsync(world, Regions);
        Assert.Equal(HttpStatusCode.Accepted, (await reader.GetAsync(Regions)).Status);
        Assert.DoesNotContain(Regions, (await stranger.GetAsync("/reports")).Find("main").TextContent);
        var token = (await stranger.GetAsync("/reports/favourites/new?of=%2Freports%2Fkey-projects")).Find("input[name=__RequestVerificationToken]").GetAttribute("value");
        var stop = $"/reports/makings/{making.Id}/cancellation";
        Assert.Equal("/reports", (await stranger.PostAsync(stop, [new("__RequestVerificationToken", token ?? "")])).Location?.ToString());
        Assert.DoesNotContain("was stopped", (await stranger.GetAsync("/reports")).Text);
        Assert.False(making.Cancel.IsCancellationRequested);

        var catalogue = await reader.GetAsync("/reports");
        Assert.Equal(Regions, catalogue.Find("section[aria-labelledby=makings] a").GetAttribute("href"));
        var stopped = await reader.SendAsync(catalogue, $"form[action='{stop}']");
        Assert.Equal("/reports", stopped.Location?.ToString());
        Assert.True(making.Cancel.IsCancellationRequested);
        catalogue = await reader.GetAsync("/reports");
        Assert.Null(catalogue.Document.QuerySelector("section[aria-labelledby=makings]"));
        Assert.Contains("was stopped", catalogue.Text);
        Assert.Equal(HttpStatusCode.OK, (await UntilReadyAsync(reader, Regions)).Status);
    }

    [Fact]
    public async Task How_far_it_is_says_the_work_itself_where_it_knows()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        world.App.Configured["Reports:Patience"] = "0";
        var (reader, making) = (Reader(world, WorldPeople.GeneralManager), await EndlessAsync(world, Regions));
        Assert.False((await reader.GetAsync(Regions)).Find("progress").HasAttribute("value"));
        making.Tell(0.417);
        Assert.Equal("41", (await reader.GetAsync(Regions)).Find("progress").GetAttribute("value"));
        making.Tell(1.2);
        Assert.Equal("99", (await reader.GetAsync(Regions)).Find("progress").GetAttribute("value"));
        making.Stop();
    }

    [Fact]
    public async Task A_fourth_report_has_to_wait()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        for (var year = 2001; year <= 2003; year++)
        {
            await EndlessAsync(world, $"/reports/regional-sales?from={year}-01-01&to={year}-12-31");
        }

        var page = await Reader(world, WorldPeople.GeneralManager).GetAsync(Regions);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("Three reports", page.Heading);
        Assert.Equal(HttpStatusCode.OK, (await UntilReadyAsync(Reader(world, WorldPeople.Manager), Regions)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_statement_that_nobody_waits_for_any_more_stops(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        await db.Database.OpenConnectionAsync();
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var stop = db.StopAt(leaving.Token);
        var begun = Stopwatch.GetTimestamp();
        var endless = db.Database.SqlQuery<long>(
            $"""WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT count(*) AS "Value" FROM n""");
        await Assert.ThrowsAnyAsync<Exception>(() => Task.Run(() => endless.ToListAsync(leaving.Token)));
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.2, 20);
        Assert.Equal(8, await db.People.CountAsync());
    }

    [Theory]
    [InlineData("/reports/sales-by-time?from=2000-01-01&to=2100-01-01")]
    [InlineData("/reports/customer-purchases?from=1970-01-01&to=2200-12-31")]
    [InlineData("/reports/regional-sales/export.csv?from=1970-01-01&to=2100-12-31")]
    [InlineData("/reports/presales-cost?from=1970-01-01&until=2100-12-31")]
    [InlineData("/reports/presales-cost/export.csv?from=1970-01-01&until=2200-12-31")]
    [InlineData("/reports/stage-funnel?from=1971-01-01&until=2199-12-31")]
    public async Task More_than_a_hundred_years_are_refused_with_a_word_about_it(string address)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync(address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("100 years at most", page.Text);
    }

    [Theory, EveryDatabase]
    public async Task A_hundred_years_are_answered(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var address in (string[])["/reports/sales-by-time?from=2000-01-01&to=2099-12-31", "/reports/presales-cost?from=2000-01-01&until=2099-12-31"])
        {
            Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync(address)).Status);
        }
    }

    [Fact]
    public async Task Every_report_of_the_catalogue_is_in_the_frame()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var framed = world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<MayTakeLongAttribute>() is not null).Select(route => route.RoutePattern.RawText).ToHashSet();
        var links = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports")).Document.QuerySelectorAll(".report-catalogue a").Select(link => link.GetAttribute("href") ?? "");
        Assert.All(links, link => Assert.Contains(link[1..], framed));
    }

    private static Visitor Reader(World world, string person)
    {
        var visitor = world.Visit(person);
        visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return visitor;
    }

    private static async Task<Page> UntilReadyAsync(Visitor reader, string address)
    {
        for (var i = 0; i < 600; i++)
        {
            var page = await reader.GetAsync(address);
            if (page.Status != HttpStatusCode.Accepted)
            {
                return page;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(address);
    }

    /// <summary>A report of the general manager's that never gets ready by itself.</summary>
    private static async Task<ReportMaking> EndlessAsync(World world, string address)
    {
        var makings = world.App.Services.GetRequiredService<ReportMakings>();
        var making = makings.Begin(new MakingKey((await world.PersonAsync(WorldPeople.GeneralManager)).Id, address, "en"), "Regional sales", "endless", async it =>
        {
            await Task.Delay(Timeout.Infinite, it.Cancel);
            return new MadeAnswer(200, [], default);
        });
        making.IsAwaited = true;
        return making;
    }
}
