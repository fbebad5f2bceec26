namespace SiCrm.Domain.Shared;

/// <summary>Cuts instants into days and weeks in the company's one time zone (product text, section 1).</summary>
public sealed class CompanyTime(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone { get; } = zone;

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    public IsoWeek WeekOf(DateTime utc) => IsoWeek.Of(DayOf(utc));

    /// <summary>The first instant of the local day, UTC; where the clock skips midnight, the first instant after the gap.</summary>
    public DateTime StartOf(DateOnly day) => Utc(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A local wall-clock time as UTC; in a gap the first valid instant, in an overlap the earlier one.</summary>
    public DateTime Utc(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc);
    }

    /// <summary>The week's bounds [Monday 00:00, next Monday 00:00) in UTC.</summary>
    public (DateTime From, DateTime To) BoundsOf(IsoWeek week) => (StartOf(week.Monday), StartOf(week.Next.Monday));

    public (DateTime From, DateTime To) BoundsOf(DateOnly day) => (StartOf(day), StartOf(day.AddDays(1)));
}
