namespace SiCrm.Domain.Shared;

/// <summary>Who does something and when: what every verb is given.</summary>
/// <param name="ActorId">The person; null when the program itself acts (a job, an import).</param>
/// <param name="At">UTC, whole milliseconds: what both databases keep.</param>
/// <param name="Today">The day in the company's time zone.</param>
public readonly record struct Stamp(long? ActorId, DateTime At, DateOnly Today)
{
    public static Stamp Of(long? actorId, DateTime utc, CompanyTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var at = WholeMilliseconds(utc);
        return new Stamp(actorId, at, time.DayOf(at));
    }

    public static DateTime WholeMilliseconds(DateTime utc) =>
        new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
