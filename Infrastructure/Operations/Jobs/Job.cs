using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Operations.Jobs;

/// <summary>Something the program does by itself, once for each period.</summary>
/// <param name="Name">As in its address and in the database.</param>
/// <param name="Effect">Answers with how many things it did; null where there is nothing to count.</param>
public sealed record Job(string Name, JobRhythm Rhythm, Func<JobRound, CancellationToken, Task<long?>> Effect)
{
    /// <summary>
    /// The effect commits together with the run's end. One that is not must be harmless to repeat: it may be killed after
    /// the effect and before the end is written.
    /// </summary>
    public bool IsOneTransaction { get; init; }

    /// <summary>The job whose due periods come first; while one of them is not done, this one waits.</summary>
    public string? After { get; init; }
}

/// <summary>What the effect of a job works with.</summary>
/// <param name="On">The period's first day.</param>
public sealed record JobRound(CrmDbContext Db, DatabaseEngine Engine, DateOnly On, Stamp Stamp);

/// <summary>A period of a job that is due and not done.</summary>
public sealed record DueRun(Job Job, DateOnly On, DateTime DueAt);
