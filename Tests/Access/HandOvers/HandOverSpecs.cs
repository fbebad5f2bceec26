using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.HandOvers;

/// <summary>Nothing is lost on the way from one to another.</summary>
public sealed class HandOverSpecs
{
    [Theory, EveryDatabase]
    public async Task Customers_go_with_everything_that_hangs_on_them_and_the_proof_holds(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var before = await world.PictureAsync();

        var done = await DoAsync(world, HandedWorld.Everything(rep.Id, colleague.Id), "he leaves");

        await using var db = world.Open();
        Assert.Equal(8, done.Size);
        Assert.True(done.Proof?.Holds);
        Assert.Equal(0, (await db.OpenWorkAsync(rep.Id)).Total);
        Assert.Equal(new OpenWork(3, 2, 3), await db.OpenWorkAsync(colleague.Id));
        Assert.Equal(6, await db.Contacts.CountAsync(contact => contact.OwnerId == colleague.Id && contact.TeamId == colleague.TeamId));
        Assert.Equal(before, await world.PictureAsync());
        Assert.Equal(colleague.Id, (await db.CareTasks.SingleAsync()).OwnerId);
        Assert.Contains(done.Proof!.After, sum => sum is { Kind: "CareTask", Count: 1 });
        Assert.Equal(3, await db.CustomerEvents.CountAsync(row => row.Kind == Domain.Customers.CustomerEventKind.HandedOver && row.FromOwnerId == rep.Id && row.Reason == "he leaves"));
        Assert.Contains(await db.Notifications.ToListAsync(), row => row.Kind == NotificationKind.HandedOver && row.PersonId == colleague.Id);
        Assert.Empty(await world.FindingsAsync());
    }

    [Theory, EveryDatabase]
    public async Task Who_knows_the_customers_is_found_by_their_touches_and_not_by_everybody_s(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();

        var plan = db.TouchesOfOthers(db.Customers.Where(customer => customer.OwnerId == 7), 7, world.By(null).At.AddDays(-730)).Explain(db);

        Assert.Contains("IX_Touches_CustomerId_At_Id", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch("SCAN (t|Touches)|Seq Scan", plan);
    }

    [Theory, EveryDatabase]
    public async Task An_undo_brings_back_what_has_not_gone_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var done = await DoAsync(world, HandedWorld.Everything(rep.Id, colleague.Id), "he leaves");
        await using (var db = world.Open())
        {
            var gone = await db.Customers.Include(customer => customer.Contacts).FirstAsync();
            var stranger = await world.PersonAsync(WorldPeople.Stranger);
            gone.HandOverTo(stranger.Id, stranger.TeamId, "goes on", world.By(colleague));
            await db.SaveChangesAsync();
        }

        await UndoAsync(world, done.Id);

        await using var after = world.Open();
        Assert.Equal(new OpenWork(2, 2, 3), await after.OpenWorkAsync(rep.Id));
        Assert.Equal(1, await after.Set<HandOverRow>().CountAsync(row => row.State == HandedState.WentOn && row.Because == "RecordMovedOn"));
        Assert.Empty(await world.FindingsAsync());
        await using var again = world.Open();
        var undone = await again.HandOvers.SingleAsync();
        Assert.Equal("AlreadyUndone", undone.CanUndo(world.By(rep))?.Code);
    }

    [Theory, EveryDatabase]
    public async Task After_a_day_it_can_be_undone_no_more(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var done = await DoAsync(world, HandedWorld.Everything(rep.Id, colleague.Id), "he leaves");

        world.Clock.Pass(TimeSpan.FromHours(24.1));

        var broken = await Assert.ThrowsAsync<RuleBroken>(() => UndoAsync(world, done.Id));
        Assert.Equal("HandOverUndoTooLate", broken.Refusal.Code);
    }

    /// <summary>The one undo that there is would be spent, and nothing would come back.</summary>
    [Theory, EveryDatabase]
    public async Task What_somebody_deactivated_gave_does_not_go_back_to_him_until_he_is_active_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var done = await DoAsync(world, HandedWorld.Everything(rep.Id, colleague.Id), "he leaves");
        await ChangeAsync(world, rep.Id, person => person.Deactivate(new DateOnly(2026, 11, 17), 0));

        var broken = await Assert.ThrowsAsync<RuleBroken>(() => UndoAsync(world, done.Id));

