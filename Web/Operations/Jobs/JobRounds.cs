using Quartz;
using SiCrm.Infrastructure.Operations.Jobs;

namespace SiCrm.Web.Operations.Jobs;

/// <summary>
/// Looks twice a minute what is due. What is due, and that it is done once, is a matter of the database and not of the
/// trigger: so nothing is missed while the program rests, and a change of the company's time zone counts at once.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class JobRounds(JobRunner runner, ILogger<JobRounds> log) : IJob
{
    public static readonly JobKey Key = new("rounds");

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    /// <summary>The first pages after a start are not to wait for what the night left undone.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static void Schedule(IQuartzBuilder quartz) => quartz.ScheduleJob<JobRounds>(
        trigger => trigger.StartAt(TimeProvider.System.GetUtcNow() + Rest).WithSimpleSchedule(every => every.WithInterval(Round).RepeatForever()),
        job => job.WithIdentity(Key));

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await runner.RunDueAsync(cancellationToken);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(trouble, "The jobs could not be looked through this time");
        }
    }
}
