using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Operations.Jobs;

public enum JobCycle
{
    Day,
    Week,
}

/// <summary>How a job's periods are cut in the company's time zone, and when each is due.</summary>
/// <param name="After">By the clock on the wall, from the period's first midnight; a closing job comes after the period's end.</param>
public sealed record JobRhythm(JobCycle Cycle, TimeSpan After)
{
    /// <summary>A period that was missed is made up for later, in order; otherwise it lapses with its end.</summary>
    public bool IsCaughtUp { get; init; }

    private int Days => Cycle == JobCycle.Week ? 7 : 1;

    public static JobRhythm Nightly(int hour, int minute = 0) => new(JobCycle.Day, new TimeSpan(hour, minute, 0));

    public static JobRhythm Weekly(DayOfWeek day, int hour) => new(JobCycle.Week, new TimeSpan(((int)day + 6) % 7, hour, 0, 0));

    /// <summary>So many minutes after the end of each week, also of those that were missed.</summary>
    public static JobRhythm AfterEachWeek(int minutes) => new(JobCycle.Week, TimeSpan.FromDays(7) + TimeSpan.FromMinutes(minutes)) { IsCaughtUp = true };

    public DateTime DueAt(DateOnly on, CompanyTime time) => time.Utc(on.ToDateTime(TimeOnly.MinValue) + After);

    /// <summary>The periods that are due and not done, in order.</summary>
    /// <param name="first">The first one that was ever begun; null when there was none: then nothing before today's was missed.</param>
    /// <param name="done">The last one that was done.</param>
    public IEnumerable<DateOnly> Due(DateOnly? first, DateOnly? done, DateTime now, CompanyTime time)
    {
        var latest = Latest(now, time);
        if (!IsCaughtUp)
        {
            return done >= latest || now >= time.StartOf(Next(latest)) ? [] : [latest];
        }

        return From(done is { } last ? Next(last) : first ?? latest, latest);
    }

    /// <summary>The next time at which a period becomes due.</summary>
    public DateTime NextDueAt(DateTime now, CompanyTime time) => DueAt(Next(Latest(now, time)), time);

    public string Name(DateOnly on) => Cycle == JobCycle.Week ? new IsoWeek(on).ToString()
        : on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private DateOnly Next(DateOnly on) => on.AddDays(Days);

    private DateOnly Latest(DateTime now, CompanyTime time)
    {
        var today = time.DayOf(now);
        var on = Cycle == JobCycle.Week ? IsoWeek.Of(today).Monday : today;
        while (DueAt(on, time) > now)
        {
            on = on.AddDays(-Days);
        }

        return on;
    }

    private IEnumerable<DateOnly> From(DateOnly on, DateOnly latest)
    {
        for (; on <= latest; on = Next(on))
        {
            yield return on;
        }
    }
}
