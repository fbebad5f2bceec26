using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Operations.Jobs;

/// <summary>What is due, and what was done.</summary>
public static class JobQueries
{
    /// <summary>The runs that are due and not done, in the order in which they became due.</summary>
    public static async Task<IReadOnlyList<DueRun>> DueRunsAsync(
        this CrmDbContext db, IReadOnlyList<Job> jobs, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var known = await db.JobRuns.GroupBy(run => run.Job).Select(runs => new
        {
            Job = runs.Key,
            First = runs.Min(run => run.PeriodOn),
            Done = runs.Max(run => run.State == JobState.Done ? (DateOnly?)run.PeriodOn : null),
        }).ToDictionaryAsync(row => row.Job, cancel);
        return
        [
            .. from job in jobs
               let seen = known.GetValueOrDefault(job.Name)
               from first in job.Rhythm.Due(seen?.First, seen?.Done, now, db.Company.Time)
               let dueAt = job.Rhythm.DueAt(first, db.Company.Time)
               orderby dueAt
               select new DueRun(job, first, dueAt),
        ];
    }

    /// <summary>How many jobs wait for another try of their last run, or lost the worker of it.</summary>
    public static Task<int> FailedJobsAsync(this CrmDbContext db, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.JobRuns.LastOfEach(db).CountAsync(run => run.State == JobState.Failed || (run.State == JobState.Running && run.LeaseUntil <= now), cancel);
    }

    /// <summary>The last period of each job.</summary>
    public static IQueryable<JobRun> LastOfEach(this IQueryable<JobRun> runs, CrmDbContext db) =>
        runs.Where(run => !db.JobRuns.Any(later => later.Job == run.Job && later.PeriodOn > run.PeriodOn));

    /// <summary>What failed need not wait for its next try.</summary>
    /// <returns>False when nothing of the job waits.</returns>
    public static async Task<bool> TryJobNowAsync(this CrmDbContext db, string job, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.JobRuns.Where(run => run.Job == job && run.State == JobState.Failed && run.NextTryAt > now)
            .ExecuteUpdateAsync(run => run.SetProperty(row => row.NextTryAt, now), cancel) > 0;
    }
}
