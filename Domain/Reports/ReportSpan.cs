using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports;

/// <summary>How long a time one report is asked about, and the times that it is compared with.</summary>
public static class ReportSpan
{
    public const int MostYears = 100;

    /// <summary>A hundred years with their leap days.</summary>
    private const int MostDays = 36_525;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2900, 12, 31);

    /// <summary>A day that has a year before and after it.</summary>
    public static DateOnly Sane(DateOnly day) => day < Earliest ? Earliest : day > Latest ? Latest : day;

    public static Refusal? CanAsk(DateOnly from, DateOnly until) =>
        until < from ? new Refusal("ReportEndsBeforeStart", from, until)
        : until.DayNumber - from.DayNumber >= MostDays ? new Refusal("ReportTooLong", MostYears, from, until)
        : null;

    /// <summary>As many days right before.</summary>
    public static (DateOnly From, DateOnly Until) Before(DateOnly from, DateOnly until) => (from.AddDays(from.DayNumber - until.DayNumber - 1), from.AddDays(-1));

    /// <summary>The same days a year before.</summary>
    public static (DateOnly From, DateOnly Until) LastYear(DateOnly from, DateOnly until) => (from.AddYears(-1), until.AddYears(-1));
}
