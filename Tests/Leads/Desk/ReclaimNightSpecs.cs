using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class ReclaimNightSpecs
{
    [Theory, EveryDatabase]
    public async Task A_night_proposes_what_is_due_and_says_why_whose_and_since_when(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var idle = await world.LeadAsync(LeadStatus.Working);
        var untouched = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger);
        world.PassDays(15);
        await world.LeadAsync(LeadStatus.Working);

        var run = await RunAsync(world);

        await using var db = world.Open();
        var rows = (await db.ProposalsAsync(run.Id, null, 10)).Rows;
        Assert.Equal((2, 2), (run.Proposed, run.Waiting));
        Assert.Equal([(untouched.Id, ReclaimRule.NoFirstContact, untouched.OwnerId), (idle.Id, ReclaimRule.Idle, idle.OwnerId)],
            rows.Select(row => (row.LeadId, row.Rule, row.OwnerId)));
        Assert.Equal(World.Start, rows[1].QuietSince);
        Assert.Equal(LeadStatus.Working, (await world.ReadAsync(idle)).Status);
    }

    [Theory, EveryDatabase]
    public async Task There_is_one_run_a_day_and_the_next_takes_over_what_was_not_confirmed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Assigned);
        world.PassDays(15);

        var first = await RunAsync(world);
        var again = await RunAsync(world);
        world.PassDays(1);
        var next = await RunAsync(world);

        await using var db = world.Open();
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(1, next.Proposed);
        Assert.Equal([false, true], (await db.ReclaimRuns.OrderBy(run => run.Id).ToListAsync()).Select(run => run.IsWaiting));
    }

    [Theory, EveryDatabase]
    public async Task Confirming_takes_what_is_due_still_with_the_rule_as_reason_and_can_be_undone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (idle, saved) = (await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working));
        world.PassDays(15);
        var run = await RunAsync(world);
        var rep = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(saved, (lead, _) => lead.Log(LeadActivityKind.Call, "just now", rep));
        var desk = await world.StampAsync(WorldPeople.Coordinator);
        var before = (await world.ReadAsync(idle)).Hold;

        await using var db = world.Open();
        var confirmed = await db.ConfirmReclaimAsync(run.Id, run.Version, desk);

        var taken = await world.ReadAsync(idle);
        Assert.Equal((1, 1, false), (confirmed.Taken, confirmed.Gone, confirmed.IsWaiting));
        Assert.Equal((LeadStatus.Reclaimed, (long?)null, "Idle"), (taken.Status, taken.OwnerId, taken.History.MaxBy(row => row.Seq)!.Reason));
        Assert.Equal(LeadStatus.Working, (await world.ReadAsync(saved)).Status);
        Assert.Equal(NotificationKind.LeadReclaimed, (await db.Notifications.SingleAsync(row => row.SubjectId == idle.Id)).Kind);
        await Assert.ThrowsAsync<RuleBroken>(() => db.ConfirmReclaimAsync(run.Id, confirmed.Version, desk));

        await using var later = world.Open();
        await later.UndoAllocationAsync(await world.ViewerAsync(WorldPeople.Coordinator), confirmed.AllocationId ?? 0, desk);
        Assert.Equal(before, (await world.ReadAsync(idle)).Hold);
    }

    [Theory, EveryDatabase]
    public async Task An_exempted_lead_stays_until_its_day(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(15);
        var run = await RunAsync(world);
        var desk = await world.StampAsync(WorldPeople.Coordinator);
        await using (var db = world.Open())
        {
            var rows = (await db.ProposalsAsync(run.Id, null, 10)).Rows;
            Assert.Equal(1, await db.ExemptAsync(run.Id, [rows[0].Id], desk.Today.AddDays(4), "on leave", desk));
            Assert.Equal(0, (await db.ConfirmReclaimAsync(run.Id, run.Version + 1, desk)).Taken);
        }

        world.PassDays(4);
        Assert.Equal(0, (await RunAsync(world)).Proposed);
        world.PassDays(1);
        Assert.Equal(1, (await RunAsync(world)).Proposed);
        Assert.Equal((LeadStatus.Working, "on leave"), ((await world.ReadAsync(lead)).Status, (await world.ReadAsync(lead)).ExemptReason));
    }

    [Theory, EveryDatabase]
    public async Task An_automatic_policy_takes_without_a_word(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await using (var db = world.Open())
        {
            db.ReclaimPolicies.Add(new ReclaimPolicy(
                new ReclaimLimits(3, 7, 60), new Dictionary<LeadChannel, ReclaimLimits>(), isAutomatic: true, await world.StampAsync(WorldPeople.Coordinator)));
            await db.SaveChangesAsync();
            await db.ReadCompanyAsync();
        }

        world.PassDays(8);
        var run = await RunAsync(world);

        Assert.Equal((1, 1, null), (run.Proposed, run.Taken, run.ConfirmedById));
        Assert.Equal(LeadStatus.Reclaimed, (await world.ReadAsync(lead)).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_owner_is_warned_once_two_days_before(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var told = new List<int>();
        for (var day = 0; day < 15; day++)
        {
            await RunAsync(world);
            await using var db = world.Open();
            told.Add(await db.Notifications.CountAsync(row => row.Kind == NotificationKind.ReclaimWarning));
            world.PassDays(1);
        }

        // Idle for 14 days is over when the night of the 15th begins: 3 December.
        Assert.Equal(12, told.IndexOf(1));
        Assert.Equal(1, told[^1]);
        var run = await RunAsync(world);
        await using var after = world.Open();
        Assert.Equal(World.Start.AddDays(12), (await after.ProposalsAsync(run.Id, null, 10)).Rows.Single(row => row.LeadId == lead.Id).WarnedAt);
    }

    [Theory, EveryDatabase]
    public async Task A_changed_policy_changes_every_expectation(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (mail, call) = (await world.LeadAsync(LeadStatus.Working, change: f => f with { Channel = LeadChannel.Website }), await world.LeadAsync(LeadStatus.Working));
        await using var db = world.Open();
        var stamp = await world.StampAsync(WorldPeople.Coordinator);
        db.ReclaimPolicies.Add(new ReclaimPolicy(new ReclaimLimits(), new Dictionary<LeadChannel, ReclaimLimits> { [LeadChannel.Website] = new(1, 2, 3) }, false, stamp));
        await db.SaveChangesAsync();
        await db.ReadCompanyAsync();

        Assert.Equal(1, await db.ExpectAnewAsync(stamp));
        Assert.Equal(0, await db.ExpectAnewAsync(stamp));
        Assert.Equal(new DateTime(2026, 11, 20, 16, 0, 0), (await world.ReadAsync(mail)).ReclaimDueAt);
        Assert.Equal(new DateTime(2026, 12, 2, 16, 0, 0), (await world.ReadAsync(call)).ReclaimDueAt);
        Assert.NotNull((await db.ReclaimPolicies.AsNoTracking().SingleAsync()).AppliedAt);
    }

    private static async Task<ReclaimRun> RunAsync(World world)
    {
        await using var db = world.Open();
        return await db.RunReclaimNightAsync(world.By(null));
    }
}
