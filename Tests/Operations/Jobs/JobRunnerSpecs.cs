using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations.Jobs;

/// <summary>The effect of the examples is a row of the settings for each time that it happens.</summary>
public sealed class JobRunnerSpecs
{
    private static readonly IsoWeek Week46 = IsoWeek.Of(2026, 46);

    [Theory]
    [EveryDatabase(true)]
    [EveryDatabase(false)]
    public async Task Of_five_programs_that_race_one_does_the_work(DatabaseKind kind, bool atOnce)
    {
        await using var world = await World.CreateAsync(kind);
        var job = Counting(JobRhythm.AfterEachWeek(10), atOnce);
        var programs = Enumerable.Range(0, 5).Select(_ => RunnerOf(world, job)).ToList();
        for (var week = 0; week < 3; week++)
        {
            await Task.WhenAll(programs.Select(program => Task.Run(() => program.RunDueAsync())));
            world.Clock.Pass(TimeSpan.FromDays(7));
        }

        Assert.Equal(["2026-11-09", "2026-11-16", "2026-11-23"], await EffectsAsync(world));
        await using var db = world.Open();
        Assert.All(await db.JobRuns.ToListAsync(), run => Assert.Equal((JobState.Done, 1L, 1L), (run.State, run.Fence, run.Count)));
    }

    [Theory, EveryDatabase]
    public async Task Missed_weeks_are_frozen_in_order_with_their_confirmations_closed_before(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Working);
        var jobs = CompanyJobs.All(backups: null);
        await RunnerOf(world, [.. jobs]).RunDueAsync();
        world.Clock.Pass(TimeSpan.FromDays(21));
        await RunnerOf(world, [.. jobs]).RunDueAsync();

