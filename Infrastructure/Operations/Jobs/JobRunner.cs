using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Operations.Jobs;

/// <summary>Does what is due, in the order in which it became due; as many programs as like may try at the same time.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, IReadOnlyList<Job> jobs, TimeProvider clock, ILogger<JobRunner> log)
{
    private static readonly string Worker = $"{Environment.MachineName}:{Environment.ProcessId}";

    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <returns>How many runs this program did. A period waits for those before it, and for the job that comes first.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel = default)
    {
        var (done, waiting) = (0, new HashSet<string>());
        foreach (var due in await DueAsync(cancel))
        {
            if (!waiting.Contains(due.Job.Name) && !waiting.Contains(due.Job.After ?? "") && await RunAsync(due, cancel))
            {
                done++;
            }
            else
            {
                waiting.Add(due.Job.Name);
            }
        }

        return done;
    }

    private async Task<IReadOnlyList<DueRun>> DueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CrmDbContext>().DueRunsAsync(jobs, Now, cancel);
    }

    /// <summary>False when another one does it, or it failed.</summary>
    private async Task<bool> RunAsync(DueRun due, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        if (await JobLease.TakeAsync(db, due.Job.Name, due.On, Worker, Now, cancel) is not { } lease)
        {
            return false;
        }

        using var about = log.BeginScope(new Dictionary<string, object> { ["Job"] = due.Job.Name, ["Period"] = due.Job.Rhythm.Name(due.On) });
        try
        {
            var round = new JobRound(db, scope.ServiceProvider.GetRequiredService<DatabaseEngine>(), due.On, Stamp.Of(null, Now, db.Company.Time));
            var count = await (due.Job.IsOneTransaction ? AtOnceAsync(due.Job, round, lease, cancel) : StepByStepAsync(due.Job, round, lease, cancel));
            log.LogInformation("{Job} of {Period} is done: {Count}", due.Job.Name, due.Job.Rhythm.Name(due.On), count);
            return true;
        }
        catch (JobLeaseLost)
        {
            log.LogWarning("{Job} of {Period} was taken by another worker", due.Job.Name, due.Job.Rhythm.Name(due.On));
            return false;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "{Job} of {Period} failed", due.Job.Name, due.Job.Rhythm.Name(due.On));
            await FailAsync(lease, fault, cancel);
            return false;
        }
    }

    private Task<long?> AtOnceAsync(Job job, JobRound round, JobLease lease, CancellationToken cancel) => round.Db.WriteAsync(async () =>
    {
        await lease.HoldAsync(round.Db, Now, cancel);
        var count = await job.Effect(round, cancel);
        await lease.EndAsync(round.Db, count, Now, cancel);
        return count;
    }, cancel);

    /// <summary>The lease is kept while the effect goes on; when it is lost all the same, the effect is stopped.</summary>
    private async Task<long?> StepByStepAsync(Job job, JobRound round, JobLease lease, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var keeping = KeepAsync(lease, stop);
        try
        {
            var count = await job.Effect(round, stop.Token);
            await lease.EndAsync(round.Db, count, Now, cancel);
            return count;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && stop.IsCancellationRequested)
        {
            throw new JobLeaseLost();
        }
        finally
        {
            await stop.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(JobLease lease, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(JobRun.Lease / 4, clock, stop.Token);
                await using var scope = scopes.CreateAsyncScope();
                await lease.HoldAsync(scope.ServiceProvider.GetRequiredService<CrmDbContext>(), Now, stop.Token);
            }
            catch (JobLeaseLost)
            {
                await stop.CancelAsync();
            }
            catch (Exception trouble) when (!stop.IsCancellationRequested)
            {
                log.LogWarning(trouble, "The lease of run {Run} could not be kept this time", lease.RunId);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task FailAsync(JobLease lease, Exception fault, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var words = $"{fault.GetType().Name}: {fault.GetBaseException().Message}";
            await lease.FailAsync(scope.ServiceProvider.GetRequiredService<CrmDbContext>(),
                words.Length > JobRun.ErrorLength ? words[..JobRun.ErrorLength] : words, Now, cancel);
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(trouble, "The failure of run {Run} could not be written down; its lease runs out", lease.RunId);
        }
    }
}
