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

    /// <summary>As many whole months right before whole months, and else as many days: before March lies February.</summary>
    public static (DateOnly From, DateOnly Until) Before(DateOnly from, DateOnly until) =>
        (IsWholeMonths(from, until) ? from.AddMonths(-Months(from, until)) : from.AddDays(from.DayNumber - until.DayNumber - 1), from.AddDays(-1));

    /// <summary>The same days a year before; the end of a month stays one, whether or not February has a 29th.</summary>
    public static (DateOnly From, DateOnly Until) LastYear(DateOnly from, DateOnly until) =>
        (from.AddYears(-1), IsWholeMonths(from, until) ? until.AddDays(1).AddYears(-1).AddDays(-1) : until.AddYears(-1));

    private static bool IsWholeMonths(DateOnly from, DateOnly until) => from.Day == 1 && until.AddDays(1).Day == 1;

    private static int Months(DateOnly from, DateOnly until) => (12 * (until.Year - from.Year)) + until.Month - from.Month + 1;
}
