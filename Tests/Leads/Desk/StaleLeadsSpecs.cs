using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class StaleLeadsSpecs
{
    [Theory, EveryDatabase]
    public async Task Those_that_nobody_moved_for_longest_come_first_page_by_page(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var leads = new List<Lead>();
        for (var i = 0; i < 5; i++)
        {
            leads.Add(await world.LeadAsync(i == 2 ? LeadStatus.Qualified : LeadStatus.Assigned));
            world.PassDays(i == 3 ? 0 : 1);
        }

        await world.LeadAsync();
        await world.LeadAsync(LeadStatus.Converted);

        await using var db = world.Open();
        var viewer = await world.ViewerAsync(WorldPeople.Coordinator);
        var seen = new List<long>();
        KeysetCursor? after = null;
        do
        {
            var page = await db.StaleAsync(viewer, new StaleFilter(), after, 2, world.Clock.GetUtcNow().UtcDateTime);
            seen.AddRange(page.Rows.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(leads.Select(lead => lead.Id), seen);
    }

    [Theory, EveryDatabase]
    public async Task A_contact_makes_a_lead_fresh(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (first, second) = (await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working));
        world.PassDays(3);
        var stamp = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(first, (lead, _) => lead.Log(LeadActivityKind.Call, "hello", stamp));

        await using var db = world.Open();
        var page = await db.StaleAsync(
            await world.ViewerAsync(WorldPeople.Coordinator), new StaleFilter { Days = 2 }, null, 10, world.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(second.Id, Assert.Single(page.Rows).Id);
    }

    [Theory, EveryDatabase]
    public async Task Every_filter_keeps_what_it_says(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var mine = await world.LeadAsync(LeadStatus.Working, change: f => f with { Channel = LeadChannel.Event, RegionId = rep.RegionId });
        var west = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger, f => f with { Channel = LeadChannel.Phone });
        var pool = await world.LeadAsync(LeadStatus.Qualified);
        world.PassDays(6);

        Assert.Equal([mine.Id], await Ids(new StaleFilter { Owner = rep.Id }));
        Assert.Equal([mine.Id], await Ids(new StaleFilter { Team = rep.TeamId }));
        Assert.Equal([mine.Id], await Ids(new StaleFilter { Region = rep.RegionId }));
        Assert.Equal([west.Id, pool.Id], await Ids(new StaleFilter { Channel = LeadChannel.Phone }));
        Assert.Equal([mine.Id], await Ids(new StaleFilter { Rule = ReclaimRule.Idle }));
        Assert.Equal([west.Id], await Ids(new StaleFilter { Due = StaleDue.Overdue }));
        Assert.Equal([pool.Id], await Ids(new StaleFilter { Holder = StaleHolder.Pool }));
        Assert.Equal([mine.Id, west.Id], await Ids(new StaleFilter { Holder = StaleHolder.Owned }));
        Assert.Empty(await Ids(new StaleFilter { Days = 7 }));

        async Task<IEnumerable<long>> Ids(StaleFilter filter)
        {
            await using var db = world.Open();
            var page = await db.StaleAsync(
                await world.ViewerAsync(WorldPeople.Coordinator), filter, null, 10, world.Clock.GetUtcNow().UtcDateTime);
            var all = await db.StaleIdsAsync(await world.ViewerAsync(WorldPeople.Coordinator), filter, world.Clock.GetUtcNow().UtcDateTime);
            Assert.Equal(page.Rows.Select(row => row.Id), all);
            return page.Rows.Select(row => row.Id);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_the_policy_takes_is_asked_for_by_when_it_takes_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var late = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(1);
        var early = await world.LeadAsync(LeadStatus.Assigned);
        world.PassDays(120);

        await using var db = world.Open();
        var viewer = await world.ViewerAsync(WorldPeople.Coordinator);
        var now = world.Clock.GetUtcNow().UtcDateTime;
        var quiet = await db.StaleAsync(viewer, new StaleFilter(), null, 1, now);
        var first = await db.StaleAsync(viewer, new StaleFilter { Due = StaleDue.Overdue }, null, 1, now);
        var second = await db.StaleAsync(viewer, new StaleFilter { Due = StaleDue.Overdue }, first.Next, 1, now);

        Assert.Equal(late.Id, Assert.Single(quiet.Rows).Id);
        Assert.Equal(early.Id, Assert.Single(first.Rows).Id);
        Assert.Equal(late.Id, Assert.Single(second.Rows).Id);
        Assert.Equal([early.Id, late.Id], await db.StaleIdsAsync(viewer, new StaleFilter { Due = StaleDue.Overdue }, now));
    }

    [Theory, EveryDatabase]
    public async Task A_sales_manager_sees_his_team_only(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var mine = await world.LeadAsync(LeadStatus.Working);
        await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger);
        await world.LeadAsync(LeadStatus.Qualified);

        await using var db = world.Open();
        var page = await db.StaleAsync(
            await world.ViewerAsync(WorldPeople.Manager), new StaleFilter(), null, 10, world.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(mine.Id, Assert.Single(page.Rows).Id);
    }
}