        await using var db = world.Open();
        var frozen = await db.FrozenWeeks.Where(week => week.Report == WeeklyFreeze.Report).OrderBy(week => week.Id).Select(week => week.Week).ToListAsync();
        Assert.Equal([Week46.Monday, Week46.Plus(1).Monday, Week46.Plus(2).Monday, Week46.Plus(3).Monday], frozen);
        Assert.Empty(await db.FrozenTroublesAsync());
        var order = await db.JobRuns.Where(run => run.Job == "weekly-freeze" || run.Job == "confirmation-close").OrderBy(run => run.Id)
            .Select(run => run.Job).ToListAsync();
        Assert.Equal(Enumerable.Repeat<string[]>(["confirmation-close", "weekly-freeze"], 4).SelectMany(pair => pair), order);
        Assert.Equal(0, await RunnerOf(world, [.. jobs]).RunDueAsync());
    }

    [Theory, EveryDatabase]
    public async Task The_nightly_jobs_run_once_a_night_and_a_night_that_was_missed_lapses(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var job = Counting(JobRhythm.Nightly(2));
        await RunnerOf(world, job).RunDueAsync();
        await RunnerOf(world, job).RunDueAsync();
        world.Clock.MoveTo(new DateTime(2026, 11, 21, 17, 59, 0, DateTimeKind.Utc));
        await RunnerOf(world, job).RunDueAsync();
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        await RunnerOf(world, job).RunDueAsync();
        Assert.Equal(["2026-11-18", "2026-11-22"], await EffectsAsync(world));
    }

    [Theory]
    [EveryDatabase(true)]
    [EveryDatabase(false)]
    public async Task Who_takes_over_from_a_dead_worker_does_the_work_and_the_dead_one_commits_nothing(DatabaseKind kind, bool atOnce)
    {
        await using var world = await World.CreateAsync(kind);
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = Counting(JobRhythm.Nightly(2), atOnce) with
        {
            Effect = async (round, cancel) =>
            {
                reached.TrySetResult();
                await go.Task;
                return await CountAsync(round, cancel);
            },
        };
        await using var db = world.Open();
        var dead = await JobLease.TakeAsync(db, slow.Name, new DateOnly(2026, 11, 18), "dead", Now(world))
            ?? throw new InvalidOperationException("nobody else has it");
        Assert.Equal(0, await RunnerOf(world, slow).RunDueAsync());
        world.Clock.Pass(JobRun.Lease);

        var next = Task.Run(() => RunnerOf(world, slow).RunDueAsync());
        await reached.Task;
        if (!atOnce)
        {
            await Assert.ThrowsAsync<JobLeaseLost>(() => dead.HoldAsync(db, Now(world)));
        }

        go.SetResult();
        Assert.Equal(1, await next);
        await Assert.ThrowsAsync<JobLeaseLost>(() => db.WriteAsync(async () =>
        {
            db.Settings.Add(new Setting("ghost", ""));
            await db.SaveChangesAsync();
            await dead.EndAsync(db, 1, Now(world));
        }));
        Assert.Equal(["2026-11-18"], await EffectsAsync(world));
        Assert.Equal(2, (await db.JobRuns.SingleAsync()).Fence);
    }

    [Theory, EveryDatabase]
    public async Task A_worker_that_was_thought_dead_loses_what_it_did_in_its_transaction(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var job = Counting(JobRhythm.Nightly(2), atOnce: true);
        await using var db = world.Open();
        var first = await JobLease.TakeAsync(db, job.Name, new DateOnly(2026, 11, 18), "slow", Now(world))
            ?? throw new InvalidOperationException("nobody else has it");
        world.Clock.Pass(JobRun.Lease);
        Assert.Equal(1, await RunnerOf(world, job).RunDueAsync());

        await Assert.ThrowsAsync<JobLeaseLost>(() => first.HoldAsync(db, Now(world)));
        await Assert.ThrowsAsync<JobLeaseLost>(() => first.FailAsync(db, "late", Now(world)));
        Assert.Equal(JobState.Done, (await db.JobRuns.SingleAsync()).State);
    }

    [Theory]
    [EveryDatabase(true)]
    [EveryDatabase(false)]
    public async Task What_failed_is_written_down_and_tried_again_and_later_periods_wait_for_it(DatabaseKind kind, bool atOnce)
    {
        await using var world = await World.CreateAsync(kind);
        var isBroken = true;
        var job = Counting(JobRhythm.AfterEachWeek(10), atOnce) with
        {
            Effect = async (round, cancel) =>
            {
                var count = await CountAsync(round, cancel);
                return isBroken && atOnce ? throw new InvalidDataException("no room") : count;
            },
        };
        job = atOnce ? job : job with { Effect = (round, cancel) => isBroken ? throw new InvalidDataException("no room") : CountAsync(round, cancel) };
        Assert.Equal(0, await RunnerOf(world, job).RunDueAsync());
        Assert.Empty(await EffectsAsync(world));
        await using (var db = world.Open())
        {
            var run = await db.JobRuns.SingleAsync();
            Assert.Equal((JobState.Failed, "InvalidDataException: no room"), (run.State, run.Error));
            Assert.Equal(Now(world).AddMinutes(1), run.NextTryAt);
        }

        isBroken = false;
        Assert.Equal(0, await RunnerOf(world, job).RunDueAsync());
        world.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal(2, await RunnerOf(world, job).RunDueAsync());
        Assert.Equal(["2026-11-09", "2026-11-16"], await EffectsAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_need_not_wait_for_the_next_try(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var isBroken = true;
        var job = Counting(JobRhythm.Nightly(2)) with { Effect = (round, cancel) => isBroken ? throw new InvalidDataException() : CountAsync(round, cancel) };
        await RunnerOf(world, job).RunDueAsync();
        isBroken = false;
        await using var db = world.Open();
        Assert.True(await db.TryJobNowAsync(job.Name, Now(world)));
        Assert.Equal(1, await RunnerOf(world, job).RunDueAsync());
        Assert.False(await db.TryJobNowAsync(job.Name, Now(world)));
    }

    private static Job Counting(JobRhythm rhythm, bool atOnce = true) => new("example", rhythm, CountAsync) { IsOneTransaction = atOnce };

    private static async Task<long?> CountAsync(JobRound round, CancellationToken cancel)
    {
        round.Db.Settings.Add(new Setting($"{round.On:yyyy-MM-dd} {Guid.NewGuid()}", ""));
        await round.Db.SaveChangesAsync(cancel);
        return 1;
    }

    private static JobRunner RunnerOf(World world, params Job[] jobs) => new(
        world.App.Services.GetRequiredService<IServiceScopeFactory>(), jobs, world.Clock, NullLogger<JobRunner>.Instance);

    private static DateTime Now(World world) => world.Clock.GetUtcNow().UtcDateTime;

    /// <summary>The periods whose effect there is, one entry for each time.</summary>
    private static async Task<IReadOnlyList<string>> EffectsAsync(World world)
    {
        await using var db = world.Open();
        return [.. (await db.Settings.Select(row => row.Key).ToListAsync()).Select(key => key.Split(' ')[0]).Order(StringComparer.Ordinal)];
    }
}
