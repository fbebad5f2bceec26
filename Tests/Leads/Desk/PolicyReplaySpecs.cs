using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class PolicyReplaySpecs
{
    private static ReclaimPolicy Strict => new(
        new ReclaimLimits(1, 4, 20), new Dictionary<LeadChannel, ReclaimLimits> { [LeadChannel.Event] = new(2, 3, 9) }, isAutomatic: true,
        new Stamp(null, World.Start, new DateOnly(2026, 11, 18)));

    [Theory, EveryDatabase]
    public async Task The_preview_is_exactly_what_a_run_at_that_instant_takes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await LiveAsync(world, seed: 7, leads: 30);
        await using var db = world.Open();
        var now = world.By(null).At;

        var strict = Strict;
        var before = await db.ReplayAsync([ReclaimPolicy.Default, strict], now);
        var due = await db.DueAtAsync(now, 1000);
        db.ReclaimPolicies.Add(strict);
        await db.SaveChangesAsync();
        await db.ReadCompanyAsync();
        var run = await db.RunReclaimNightAsync(world.By(null));

        Assert.InRange(before[1].Now, 1, 29);
        Assert.Equal(due.Count, before[0].Now);
        Assert.Equal((before[1].Now, before[1].Now), (run.Proposed, run.Taken));
    }

    [Theory, EveryDatabase]
    public async Task The_replay_tells_harm_from_benefit(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var late = await world.LeadAsync(LeadStatus.Working);
        await world.LeadAsync(LeadStatus.Assigned);
        var alive = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(20);
        var stamp = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(late, (lead, _) => LeadConversion.Convert(lead, "O-1", "Project", null, null, stamp));
        await world.ChangeAsync(alive, (lead, _) => lead.Log(LeadActivityKind.Visit, "alive", stamp));
        world.PassDays(1);

        await using var db = world.Open();
        var outcome = (await db.ReplayAsync([ReclaimPolicy.Default], world.By(null).At)).Single();

        Assert.Equal((3, 1, 1, 1), (outcome.Totals.Taken, outcome.Totals.Harm, outcome.Totals.Benefit, outcome.Totals.Undecided));
        Assert.Equal(late.Id, outcome.Harmed.Single().LeadId);
        Assert.Equal(1, outcome.Now);
    }

    [Theory, EveryDatabase]
    public async Task What_ended_before_the_window_does_not_count(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var old = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(30);
        var stamp = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(old, (lead, _) => LeadConversion.Convert(lead, "O-1", "Project", null, null, stamp));
        world.PassDays(185);

        await using var db = world.Open();
        Assert.Equal(0, (await db.ReplayAsync([ReclaimPolicy.Default], world.By(null).At)).Single().Totals.Taken);
    }

    /// <summary>Some weeks of random work, saved as it happens.</summary>
    private static async Task LiveAsync(World world, int seed, int leads)
    {
        var chance = new Random(seed);
        var all = new List<Lead>();
        for (var i = 0; i < leads; i++)
        {
            all.Add(await world.LeadAsync((LeadStatus)chance.Next(0, 6), chance.Next(2) == 0 ? WorldPeople.Rep : WorldPeople.Stranger,
                facts => facts with { Channel = (LeadChannel)chance.Next(0, 3) }));
        }

        for (var day = 0; day < 12; day++)
        {
            world.PassDays(1);
            await using var db = world.Open();
            var people = await db.People.ToListAsync();
            foreach (var lead in await db.Leads.Include(lead => lead.History).ToListAsync())
            {
                Act(chance, lead, people[chance.Next(people.Count)], world.By(people.FirstOrDefault(person => person.Id == lead.OwnerId)), db);
            }

            await db.SaveChangesAsync();
        }
    }

    private static void Act(Random chance, Lead lead, SiCrm.Domain.Access.Person person, Stamp stamp, CrmDbContext db)
    {
        switch (chance.Next(20))
        {
            case 0 when lead.OwnerId is not null: lead.Log(LeadActivityKind.Call, "spoke", stamp); break;
            case 1 when lead.OwnerId is not null: lead.Exempt(stamp.Today.AddDays(chance.Next(5)), "on leave", stamp); break;
            case 2 when lead.CanAssignTo(person, stamp, "because") is null: lead.AssignTo(person, stamp, "because"); break;
            case 3 when lead.CanMove(LeadMove.GiveBack) is null: lead.GiveBack(GiveBackReason.OnLeave, null, stamp); break;
            case 4 when lead.CanMove(LeadMove.Convert) is null: db.Opportunities.Add(LeadConversion.Convert(lead, $"O-{lead.Id}", "Project", null, null, stamp)); break;
        }
    }
}
