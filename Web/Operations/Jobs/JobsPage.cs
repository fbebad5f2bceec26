using SiCrm.Infrastructure.Operations.Jobs;

namespace SiCrm.Web.Operations.Jobs;

public sealed record JobsPage(IReadOnlyList<JobRow> Jobs, IReadOnlyList<JobRun> Runs, IReadOnlyList<Job> Known, DateTime Now)
{
    /// <summary>A day or a week, as the job counts; one that this program no longer has counted in days.</summary>
    public string PeriodOf(JobRun run) => (Known.FirstOrDefault(job => job.Name == run.Job)?.Rhythm ?? JobRhythm.Nightly(0)).Name(run.PeriodOn);
}

/// <param name="Last">Null when it never ran.</param>
public sealed record JobRow(Job Job, JobRun? Last, bool IsDue, DateTime NextDueAt);

/// <summary>How one run ended, with the moment of looking.</summary>
public sealed record RunState(JobRun Run, DateTime Now)
{
    public string Name => Run.IsAbandoned(Now) ? "Abandoned" : Run.State.ToString();

    /// <summary>Null while it runs.</summary>
    public TimeSpan? Length => Run.EndedAt - Run.StartedAt;
}
