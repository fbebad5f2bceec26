using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Operations.Jobs;

/// <summary>The right of one worker to one run, as long as nobody took it over.</summary>
public sealed record JobLease(long RunId, long Fence)
{
    /// <summary>Null when the run is done, is being done, waits for its next try, or another worker was quicker.</summary>
    public static async Task<JobLease?> TakeAsync(
        CrmDbContext db, string job, DateOnly on, string worker, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var isNew = false;
        try
        {
            return await db.WriteAsync(async () =>
            {
                var run = await db.JobRuns.SingleOrDefaultAsync(row => row.Job == job && row.PeriodOn == on, cancel);
                if (run?.IsFree(now) == false)
                {
                    return null;
                }

                isNew = run is null;
                run ??= db.JobRuns.Add(new JobRun(job, on)).Entity;
                run.Take(worker, now);
                await db.SaveChangesAsync(cancel);
                return new JobLease(run.Id, run.Fence);
            }, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
        catch (DbUpdateException) when (isNew)
        {
            // Two began it at the same moment; the one row that a period can have is the other's.
            if (await db.JobRuns.AnyAsync(row => row.Job == job && row.PeriodOn == on, cancel))
            {
                return null;
            }

            throw;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Keeps it for longer; in a transaction it also keeps everybody else from taking it until that ends.</summary>
    /// <exception cref="JobLeaseLost">Somebody took it.</exception>
    public Task HoldAsync(CrmDbContext db, DateTime now, CancellationToken cancel = default) => ChangeAsync(mine =>
        mine.ExecuteUpdateAsync(run => run.SetProperty(row => row.LeaseUntil, now + JobRun.Lease), cancel), db);

    /// <exception cref="JobLeaseLost">Somebody took it.</exception>
    public Task EndAsync(CrmDbContext db, long? count, DateTime now, CancellationToken cancel = default) => ChangeAsync(mine =>
        mine.ExecuteUpdateAsync(run => run.SetProperty(row => row.State, JobState.Done)
            .SetProperty(row => row.EndedAt, now).SetProperty(row => row.Count, count), cancel), db);

    /// <exception cref="JobLeaseLost">Somebody took it.</exception>
    public Task FailAsync(CrmDbContext db, string error, DateTime now, CancellationToken cancel = default)
    {
        var next = now + JobRun.WaitAfter(Fence);
        return ChangeAsync(mine => mine.ExecuteUpdateAsync(run => run.SetProperty(row => row.State, JobState.Failed)
            .SetProperty(row => row.EndedAt, now).SetProperty(row => row.NextTryAt, next).SetProperty(row => row.Error, error), cancel), db);
    }

    private async Task ChangeAsync(Func<IQueryable<JobRun>, Task<int>> change, CrmDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await change(db.JobRuns.Where(run => run.Id == RunId && run.Fence == Fence && run.State == JobState.Running)) == 0)
        {
            throw new JobLeaseLost();
        }
    }
}

/// <summary>The worker was thought dead, and another one took its run.</summary>
public sealed class JobLeaseLost() : Exception("Another worker took the run.");
