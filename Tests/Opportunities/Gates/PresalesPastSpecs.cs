using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

/// <summary>What presales cost says of a period that is over, whatever became of its projects since.</summary>
public sealed class PresalesPastSpecs
{
    private static readonly DateOnly Lost = new(2026, 11, 18);
    private static readonly DateOnly Reopened = new(2026, 11, 25);
    private static readonly DateOnly Won = new(2026, 12, 2);
    private static readonly DateOnly Again = new(2026, 12, 9);
    private static readonly DateOnly LostAgain = new(2026, 12, 16);

    [Theory, EveryDatabase]
    public async Task A_project_counts_as_what_it_was_when_the_period_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        await MoveAsync(world, id, row => row.Lose);
        await IsAsync(world, Lost, Lost, (OpportunityState.Lost, 2_000, 0));

        Pass(world, Reopened);
        await ReopenAsync(world, id);
        await world.LogAsync(id, 240);
        await IsAsync(world, Lost, Reopened.AddDays(-1), (OpportunityState.Lost, 2_000, 0));
        await IsAsync(world, Lost, Reopened, (OpportunityState.Open, 3_000, 0));
        await IsAsync(world, Reopened, Reopened, (OpportunityState.Open, 1_000, 0));

        Pass(world, Won);
        await MoveAsync(world, id, row => (closing, stamp) => row.Win(StageScheme.Default, closing, stamp));
        await world.LogAsync(id, 60);
        await IsAsync(world, Lost, Won, (OpportunityState.Won, 3_250, 100_000));
        await IsAsync(world, Lost, Won.AddDays(-1), (OpportunityState.Open, 3_000, 0));
        await IsAsync(world, Lost, Reopened.AddDays(-1), (OpportunityState.Lost, 2_000, 0));

        Pass(world, Again);
        await ReopenAsync(world, id);
        await IsAsync(world, Lost, Again.AddDays(-1), (OpportunityState.Won, 3_250, 100_000));
        await IsAsync(world, Lost, Again, (OpportunityState.Open, 3_250, 0));

        Pass(world, LostAgain);
        await MoveAsync(world, id, row => row.Lose);
        foreach (var (until, expected) in new (DateOnly, (OpportunityState, int, int))[]
        {
            (Lost, (OpportunityState.Lost, 2_000, 0)), (Reopened, (OpportunityState.Open, 3_000, 0)), (Won, (OpportunityState.Won, 3_250, 100_000)),
            (Again, (OpportunityState.Open, 3_250, 0)), (LostAgain, (OpportunityState.Lost, 3_250, 0)),
        })
        {
            await IsAsync(world, Lost, until, expected);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_project_that_is_initiated_anew_keeps_the_margin_that_held_when_the_period_ended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        await MoveAsync(world, id, row => (closing, stamp) => row.Win(StageScheme.Default, closing, stamp));
        Pass(world, Reopened);
        await ReopenAsync(world, id);
        foreach (var (margin, verdict) in new[] { (10_000, InitiationVerdict.Reject), (50_000, InitiationVerdict.Approve) })
        {
            await world.DoAsync(id, WorldPeople.Rep, async (db, opportunity, stamp) => await db.ApplyAsync(opportunity, GateWorld.Terms(stamp) with { Margin = Money.FromMajor(margin) }, stamp));
            await world.DecideAsync(id, new GateWord(verdict, "Not like this", null, null));
        }

        Pass(world, Won);
        await MoveAsync(world, id, row => (closing, stamp) => row.Win(StageScheme.Default, closing, stamp));

        await IsAsync(world, Lost, Reopened.AddDays(-1), (OpportunityState.Won, 2_000, 100_000));
        await IsAsync(world, Lost, Reopened, (OpportunityState.Open, 2_000, 0));
        await IsAsync(world, Lost, Won, (OpportunityState.Won, 2_000, 50_000));
    }

    /// <summary>In every grouping, and in the lines of the ledger that the figure opens.</summary>
    private static async Task IsAsync(World world, DateOnly from, DateOnly until, (OpportunityState State, int Cost, int Margin) expected)
    {
        await using var db = world.Open();
        foreach (var by in Enum.GetValues<PresalesCostGrouping>())
        {
            var asked = new PresalesCostQuestion { From = from, Until = until, By = by };
            var report = await PresalesCosts.OfAsync(db, Viewer.Program, asked);
            foreach (var line in report.Lines.Where(line => line.Cost != Money.Zero || line.Margin != Money.Zero).Append(report.Total))
            {
                Assert.Equal(
                    ((OpportunityState?)expected.State, (decimal)expected.Cost, (decimal)expected.Cost, (decimal)expected.Margin),
                    (StateOf(line), line.Cost.Major, (line.Won + line.Lost + line.Open).Major, line.Margin.Major));
            }

            foreach (var state in Enum.GetValues<OpportunityState>())
            {
                var behind = await PresalesCosts.Entries(db, Viewer.Program, asked, [state], null).ToListAsync();
                Assert.Equal(state == expected.State ? expected.Cost : 0m, behind.Sum(entry => entry.Amount.Major));
            }
        }
    }

    private static OpportunityState? StateOf(PresalesCostLine line) => line switch
    {
        { WonProjects: 1, LostProjects: 0, OpenProjects: 0 } => OpportunityState.Won,
        { WonProjects: 0, LostProjects: 1, OpenProjects: 0 } => OpportunityState.Lost,
        { WonProjects: 0, LostProjects: 0, OpenProjects: 1 } => OpportunityState.Open,
        _ => null,
    };

    private static void Pass(World world, DateOnly to) => world.Clock.Pass(TimeSpan.FromDays(to.DayNumber - world.By(null).Today.DayNumber));

    private static Task MoveAsync(World world, long id, Func<Opportunity, Action<Closing, Stamp>> verb) => world.DoAsync(id, WorldPeople.Rep, (_, row, stamp) =>
    {
        verb(row)(new Closing(CloseReason.Price, null, null, null), stamp);
        return Task.CompletedTask;
    });

    private static Task ReopenAsync(World world, long id) => world.DoAsync(id, WorldPeople.Rep, (_, row, stamp) =>
    {
        row.Reopen(StageScheme.Default.Of(StageKind.Initiated), StageScheme.Default, "They ask us again after all", stamp);
        return Task.CompletedTask;
    });
}
