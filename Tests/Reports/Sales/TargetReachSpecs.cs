using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>Of targets everybody learns what lies within his reach, neither more by adding up nor by guessing (product text, sections 2 and 9).</summary>
public sealed class TargetReachSpecs
{
    private const string Days = "from=2026-01-01&to=2026-12-31";
    private static readonly FiscalSpan Year = FiscalSpan.Of(ContractWorld.Today, 12, 1);

    /// <summary>Person 7 of team 3 in region 2 asks; 8 sits beside him, 9 in team 4 of the same region, 10 in team 5 of region 1.</summary>
    [Theory]
    [InlineData(Scope.All, 400, 300, 100, 200, 100, 100, 100, 100, 100)]
    [InlineData(Scope.Region, null, 300, null, 200, 100, null, 100, 100, null)]
    [InlineData(Scope.Team, null, null, null, 200, null, null, 100, null, null)]
    [InlineData(Scope.Own, null, null, null, null, null, null, null, null, null)]
    public void A_sum_is_told_to_who_sees_all_that_is_in_it(Scope scope, int? company, int? region, int? otherRegion, int? team, int? besideTeam, int? farTeam, int? colleague, int? beside, int? far)
    {
        var (sums, viewer) = (Sums(Of(TargetOf.Person, 7, 100), Of(TargetOf.Person, 8, 100), Of(TargetOf.Person, 9, 100), Of(TargetOf.Person, 10, 100)), Viewer(scope));

        Assert.Equal(
            [company, region, otherRegion, team, besideTeam, farTeam, 100, colleague, beside, far],
            [
                Told(TargetOf.Company, null), Told(TargetOf.Region, 2, null, 2), Told(TargetOf.Region, 1, null, 1), Told(TargetOf.Team, 3, 3, 2), Told(TargetOf.Team, 4, 4, 2), Told(TargetOf.Team, 5, 5, 1),
                Told(TargetOf.Person, 7, 3, 2), Told(TargetOf.Person, 8, 3, 2), Told(TargetOf.Person, 9, 4, 2), Told(TargetOf.Person, 10, 5, 1),
            ]);

        int? Told(TargetOf of, long? subject, long? ofTeam = null, long? ofRegion = null) =>
            (int?)sums.SumFor(viewer, (of, subject), (ofTeam, ofRegion), Year.From, Year.Until)?.Major;
    }

    [Theory]
    [InlineData(Scope.Team, 1000, 500, null)]
    [InlineData(Scope.Own, 1000, 500, null)]
    [InlineData(Scope.All, 1000, 500, 100)]
    public void What_the_company_and_his_region_were_given_themselves_is_told_to_everybody_who_reads_targets(Scope scope, int? company, int? region, int? otherRegion)
    {
        var (sums, viewer) = (Sums(Of(TargetOf.Company, null, 1000), Of(TargetOf.Region, 2, 500), Of(TargetOf.Person, 10, 100)), Viewer(scope));

        Assert.Equal([company, region, otherRegion], new long?[] { null, 2, 1 }.Select(one =>
            (int?)sums.SumFor(viewer, one is null ? (TargetOf.Company, one) : (TargetOf.Region, one), default((long?, long?)), Year.From, Year.Until)?.Major));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_reads_the_targets_of_people_beyond_his_reach_by_guessing_the_whole(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        await GiveAsync(world, (TargetOf.Person, rep.Id, 5_000), (TargetOf.Person, (await world.PersonAsync(WorldPeople.Colleague)).Id, 6_000), (TargetOf.Person, stranger.Id, 7_000));
        var (manager, boss) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.GeneralManager));
        foreach (var (whole, beyond) in new[] { ("of=Company", true), ($"of=Region&subject={rep.RegionId}", true), ($"of=Region&subject={stranger.RegionId}", true), ($"of=Team&subject={rep.TeamId}", false) })
        {
            Assert.Equal((whole, beyond ? HttpStatusCode.NotFound : HttpStatusCode.OK), (whole, (await manager.GetAsync($"/targets/parts?{whole}&{Days}")).Status));
            Assert.Equal((whole, HttpStatusCode.OK), (whole, (await boss.GetAsync($"/targets/parts?{whole}&{Days}")).Status));
        }

        Assert.Equal("11,000.00", (await manager.GetAsync($"/targets/parts?of=Team&subject={rep.TeamId}&{Days}")).Find("[data-sum=target]").TextContent.Trim());
        Assert.Contains(WorldPeople.Stranger, (await boss.GetAsync($"/targets/parts?of=Company&{Days}")).Find("main tbody").TextContent, StringComparison.Ordinal);

        await GiveAsync(world, (TargetOf.Company, null, 90_000));
        var given = await manager.GetAsync($"/targets/parts?of=Company&{Days}");
        Assert.Equal((HttpStatusCode.OK, "90,000.00", 1), (given.Status, given.Find("[data-sum=target]").TextContent.Trim(), given.Document.QuerySelectorAll("main tbody tr").Length));
    }

    private static async Task GiveAsync(World world, params (TargetOf Of, long? Subject, int Amount)[] targets)
    {
        await using var db = world.Open();
        foreach (var (of, subject, amount) in targets)
        {
            await db.SetTargetAsync(of, subject, Year, Money.FromMajor(amount), null, world.By(null));
        }
    }

    private static SalesTarget Of(TargetOf of, long? subject, int amount) => new(of, subject, Year, Money.FromMajor(amount), 1, null, default);

    private static TargetSums Sums(params SalesTarget[] targets) => new(
        targets, new TargetOrganisation(new Dictionary<long, long?> { [7] = 3, [8] = 3, [9] = 4, [10] = 5 }, new Dictionary<long, long?> { [3] = 2, [4] = 2, [5] = 1 }), [1, 2]);

    private static Viewer Viewer(Scope scope) => new(
        7, "Any", [Role.SalesManager], 3, 2, AccessMatrix.Default.With([new AccessEdit(Role.SalesManager, AccessRight.Of(RecordType.Contract, AccessAction.Read), scope)]));
}
