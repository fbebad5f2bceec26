using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Schedules;

/// <summary>Which time a mailed report is about, seen from the day on which it is mailed.</summary>
public enum SchedulePeriod
{
    /// <summary>What the report shows by itself.</summary>
    Usual,
    Yesterday,
    ThisWeek,
    LastWeek,
    LastMonth,
    LastQuarter,

    /// <summary>From the fiscal year's first day to today.</summary>
    YearToDate,
}

public static class SchedulePeriods
{
    private const int MonthsOfYear = 12;

    /// <param name="start">The fiscal year's first month.</param>
    public static (DateOnly From, DateOnly Until) DaysOn(this SchedulePeriod period, DateOnly today, int start) => period switch
    {
        SchedulePeriod.Yesterday => (today.AddDays(-1), today.AddDays(-1)),
        SchedulePeriod.ThisWeek => (IsoWeek.Of(today).Monday, IsoWeek.Of(today).Sunday),
        SchedulePeriod.LastWeek => (IsoWeek.Of(today).Previous.Monday, IsoWeek.Of(today).Previous.Sunday),
        SchedulePeriod.LastMonth => Days(FiscalSpan.Of(today, 1, start).Previous),
        SchedulePeriod.LastQuarter => Days(FiscalSpan.Of(today, 3, start).Previous),
        SchedulePeriod.YearToDate => (FiscalSpan.Of(today, MonthsOfYear, start).From, today),
        _ => (today, today),
    };

    /// <summary>The fiscal period that it is, or lies in.</summary>
    public static FiscalSpan SpanOn(this SchedulePeriod period, DateOnly today, int start) => FiscalSpan.Of(period.DaysOn(today, start).From, period switch
    {
        SchedulePeriod.LastMonth => 1,
        SchedulePeriod.YearToDate => MonthsOfYear,
        _ => 3,
    }, start);

    private static (DateOnly From, DateOnly Until) Days(FiscalSpan span) => (span.From, span.Until);
}
