using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>What somebody sees of what was signed is measured by the target of just that.</summary>
public sealed class TargetOfViewerSpecs
{
    private const string Days = "from=2026-01-01&to=2026-12-31";
    private const string None = "–";

    [Theory]
    [EveryDatabase("sales-by-time")]
    [EveryDatabase("regional-sales")]
    public async Task The_whole_stands_beside_the_target_of_all_that_the_viewer_sees(DatabaseKind kind, string report)
    {
        await using var world = await WithTargetsAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);

        Assert.Equal("5,000.00", await TargetAsync(world, WorldPeople.Rep, report));
        Assert.Equal("", await TargetAsync(world, WorldPeople.Colleague, report));
        Assert.Equal("20,000.00", await TargetAsync(world, WorldPeople.Manager, report));
        Assert.Equal("100,000.00", await TargetAsync(world, WorldPeople.GeneralManager, report));
        Assert.Equal("5,000.00", await TargetAsync(world, WorldPeople.Manager, report, $"&owner={rep.Id}"));
        Assert.Equal("20,000.00", await TargetAsync(world, WorldPeople.GeneralManager, report, $"&team={rep.TeamId}"));
        Assert.Equal("50,000.00", await TargetAsync(world, WorldPeople.GeneralManager, report, $"&region={rep.RegionId}"));
        Assert.Equal("", await TargetAsync(world, WorldPeople.Rep, report, $"&region={rep.RegionId}"));
    }

    [Theory]
    [EveryDatabase("regional-sales", "en", "Targets are of whole months: of July 2026.", "Targets are of whole months: of June 2026 – July 2026.")]
    [EveryDatabase("sales-by-time", "zh-CN", "目标按整月计：2026年7月。", "目标按整月计：2026年6月 – 2026年7月。")]
    public async Task A_short_time_beside_the_targets_of_whole_months_says_of_which_they_are(DatabaseKind kind, string report, string language, string ofOne, string ofTwo)
    {
        await using var world = await WithTargetsAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer of July"), 1000, new DateOnly(2026, 7, 2));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        Assert.Equal(ofOne, (await visitor.GetAsync($"/reports/{report}?from=2026-07-01&to=2026-07-26")).Find("main [data-target-months]").TextContent);
        Assert.Equal(ofTwo, (await visitor.GetAsync($"/reports/{report}?from=2026-06-29&to=2026-07-05")).Find("main [data-target-months]").TextContent);
        Assert.Null((await visitor.GetAsync($"/reports/{report}?from=2026-07-01&to=2026-07-31")).Document.QuerySelector("main [data-target-months]"));
    }

    [Theory, EveryDatabase]
    public async Task A_region_has_its_target_only_for_who_sees_all_of_it(DatabaseKind kind)
    {
        await using var world = await WithTargetsAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);

        Assert.Equal("50,000.00", await TargetAsync(world, WorldPeople.GeneralManager, "regional-sales", part: "tbody"));
        Assert.Equal(None, await TargetAsync(world, WorldPeople.GeneralManager, "regional-sales", $"&team={rep.TeamId}", "tbody"));
        Assert.Equal(None, await TargetAsync(world, WorldPeople.Manager, "regional-sales", part: "tbody"));
        Assert.Equal(None, await TargetAsync(world, WorldPeople.Rep, "regional-sales", part: "tbody"));
    }

    [Theory]
    [InlineData(Scope.All, TargetOf.Company, null)]
    [InlineData(Scope.Region, TargetOf.Region, 2L)]
    [InlineData(Scope.Team, TargetOf.Team, 3L)]
    [InlineData(Scope.Own, TargetOf.Person, 7L)]
    [InlineData(Scope.None, null, null)]
    public void Whose_target_it_is_follows_from_how_far_the_viewer_reads(Scope scope, TargetOf? of, long? subject)
    {
        var matrix = AccessMatrix.Default.With([new AccessEdit(Role.SalesManager, AccessRight.Of(RecordType.Contract, AccessAction.Read), scope)]);
        var viewer = new Viewer(7, "Any", [Role.SalesManager], 3, 2, matrix);

        (TargetOf Of, long? Subject)? expected = of is { } whose ? (whose, subject) : null;
        Assert.Equal(expected, new SalesQuestion(viewer, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).TargetIs);
    }

    [Theory, EveryDatabase]
    public async Task Whom_a_manager_does_not_see_has_no_target_for_him(DatabaseKind kind)
    {
        await using var world = await WithTargetsAsync(kind);
        var stranger = await world.PersonAsync(WorldPeople.Stranger);
        await using (var db = world.Open())
        {
            var year = FiscalSpan.Of(ContractWorld.Today, 12, 1);
            await db.SetTargetAsync(TargetOf.Person, stranger.Id, year, Money.FromMajor(7_777), null, world.By(null));
            await db.SetTargetAsync(TargetOf.Team, stranger.TeamId, year, Money.FromMajor(8_888), null, world.By(null));
        }

        var page = await world.Visit(WorldPeople.Manager).GetAsync($"/reports/sales-by-time?{Days}&owner={stranger.Id}&step=Year");
        var total = page.Find("table.figures tfoot tr").TextContent;
        Assert.DoesNotContain("7,777.00", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("%", total, StringComparison.Ordinal);
        Assert.Equal("", await TargetAsync(world, WorldPeople.Manager, "sales-by-time", $"&team={stranger.TeamId}"));
        Assert.Equal("7,777.00", await TargetAsync(world, WorldPeople.GeneralManager, "sales-by-time", $"&owner={stranger.Id}"));

        var targets = (await world.Visit(WorldPeople.Manager).GetAsync("/targets?period=2026")).Find("main tbody").TextContent;
        Assert.All((string[])["100,000.00", "50,000.00", "20,000.00", "5,000.00"], amount => Assert.Contains(amount, targets, StringComparison.Ordinal));
        Assert.All((string[])["7,777.00", "8,888.00"], amount => Assert.DoesNotContain(amount, targets, StringComparison.Ordinal));
        Assert.Contains("7,777.00", (await world.Visit(WorldPeople.GeneralManager).GetAsync("/targets?period=2026")).Find("main tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Manager).GetAsync($"/targets/parts?of=Person&subject={stranger.Id}&{Days}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_went_to_another_team_brings_no_target_into_the_forecast_of_his_former_manager(DatabaseKind kind)
    {
        await using var world = await WithTargetsAsync(kind);
        await world.OpenedAsync("Left behind");
        var manager = world.Visit(WorldPeople.Manager);
        Assert.Contains("1250.00", (await manager.GetAsync("/reports/sales-forecast/export.csv")).Text, StringComparison.Ordinal);

        var stranger = await world.PersonAsync(WorldPeople.Stranger);
        await using (var db = world.Open())
        {
            (await db.People.SingleAsync(person => person.Name == WorldPeople.Rep)).Join(await db.Teams.SingleAsync(team => team.Id == stranger.TeamId));
            await db.SaveChangesAsync();
        }

        var file = (await manager.GetAsync("/reports/sales-forecast/export.csv")).Text;
        Assert.Contains(WorldPeople.Rep, file, StringComparison.Ordinal);
        Assert.DoesNotContain("1250.00", file, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Ones_own_target_opens_ones_own_sheet_of_the_same_time(DatabaseKind kind)
    {
        await using var world = await WithTargetsAsync(kind);
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.GetAsync($"/reports/sales-by-time?{Days}&step=Month");

        Assert.Equal("/appraisal/me?period=2026", page.Find("table.figures tfoot a[href^='/appraisal/me']").GetAttribute("href"));
        Assert.Equal("/appraisal/me?period=2026-03", page.Find("table.figures tbody tr:nth-child(3) a[href^='/appraisal/me']").GetAttribute("href"));
        Assert.Contains("5,000.00", (await rep.GetAsync("/appraisal/me?period=2026")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_of_no_region_is_measured_by_nobodys_target() =>
        Assert.Null(new SalesQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)) { NoRegion = true }.TargetIs);

    private static async Task<World> WithTargetsAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        foreach (var (owner, price) in new[] { (WorldPeople.Rep, 1000), (WorldPeople.Colleague, 2000) })
        {
            await world.ContractAsync(await world.CustomerAsync($"Buyer of {owner}", owner), price, new DateOnly(2026, 3, 1));
        }

        var (rep, year) = (await world.PersonAsync(WorldPeople.Rep), FiscalSpan.Of(ContractWorld.Today, 12, 1));
        await using var db = world.Open();
        foreach (var (of, subject, amount) in new (TargetOf, long?, int)[]
        {
            (TargetOf.Company, null, 100_000), (TargetOf.Region, rep.RegionId, 50_000), (TargetOf.Team, rep.TeamId, 20_000), (TargetOf.Person, rep.Id, 5_000),
        })
        {
            await db.SetTargetAsync(of, subject, year, Money.FromMajor(amount), null, world.By(null));
        }

        return world;
    }

    private static async Task<string> TargetAsync(World world, string who, string report, string more = "", string part = "tfoot")
    {
        var page = await world.Visit(who).GetAsync($"/reports/{report}?{Days}{more}&step=Year");
        var place = page.Document.QuerySelectorAll("table.figures thead th").ToList().FindIndex(head => head.TextContent.Trim() == "Target");
        return page.Find($"table.figures {part} tr").Children[place].TextContent.Trim();
    }
}
