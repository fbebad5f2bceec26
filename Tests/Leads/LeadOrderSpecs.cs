using AutoMapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Access;
using SiCrm.Web.Leads;

namespace SiCrm.Tests.Leads;

public sealed class LeadOrderSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const int Leads = 23;

    [Theory]
    [EveryDatabase(LeadOrder.Captured)]
    [EveryDatabase(LeadOrder.Number)]
    [EveryDatabase(LeadOrder.Company)]
    [EveryDatabase(LeadOrder.Amount)]
    [EveryDatabase(LeadOrder.StatusSince)]
    [EveryDatabase(LeadOrder.NextDue)]
    [EveryDatabase(LeadOrder.Reclaim)]
    [EveryDatabase(LeadOrder.Score)]
    public async Task Pages_forth_and_back_show_every_lead_once_in_one_order(DatabaseKind kind, LeadOrder order)
    {
        var world = await ManyLeadsAsync(kind);
        await using var db = world.Open();
        foreach (var descending in (bool[])[true, false])
        {
            var forth = await WalkAsync(world, db, order, descending, 4, backward: false);
            var back = await WalkAsync(world, db, order, descending, 4, backward: true);
            var whole = (await PageAsync(world, db, order, descending, null, 100)).Rows.Select(row => row.Id).ToList();

            Assert.Equal(Leads, whole.Distinct().Count());
            Assert.Equal(whole, forth);
            Assert.Equal(whole, back);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_has_no_value_comes_last_whichever_way_the_order_runs(DatabaseKind kind)
    {
        var world = await ManyLeadsAsync(kind);
        await using var db = world.Open();
        foreach (var descending in (bool[])[true, false])
        {
            var amounts = (await PageAsync(world, db, LeadOrder.Amount, descending, null, 100)).Rows.Select(row => row.Amount).ToList();
            var known = amounts.OfType<Money>().ToList();

            Assert.Equal(known, descending ? known.OrderDescending() : known.Order());
            Assert.Equal(known.Count, amounts.TakeWhile(amount => amount is not null).Count());
        }
    }

    [Theory]
    [InlineData("0.5.")]
    [InlineData("9.5.1")]
    [InlineData("0.x.1")]
    [InlineData("0.99999999999999999999.1")]
    [InlineData("0.1.999999999999999999")]
    [InlineData("'; DROP TABLE Leads --")]
    [InlineData("..")]
    public async Task A_page_that_nobody_wrote_is_no_fault(string cursor)
    {
        var world = await ManyLeadsAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.Coordinator).GetAsync("/leads?after=" + Uri.EscapeDataString(cursor));
        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
    }

    [Theory, EveryDatabase]
    public async Task Every_order_is_the_walk_of_an_index_for_every_scope(DatabaseKind kind)
    {
        var world = await ManyLeadsAsync(kind);
        await using var db = world.Open();
        foreach (var order in Enum.GetValues<LeadOrder>())
        {
            foreach (var viewer in ViewersOf(await world.PersonAsync(WorldPeople.Rep)).Where(viewer => order.IsOfferedTo(viewer)))
            {
                var plans = new List<string>();
                foreach (var cursor in (KeysetCursor?[])[null, (await PageAsync(world, db, order, true, null, 2)).Next])
                {
                    await LeadOrders.Of(order).PageAsync(
                        db.Leads.AsNoTracking().VisibleTo(viewer).Matching(new LeadFilter(), db, viewer, World.Start),
                        rows => Explained(rows.ProjectFor<LeadRow>(Mapping(world), Viewer.Program), plans), true, cursor, 50);
                }

                Assert.All(plans, plan => Assert.True(IsIndexWalk(plan), $"{order} {viewer.ScopeOf(RecordType.Lead, AccessAction.Read)}:\n{plan}"));
            }
        }

        IQueryable<LeadRow> Explained(IQueryable<LeadRow> rows, List<string> plans)
        {
            plans.Add(rows.Explain(db));
            return rows;
        }
    }

    private static bool IsIndexWalk(string plan) =>
        System.Text.RegularExpressions.Regex.IsMatch(plan, "(?i)using (covering )?index|index scan")
        && !System.Text.RegularExpressions.Regex.IsMatch(plan, "TEMP B-TREE|Sort|Seq Scan|SCAN l$");

    private static IEnumerable<Viewer> ViewersOf(Person rep) =>
        new[] { Scope.All, Scope.Region, Scope.Team, Scope.Own }.Select(scope => new Viewer(rep.Id, rep.Name, [Role.Sales], rep.TeamId, rep.RegionId,
            AccessMatrix.Nothing.With([new(Role.Sales, AccessRight.Of(RecordType.Lead, AccessAction.Read), scope)])));

    private static async Task<List<long>> WalkAsync(World world, CrmDbContext db, LeadOrder order, bool descending, int size, bool backward)
    {
        var ids = new List<long>();
        var page = backward ? await LastAsync(world, db, order, descending, size) : await PageAsync(world, db, order, descending, null, size);
        ids.AddRange(page.Rows.Select(row => row.Id));
        while ((backward ? page.Previous : page.Next) is { } cursor)
        {
            page = await PageAsync(world, db, order, descending, KeysetCursor.Parse(backward ? null : cursor.ToString(), backward ? cursor.ToString() : null), size);
            ids.InsertRange(backward ? 0 : ids.Count, page.Rows.Select(row => row.Id));
        }

        return ids;
    }

    private static async Task<KeysetPage<LeadRow>> LastAsync(World world, CrmDbContext db, LeadOrder order, bool descending, int size)
    {
        var page = await PageAsync(world, db, order, descending, null, size);
        while (page.Next is { } cursor)
        {
            page = await PageAsync(world, db, order, descending, cursor, size);
        }

        return page;
    }

    private static Task<KeysetPage<LeadRow>> PageAsync(World world, CrmDbContext db, LeadOrder order, bool descending, KeysetCursor? cursor, int size) =>
        LeadOrders.Of(order).PageAsync(db.Leads.AsNoTracking(), rows => rows.ProjectFor<LeadRow>(Mapping(world), Viewer.Program), descending, cursor, size);

    private static IConfigurationProvider Mapping(World world) => world.App.Services.GetRequiredService<IConfigurationProvider>();

    /// <summary>With equal and unknown keys, so that the id and the second leg have something to part.</summary>
    private async Task<World> ManyLeadsAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (await db.Leads.AnyAsync())
        {
            return world;
        }

        LeadStatus[] statuses = [LeadStatus.New, LeadStatus.Assigned, LeadStatus.Working, LeadStatus.Reclaimed];
        for (var i = 0; i < Leads; i++)
        {
            world.Clock.Pass(TimeSpan.FromHours(i % 3 == 0 ? 1 : 0));
            var n = i;
            var lead = await world.LeadAsync(statuses[i % 4], change: facts => facts with
            {
                Company = $"Company {n % 5}",
                Amount = n % 3 == 0 ? null : Money.FromMajor(n % 4 * 1000),
                Score = n % 4 == 0 ? n : null,
                RegionId = n % 2 == 0 ? 1 : null,
            });
            if (i % 4 is 1 or 2 && i % 3 != 0)
            {
                var rep = await world.PersonAsync(WorldPeople.Rep);
                (await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).Plan("call", new DateOnly(2026, 12, 1 + (i % 2)), world.By(rep));
            }
        }

        await db.SaveChangesAsync();
        return world;
    }
}
