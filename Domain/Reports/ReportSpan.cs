using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports;

/// <summary>How long a time one report is asked about, and the times that it is compared with.</summary>
public static class ReportSpan
{
    public const int MostYears = 100;

    /// <summary>A hundred years with their leap days.</summary>
    private const int MostDays = 36_525;

    private const int DaysOfWeek = 7;

    private static readonly int[] FiscalLengths = [1, 3, 12];
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2900, 12, 31);

    /// <summary>A day that has a year before and after it.</summary>
    public static DateOnly Sane(DateOnly day) => day < Earliest ? Earliest : day > Latest ? Latest : day;

    public static Refusal? CanAsk(DateOnly from, DateOnly until) =>
        until < from ? new Refusal("ReportEndsBeforeStart", from, until)
        : until.DayNumber - from.DayNumber >= MostDays ? new Refusal("ReportTooLong", MostYears, from, until)
        : null;

    /// <summary>
    /// Before whole months lie as many whole ones: before March lies February. Before the first days of a week, a month, a quarter or a year (the shortest
    /// that begins with them) lie as many first days of the one before it: a period that still runs is compared with what the one before had come to by
    /// then. Before other days lie as many days.
    /// </summary>
    /// <param name="fiscalStart">The fiscal year's first month.</param>
    /// <param name="months">Of which period they are the first days, where that is known: 1, 3 or 12.</param>
    public static (DateOnly From, DateOnly Until) Before(DateOnly from, DateOnly until, int fiscalStart = 1, int? months = null)
    {
        if (months is { } asked && Begun(from, until, asked, fiscalStart) is { } named)
        {
            return named;
        }

        if (IsWholeMonths(from, until))
        {
            return (from.AddMonths(-Months(from, until)), from.AddDays(-1));
        }

        return BegunWeek(from, until) ?? FiscalLengths.Select(length => Begun(from, until, length, fiscalStart)).FirstOrDefault(days => days is not null)
            ?? (from.AddDays(from.DayNumber - until.DayNumber - 1), from.AddDays(-1));
    }

    /// <summary>The fiscal period that the days are the whole of, in months; null where they are none.</summary>
    public static int? MonthsOf(DateOnly from, DateOnly until, int fiscalStart) =>
        FiscalLengths.Select(length => (int?)length).FirstOrDefault(length => FiscalSpan.Of(from, length ?? 1, fiscalStart) is var span && span.From == from && span.Until == until);

    /// <summary>
    /// The same days a year before; the end of a month stays one, whether or not February has a 29th. Of a whole week it is the week of the same number,
    /// or that year's last one: it too goes from Monday to Sunday.
    /// </summary>
    public static (DateOnly From, DateOnly Until) LastYear(DateOnly from, DateOnly until) =>
        IsWholeMonths(from, until) ? (from.AddYears(-1), until.AddDays(1).AddYears(-1).AddDays(-1))
        : WholeWeek(from, until) is { YearBefore: var week } ? (week.Monday, week.Sunday)
        : (from.AddYears(-1), until.AddYears(-1));

    /// <summary>Of days that are asked for, a part's days a year before; parts side by side stay so, and a 29th of February is in one of them.</summary>
    public static (DateOnly From, DateOnly Until) LastYearOfPart((DateOnly From, DateOnly Until) asked, DateOnly from, DateOnly until)
    {
        if (WholeWeek(asked.From, asked.Until) is { } week)
        {
            var back = week.YearBefore.Monday.DayNumber - week.Monday.DayNumber;
            return (from.AddDays(back), until.AddDays(back));
        }

        return (from.AddYears(-1), until == asked.Until ? LastYear(asked.From, asked.Until).Until : until.AddDays(1).AddYears(-1).AddDays(-1));
    }

    public static bool IsWholeMonths(DateOnly from, DateOnly until) => from.Day == 1 && until.AddDays(1).Day == 1;

    private static IsoWeek? WholeWeek(DateOnly from, DateOnly until) => IsoWeek.Of(from) is var week && week.Monday == from && week.Sunday == until ? week : null;

    private static (DateOnly From, DateOnly Until)? BegunWeek(DateOnly from, DateOnly until) =>
        from.DayOfWeek == DayOfWeek.Monday && until < from.AddDays(DaysOfWeek) ? (from.AddDays(-DaysOfWeek), until.AddDays(-DaysOfWeek)) : null;

    private static (DateOnly From, DateOnly Until)? Begun(DateOnly from, DateOnly until, int months, int fiscalStart)
    {
        if (!FiscalLengths.Contains(months) || FiscalSpan.Of(from, months, fiscalStart) is var span && (span.From != from || until >= span.Until))
        {
            return null;
        }

        var (before, last) = (span.Previous, span.Previous.From.AddDays(until.DayNumber - from.DayNumber));
        return (before.From, last < before.Until ? last : before.Until);
    }

    private static int Months(DateOnly from, DateOnly until) => (12 * (until.Year - from.Year)) + until.Month - from.Month + 1;
}
