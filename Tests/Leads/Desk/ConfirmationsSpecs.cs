using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class ConfirmationsSpecs
{
    private static readonly IsoWeek Week = IsoWeek.Of(2026, 48);

    [Theory, EveryDatabase]
    public async Task On_Friday_every_owner_is_asked_about_what_did_not_move_this_week_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (quiet, touched) = (await world.LeadAsync(LeadStatus.Assigned), await world.LeadAsync(LeadStatus.Working));
        await world.LeadAsync(LeadStatus.Qualified);
        world.PassDays(8);
        var rep = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(touched, (lead, _) => lead.Log(LeadActivityKind.Call, "hello", rep));
        world.PassDays(1);
        await using var db = world.Open();

        Assert.Equal(1, await db.AskForConfirmationsAsync(world.By(null)));
        Assert.Equal(0, await db.AskForConfirmationsAsync(world.By(null)));
        Assert.Equal((quiet.Id, Week.Monday), (await db.WeeklyConfirmations.Select(row => new { row.LeadId, row.WeekOn }).ToListAsync())
            .Select(row => (row.LeadId, row.WeekOn)).Single());
        Assert.Equal(NotificationKind.ConfirmationAsked, (await db.Notifications.SingleAsync()).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Silence_is_counted_told_and_the_first_warning(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        Lead[] leads = [await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working)];
        world.PassDays(9);
        await AskAsync(world);
        var rep = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(leads[1], (lead, _) => lead.Log(LeadActivityKind.Call, "hello", rep with { At = rep.At.AddHours(1) }));
        await world.ChangeAsync(leads[2], (lead, _) => lead.GiveBack(GiveBackReason.Overloaded, null, rep with { At = rep.At.AddHours(1) }));
        world.PassDays(3);
        await using var db = world.Open();
        await db.CloseConfirmationsAsync(world.By(null));
        await db.CloseConfirmationsAsync(world.By(null));

        var count = (await db.ConfirmationCountsAsync(Week)).Single();
        Assert.Equal((3, 2, 1), (count.Asked, count.Answered, count.Silent));
        Assert.Equal([null, ConfirmationAnswer.MovedOn, ConfirmationAnswer.GivenBack],
            await db.WeeklyConfirmations.OrderBy(row => row.LeadId).Select(row => row.Answer).ToListAsync());
        Assert.Equal(1, await db.Notifications.CountAsync(row => row.Kind == NotificationKind.ConfirmationMissed));
        world.PassDays(3);
        Assert.Equal(World.Start.AddDays(9), (await db.DueAtAsync(world.By(null).At, 10)).Single().WarnedAt);
    }

    [Theory, EveryDatabase]
    public async Task A_word_is_the_next_step_and_its_day(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(9);
        await AskAsync(world);
        var stamp = await world.StampAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            var asked = await db.WeeklyConfirmations.SingleAsync();
            var loaded = await db.Leads.SingleAsync();
            Assert.Throws<RuleBroken>(() => asked.SayAlive(loaded, "Call", stamp.Today.AddDays(-1), stamp));
            asked.SayAlive(loaded, "Send the offer", stamp.Today.AddDays(4), stamp);
            await db.SaveChangesAsync();
        }

        var kept = await world.ReadAsync(lead);
        await using var later = world.Open();
        Assert.Equal(("Send the offer", stamp.Today.AddDays(4)), (kept.NextAction, kept.NextDueOn));
        Assert.Equal(0, (await later.ConfirmationCountsAsync(Week)).Single().Silent);
    }

    private static async Task AskAsync(World world)
    {
        await using var db = world.Open();
        await db.AskForConfirmationsAsync(world.By(null));
    }
}