        Assert.Equal("HandOverGiverGone", broken.Refusal.Code);
        await ChangeAsync(world, rep.Id, person => person.Activate(new DateOnly(2026, 11, 18)));
        await UndoAsync(world, done.Id);
        await using var db = world.Open();
        Assert.Equal(new OpenWork(3, 2, 3), await db.OpenWorkAsync(rep.Id));
    }

    [Theory, EveryDatabase]
    public async Task Two_hand_overs_of_one_customer_move_it_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var to = new[] { await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Stranger) };
        var drafts = new List<long>();
        foreach (var person in to)
        {
            await using var db = world.Open();
            drafts.Add((await db.ProposeHandOverAsync(Viewer.Program, HandedWorld.Everything(rep.Id, person.Id), world.By(null))).Id);
        }

        await Task.WhenAll(drafts.Select(id => Task.Run(() => ConfirmAsync(world, id, "at once"))));

        await using var after = world.Open();
        Assert.Equal(8, await after.Set<HandOverRow>().CountAsync(row => row.State == HandedState.Moved));
        Assert.Equal(8, await after.Set<HandOverRow>().CountAsync(row => row.State == HandedState.Stayed && row.Because == "RecordMovedOn"));
        Assert.All(await after.HandOvers.ToListAsync(), handOver => Assert.True(handOver.Proof?.Holds));
        Assert.Empty(await world.FindingsAsync());
    }

    [Theory, EveryDatabase]
    public async Task One_for_a_later_day_waits_for_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        await using var db = world.Open();
        var draft = await db.ProposeHandOverAsync(Viewer.Program, HandedWorld.Everything(rep.Id, colleague.Id), world.By(null));
        await ConfirmAsync(world, draft.Id, "on leave", days: 2);

        Assert.Equal(0, await db.CarryOutDueAsync(world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(1, await db.CarryOutDueAsync(world.By(null)));
        Assert.Equal(0, await db.CarryOutDueAsync(world.By(null)));
        Assert.Equal(8, (await db.OpenWorkAsync(colleague.Id)).Total);
    }

    /// <summary>Any sequence of hand-overs among three people, with undos: only owners and histories differ.</summary>
    [Fact]
    public async Task After_any_hand_overs_and_undos_nothing_but_owners_and_history_has_changed()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        string[] names = [WorldPeople.Rep, WorldPeople.Colleague, WorldPeople.Stranger];
        var people = new List<Person>();
        foreach (var name in names)
        {
            await world.FillAsync(name, customers: 2);
            people.Add(await world.PersonAsync(name));
        }

        var before = await world.PictureAsync();
        foreach (var step in Gen.Sample(Gen.Choose(0, int.MaxValue - 1), 100, 25))
        {
            world.Clock.Pass(TimeSpan.FromMinutes(step % 50));
            await StepAsync(world, step, people[step % 3], people[(step + 1 + (step / 3 % 2)) % 3]);
            Assert.Equal(before, await world.PictureAsync());
        }

        await using var db = world.Open();
        Assert.Empty(await world.FindingsAsync());
        Assert.All(await db.HandOvers.Where(row => row.DoneAt != null).ToListAsync(), handOver => Assert.True(handOver.Proof?.Holds));
    }

    private static async Task StepAsync(World world, int step, Person from, Person to)
    {
        try
        {
            if (step / 7 % 3 == 0)
            {
                await using var db = world.Open();
                await UndoAsync(world, await db.HandOvers.OrderByDescending(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync());
                return;
            }

            var kinds = step / 11 % 7;
            await DoAsync(world, new HandOverCriteria
            {
                FromId = from.Id, ToIds = [to.Id], Customers = kinds != 1, Leads = kinds != 2, Opportunities = kinds > 2,
            }, "so it goes");
        }
        catch (RuleBroken)
        {
            // Nothing left to hand over, or undone already: nothing happened.
        }
    }

    private static async Task<HandOver> DoAsync(World world, HandOverCriteria criteria, string reason)
    {
        await using var db = world.Open();
        var draft = await db.ProposeHandOverAsync(Viewer.Program, criteria, world.By(null));
        return await ConfirmAsync(world, draft.Id, reason);
    }

    private static async Task<HandOver> ConfirmAsync(World world, long id, string reason, int days = 0)
    {
        await using var db = world.Open();
        var handOver = await db.HandOvers.SingleAsync(row => row.Id == id);
        var stamp = world.By(null);
        await db.ConfirmAsync(handOver, reason, stamp.Today.AddDays(days), stamp);
        return handOver;
    }

    private static async Task ChangeAsync(World world, long personId, Action<Person> verb)
    {
        await using var db = world.Open();
        verb(await db.People.SingleAsync(person => person.Id == personId));
        await db.SaveChangesAsync();
    }

    private static async Task UndoAsync(World world, long id)
    {
        await using var db = world.Open();
        if (await db.HandOvers.SingleOrDefaultAsync(row => row.Id == id) is { } handOver)
        {
            await db.UndoAsync(handOver, world.By(null));
        }
    }
}
