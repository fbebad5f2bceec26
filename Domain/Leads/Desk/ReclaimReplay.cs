using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

public enum ReplayOutcome
{
    /// <summary>The same owner converted it later: taking it would have done harm.</summary>
    ConvertedByOwner,

    /// <summary>It was converted later, but by somebody who got it from him.</summary>
    ConvertedByNext,

    /// <summary>Nobody touched it again, or it ended invalid: taking it would have been a benefit.</summary>
    StayedDead,

    /// <summary>Somebody works on it still.</summary>
    Undecided,
}

/// <summary>The first run that would have taken a lead, by which rule, and what became of the lead in truth.</summary>
public readonly record struct ReplayedTake(DateTime At, ReclaimDue Due, ReplayOutcome Outcome);

/// <summary>
/// Runs a policy over the past, or now: one function decides for the preview, for the nightly run and for every night of the replay.
/// </summary>
public sealed class ReclaimReplay(ReclaimPolicy policy, CompanyTime time, BusinessCalendar calendar)
{
    /// <summary>When in the night runs happen, local time.</summary>
    private static readonly TimeOnly RunTime = new(2, 0);

    public static DateTime RunOf(DateOnly day, CompanyTime time) => time.Utc(day.ToDateTime(RunTime));

    /// <summary>The runs of the last so many nights, in order.</summary>
    public static IReadOnlyList<DateTime> RunsBefore(DateTime now, int days, CompanyTime time)
    {
        var today = time.DayOf(now);
        return [.. Enumerable.Range(-days, days + 1).Select(offset => RunOf(today.AddDays(offset), time)).Where(run => run <= now)];
    }

    /// <summary>Why a run at the instant takes the lead; null when it does not.</summary>
    public ReclaimDue? TakenAt(DateTime instant, ReclaimFacts facts) =>
        policy.DueOf(facts, time, calendar) is { } due && due.At <= instant ? due : null;

    /// <summary>The first of the runs that would have taken the lead; null when none would.</summary>
    public ReplayedTake? FirstTake(ReclaimCourse course, IReadOnlyList<DateTime> runs)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(runs);
        foreach (var span in course.Spans)
        {
            if (policy.DueOf(span.Facts, time, calendar) is { } due && RunIn(runs, span, due.At) is { } at)
            {
                return new ReplayedTake(at, due, OutcomeAfter(at, course));
            }
        }

        return null;
    }

    private static DateTime? RunIn(IReadOnlyList<DateTime> runs, CourseSpan span, DateTime due)
    {
        var (low, high) = (0, runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle] > span.From && runs[middle] >= due ? (low, middle) : (middle + 1, high);
        }

        return low < runs.Count && runs[low] <= span.To ? runs[low] : null;
    }

    private static ReplayOutcome OutcomeAfter(DateTime at, ReclaimCourse course)
    {
        var later = course.Events.Where(row => row.At >= at).ToList();
        if (later.Exists(row => row.Kind == LeadEventKind.Converted))
        {
            return later.TakeWhile(row => row.Kind != LeadEventKind.Converted).Any(ChangesOwner)
                ? ReplayOutcome.ConvertedByNext
                : ReplayOutcome.ConvertedByOwner;
        }

        var touched = later.Exists(row => row.Kind == LeadEventKind.Started) || course.Contacts.Any(contact => contact >= at);
        return touched && course.Events[^1].To.IsOpen() ? ReplayOutcome.Undecided : ReplayOutcome.StayedDead;
    }

    private static bool ChangesOwner(CourseEvent row) =>
        row.Kind is LeadEventKind.Reassigned or LeadEventKind.Reclaimed or LeadEventKind.GivenBack;
}

/// <summary>What a policy would have done over the runs: harm and benefit in leads.</summary>
public sealed record ReplayTotals(int Taken, int ConvertedByOwner, int ConvertedByNext, int StayedDead, int Undecided)
{
    public static readonly ReplayTotals None = new(0, 0, 0, 0, 0);

    /// <summary>Leads taken that later converted.</summary>
    public int Harm => ConvertedByOwner + ConvertedByNext;

    /// <summary>Leads taken that stayed dead.</summary>
    public int Benefit => StayedDead;

    public ReplayTotals With(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.ConvertedByOwner => this with { Taken = Taken + 1, ConvertedByOwner = ConvertedByOwner + 1 },
        ReplayOutcome.ConvertedByNext => this with { Taken = Taken + 1, ConvertedByNext = ConvertedByNext + 1 },
        ReplayOutcome.StayedDead => this with { Taken = Taken + 1, StayedDead = StayedDead + 1 },
        _ => this with { Taken = Taken + 1, Undecided = Undecided + 1 },
    };
}
