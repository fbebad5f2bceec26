using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Reports.Pipeline;

namespace SiCrm.Infrastructure.Operations.Jobs;

/// <summary>What the program does by itself, and when; each effect is a verb of its feature.</summary>
public static class CompanyJobs
{
    private const string Closing = "confirmation-close";

    private static readonly Job Tidying = new("tidying", JobRhythm.Nightly(1, 30), async (round, cancel) =>
    {
        await round.Db.TidyAccessAsync(round.Stamp.At, cancel);
        return null;
    })
    {
        IsOneTransaction = true,
    };

    private static readonly Job Reclaim = new("reclaim-night", JobRhythm.Nightly(2), async (round, cancel) =>
        (await round.Db.RunReclaimNightAsync(round.Stamp, cancel)).Proposed);

    private static readonly Job Silence = new("customer-silence", JobRhythm.Nightly(1, 45), async (round, cancel) =>
        await round.Db.LetFallAsleepAsync(round.Stamp, cancel));

    private static readonly Job HandOvers = new("hand-overs", JobRhythm.Nightly(0, 5), async (round, cancel) =>
        await round.Db.CarryOutDueAsync(round.Stamp, cancel));

    private static readonly Job CareNight = new("care-night", JobRhythm.Nightly(2, 20), async (round, cancel) =>
        await round.Db.RunCareNightAsync(round.Stamp, cancel));

    private static readonly Job Initiations = new("initiation-gates", JobRhythm.Nightly(0, 20), async (round, cancel) =>
        await round.Db.ReopenExpiredAsync(round.Stamp, cancel));

    private static readonly Job Quotes = new("quote-expiry", JobRhythm.Nightly(0, 30), async (round, cancel) =>
        await round.Db.ExpireQuotesAsync(round.Stamp, cancel));

    private static readonly Job Continuity = new("continuity", JobRhythm.Nightly(2, 40), async (round, cancel) =>
        await round.Db.ScoreContinuityAsync(round.Stamp, cancel))
    {
        After = "care-night",
    };

    private static readonly Job Care = new("database-care", JobRhythm.Nightly(3), async (round, cancel) =>
    {
        await round.Engine.CareAsync(cancel);
        return null;
    });

    private static readonly Job Asking = new("confirmation-ask", JobRhythm.Weekly(DayOfWeek.Friday, 9), async (round, cancel) =>
        await round.Db.AskForConfirmationsAsync(round.Stamp, cancel));

    private static readonly Job Close = new(Closing, JobRhythm.AfterEachWeek(10), async (round, cancel) =>
    {
        await round.Db.CloseConfirmationsAsync(round.Stamp, new IsoWeek(round.On), cancel);
        return null;
    })
    {
        IsOneTransaction = true,
    };

    /// <summary>A frozen week holds how many confirmed, so it waits until that is settled.</summary>
    private static readonly Job Freeze = new("weekly-freeze", JobRhythm.AfterEachWeek(20), async (round, cancel) =>
        (await round.Db.FreezeWeeksAsync(round.Stamp, new IsoWeek(round.On), new IsoWeek(round.On), cancel)).Count)
    {
        After = Closing,
    };

    /// <summary>It goes through years of history, which nobody who writes shall wait for.</summary>
    private static readonly Job Forecast = new("forecast-freeze", JobRhythm.AfterEachWeek(30), async (round, cancel) =>
        await round.Db.FreezeForecastsAsync(round.Stamp, new IsoWeek(round.On), cancel));

    /// <param name="backups">Null where somebody else makes the backups.</param>
    public static IReadOnlyList<Job> All(BackupFolder? backups) =>
        [HandOvers, Initiations, Quotes, Reclaim, Silence, CareNight, Continuity, Asking, Close, Freeze, Forecast, Tidying, Care, .. backups is null ? (Job[])[] : [BackUp(backups)]];

    private static Job BackUp(BackupFolder folder) => new("backup", JobRhythm.Nightly(3, 30), async (round, cancel) =>
        (await folder.AddAsync(round.Db, round.Engine, round.On, cancel)).Bytes >> 10);
}
