using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

/// <summary>What says that it waits for somebody's decision says so no longer than it does.</summary>
public sealed class SettledNoticeSpecs
{
    [Theory, EveryDatabase]
    public async Task What_is_asked_for_a_quote_is_read_once_it_is_withdrawn_returned_or_approved_and_only_of_that_quote(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", cost: null));
        var other = await world.QuoteAsync(quote.OpportunityId, QuoteWorld.Line(product: null, text: "Racks", cost: null));
        await SubmitAsync(quote);
        await SubmitAsync(other);
        Assert.Equal(2, await UnreadAsync(world));

        foreach (var verb in (Action<Quote, Stamp>[])[(row, stamp) => row.Withdraw(stamp), (row, stamp) => row.Return("Not so", stamp with { ActorId = null }), (row, stamp) => row.Approve("Yes", Percent.Hundred, stamp with { ActorId = null })])
        {
            await world.DoAsync(quote, verb);
            Assert.Equal(1, await UnreadAsync(world));
            if ((await world.ReadAsync(quote)).Status == QuoteStatus.Draft)
            {
                world.Clock.Pass(TimeSpan.FromMinutes(1));
                await SubmitAsync(quote);
                Assert.Equal(2, await UnreadAsync(world));
            }
        }

        async Task SubmitAsync(Quote asked)
        {
            await using var db = world.Open();
            var row = await db.Quotes.ForChange().SingleAsync(one => one.Id == asked.Id);
            var opportunity = await db.Opportunities.ForChange().SingleAsync(one => one.Id == asked.OpportunityId);
            await db.SubmitAsync(row, opportunity, world.By(await world.PersonAsync(WorldPeople.Rep)));
            await db.SaveChangesAsync();
        }
    }

    [Theory, EveryDatabase]
    public async Task A_quote_that_was_withdrawn_and_discarded_is_nothing_new_for_the_manager(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", cost: null));
        var (rep, manager, path) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager), $"/quotes/{quote.Id}");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=submission]");
        Assert.Contains("waits for your decision", (await manager.GetAsync("/")).Find("section[aria-labelledby=told]").TextContent, StringComparison.Ordinal);

        await rep.SendAsync(await rep.GetAsync(path), "form[action$=withdrawal]");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=discarding]", ("Word.Reason", "Another customer"));

        Assert.Null((await manager.GetAsync("/")).Document.QuerySelector("section[aria-labelledby=told]"));
        Assert.Empty((await manager.GetAsync("/notifications")).Document.QuerySelectorAll(".told-new"));
    }

    [Theory]
    [EveryDatabase(InitiationVerdict.Approve)]
    [EveryDatabase(InitiationVerdict.Hold)]
    [EveryDatabase(InitiationVerdict.Reject)]
    [EveryDatabase(InitiationVerdict.Withdraw)]
    public async Task What_is_asked_at_the_initiation_gate_is_read_once_a_word_is_said(DatabaseKind kind, InitiationVerdict verdict)
    {
        await using var world = await World.CreateAsync(kind);
        var (id, other) = (await world.AppliedAsync(), await world.AppliedAsync());
        Assert.Equal(2, await UnreadAsync(world));

        await world.DoAsync(id, verdict == InitiationVerdict.Withdraw ? WorldPeople.Rep : WorldPeople.GeneralManager, async (db, opportunity, stamp) =>
        {
            var application = (await db.InitiationsOfAsync(opportunity.Id)).First(one => one.IsWaiting);
            if (verdict == InitiationVerdict.Withdraw)
            {
                application.Withdraw(stamp);
            }
            else
            {
                await db.DecideAsync(opportunity, application, new GateWord(verdict, "Said", null, null), stamp);
            }
        });

        Assert.Equal([other], await WaitingAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task What_is_asked_of_a_qualification_is_read_once_a_manager_said_his_word_or_it_is_over(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (decided, lost) = (await world.OpenedAsync("Decided"), await world.OpenedAsync("Lost"));
        foreach (var one in (Opportunity[])[decided, lost])
        {
            await world.DoAsync(one.Id, WorldPeople.Rep, (db, opportunity, stamp) => db.QualifyAsync(opportunity, GateWorld.OneNo, stamp));
        }

        Assert.Equal(2, await UnreadAsync(world));
        await world.DoAsync(decided.Id, WorldPeople.GeneralManager, async (db, opportunity, stamp) =>
            db.Decide(opportunity, await db.Qualifications.SingleAsync(row => row.OpportunityId == opportunity.Id), goesOn: true, "It pays later", stamp));
        Assert.Equal([lost.Id], await WaitingAsync(world));

        await world.DoAsync(lost.Id, WorldPeople.Rep, (_, opportunity, stamp) =>
        {
            opportunity.Lose(new Closing(CloseReason.Price, null, null, null), stamp);
            return Task.CompletedTask;
        });
        Assert.Equal(0, await UnreadAsync(world));
    }

    private static async Task<int> UnreadAsync(World world) => (await WaitingAsync(world)).Count;

    /// <summary>The opportunities of which the manager is still told that they wait for him.</summary>
    private static async Task<IReadOnlyList<long>> WaitingAsync(World world)
    {
        var manager = await world.PersonAsync(WorldPeople.Manager);
        await using var db = world.Open();
        return await db.Notifications.Where(row => row.PersonId == manager.Id && row.Kind == NotificationKind.ApprovalAsked && row.ReadAt == null)
            .OrderBy(row => row.Id).Select(row => row.SubjectId).ToListAsync();
    }
}
