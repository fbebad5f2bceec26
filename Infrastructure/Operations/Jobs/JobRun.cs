namespace SiCrm.Infrastructure.Operations.Jobs;

public enum JobState
{
    Running,
    Done,
    Failed,
}

/// <summary>
/// One period of one job: who works on it, or how it ended. The fence counts the workers that took it; a worker whose fence
/// is no longer the row's commits nothing.
/// </summary>
public sealed class JobRun
{
    public const int ErrorLength = 1000;

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public JobRun(string job, DateOnly periodOn) => (Job, PeriodOn, Worker) = (job, periodOn, "");

    private JobRun()
    {
        Job = Worker = null!;
    }

    public long Id { get; private set; }

    public string Job { get; private set; }

    /// <summary>The period's first day.</summary>
    public DateOnly PeriodOn { get; private set; }

    public JobState State { get; private set; }

    public long Fence { get; private set; }

    public string Worker { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>Until then nobody else takes what is running.</summary>
    public DateTime LeaseUntil { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When what failed is tried again.</summary>
    public DateTime? NextTryAt { get; private set; }

    /// <summary>How many things it did, where there is something to count.</summary>
    public long? Count { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Its worker was not heard of in time: it died, and another one will take it.</summary>
    public bool IsAbandoned(DateTime now) => State == JobState.Running && LeaseUntil <= now;

    public bool IsFree(DateTime now) => IsAbandoned(now) || (State == JobState.Failed && NextTryAt <= now);

    public void Take(string worker, DateTime now)
    {
        (State, Worker, StartedAt, LeaseUntil) = (JobState.Running, worker, now, now + Lease);
        (EndedAt, NextTryAt, Error) = (null, null, null);
        Fence++;
    }

    /// <summary>After a minute, then after twice as long each time, up to an hour.</summary>
    public static TimeSpan WaitAfter(long fence) =>
        fence > 6 ? LongestWait : TimeSpan.FromMinutes(1 << (int)Math.Max(0, fence - 1));
}
