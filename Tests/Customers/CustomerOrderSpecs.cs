using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Customers;

namespace SiCrm.Tests.Customers;

public sealed class CustomerOrderSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const int Customers = 23;

    [Theory]
    [EveryDatabase(CustomerOrder.Name)]
    [EveryDatabase(CustomerOrder.LastTouch)]
    [EveryDatabase(CustomerOrder.StatusSince)]
    [EveryDatabase(CustomerOrder.Created)]
    public async Task Pages_forth_and_back_show_every_customer_once_in_one_order(DatabaseKind kind, CustomerOrder order)
    {
        var world = await ManyCustomersAsync(kind);
        await using var db = world.Open();
        foreach (var descending in (bool[])[true, false])
        {
            var whole = (await PageAsync(world, db, order, descending, null, 100)).Rows.Select(row => row.Id).ToList();
            var (forth, last) = await WalkAsync(world, db, order, descending, await PageAsync(world, db, order, descending, null, 4), backward: false);
            var (back, _) = await WalkAsync(world, db, order, descending, last, backward: true);

            Assert.Equal(Customers, whole.Distinct().Count());
            Assert.Equal(whole, forth);
            Assert.Equal(whole, back);
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_was_never_spoken_with_comes_last_whichever_way_the_order_runs(DatabaseKind kind)
    {
        var world = await ManyCustomersAsync(kind);
        await using var db = world.Open();
        foreach (var descending in (bool[])[true, false])
        {
            var touches = (await PageAsync(world, db, CustomerOrder.LastTouch, descending, null, 100)).Rows.Select(row => row.LastTouchAt).ToList();
            var known = touches.OfType<DateTime>().ToList();

            Assert.Equal(known, descending ? known.OrderDescending() : known.Order());
            Assert.Equal(known.Count, touches.TakeWhile(at => at is not null).Count());
        }
    }

    [Theory]
    [InlineData("0.5.")]
    [InlineData("9.5.1")]
    [InlineData("0.x.1")]
    [InlineData("'; DROP TABLE Customers --")]
    public async Task A_page_that_nobody_wrote_is_no_fault(string cursor)
    {
        var world = await ManyCustomersAsync(DatabaseKind.Sqlite);

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync("/customers?after=" + Uri.EscapeDataString(cursor));

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
    }

    [Theory, EveryDatabase]
    public async Task Every_order_is_the_walk_of_an_index_for_every_scope(DatabaseKind kind)
    {
        var world = await ManyCustomersAsync(kind);
        await using var db = world.Open();
        foreach (var order in Enum.GetValues<CustomerOrder>())
        {
            foreach (var viewer in ViewersOf(await world.PersonAsync(WorldPeople.Rep)))
            {
                var plans = new List<string>();
                foreach (var cursor in (KeysetCursor?[])[null, (await PageAsync(world, db, order, true, null, 2)).Next])
                {
                    await CustomerOrders.Of(order).PageAsync(
                        db.Customers.AsNoTracking().VisibleTo(viewer).Matching(new CustomerFilter { Silent = 1 }, db, viewer, World.Start),
                        rows => Explained(rows.ProjectTo<CustomerRow>(Mapping(world)), plans), true, cursor, 50);
                }

                Assert.All(plans, plan => Assert.True(IsIndexWalk(plan), $"{order} {viewer.ScopeOf(RecordType.Customer, AccessAction.Read)}:\n{plan}"));
            }
        }

        IQueryable<CustomerRow> Explained(IQueryable<CustomerRow> rows, List<string> plans)
        {
            plans.Add(rows.Explain(db));
            return rows;
        }
    }

    private static bool IsIndexWalk(string plan) =>
        System.Text.RegularExpressions.Regex.IsMatch(plan, "(?i)using (covering )?index|index scan")
        && !System.Text.RegularExpressions.Regex.IsMatch(plan, "TEMP B-TREE|Sort|Seq Scan|SCAN c$");

    private static IEnumerable<Viewer> ViewersOf(Person rep) =>
        new[] { Scope.All, Scope.Region, Scope.Team, Scope.Own }.Select(scope => new Viewer(rep.Id, rep.Name, [Role.Sales], rep.TeamId, rep.RegionId,
            new AccessMatrix(new Dictionary<(Role, RecordType, AccessAction), Scope> { [(Role.Sales, RecordType.Customer, AccessAction.Read)] = scope })));

    private static async Task<(List<long> Ids, KeysetPage<CustomerRow> End)> WalkAsync(
        World world, CrmDbContext db, CustomerOrder order, bool descending, KeysetPage<CustomerRow> page, bool backward)
    {
        List<long> ids = [.. page.Rows.Select(row => row.Id)];
        while ((backward ? page.Previous : page.Next) is { } cursor)
        {
            page = await PageAsync(world, db, order, descending, KeysetCursor.Parse(backward ? null : cursor.ToString(), backward ? cursor.ToString() : null), 4);
            ids.InsertRange(backward ? 0 : ids.Count, page.Rows.Select(row => row.Id));
        }

        return (ids, page);
    }

    private static Task<KeysetPage<CustomerRow>> PageAsync(World world, CrmDbContext db, CustomerOrder order, bool descending, KeysetCursor? cursor, int size) =>
        CustomerOrders.Of(order).PageAsync(db.Customers.AsNoTracking(), rows => rows.ProjectTo<CustomerRow>(Mapping(world)), descending, cursor, size);

    private static IConfigurationProvider Mapping(World world) => world.App.Services.GetRequiredService<IConfigurationProvider>();

    /// <summary>With equal and unknown keys, so that the id and the second leg have something to part.</summary>
    private async Task<World> ManyCustomersAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (await db.Customers.AnyAsync())
        {
            return world;
        }

        for (var i = 0; i < Customers; i++)
        {
            world.Clock.Pass(TimeSpan.FromHours(i % 3 == 0 ? 1 : 0));
            var n = i;
            await world.CustomerAsync($"Company {n % 5}", change: facts => facts with { Tier = n % 2 == 0 ? CustomerTier.A : null }, verbs: customer =>
            {
                if (n % 3 != 0)
                {
                    _ = new Touch(customer, null, TouchKind.Call, null, World.Start.AddHours(-(n % 4)), isTwoWay: true, world.By(null));
                }
            });
        }

        return world;
    }
}
