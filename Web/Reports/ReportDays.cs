using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>How the address of a report says which time it is about.</summary>
public enum ReportDays
{
    /// <summary>Not at all: it is of the present.</summary>
    Now,
    FromTo,
    FromUntil,
    Week,
    Day,

    /// <summary>A fiscal month, quarter or year.</summary>
    Fiscal,
}

public static class ReportDaysAddress
{
    /// <summary>The times that a mailed report of the kind can be about; the first is what people mean most.</summary>
    public static IReadOnlyList<SchedulePeriod> Periods(this ReportDays days) => days switch
    {
        ReportDays.FromTo or ReportDays.FromUntil =>
            [SchedulePeriod.LastMonth, SchedulePeriod.LastWeek, SchedulePeriod.LastQuarter, SchedulePeriod.YearToDate, SchedulePeriod.Usual],
        ReportDays.Week => [SchedulePeriod.LastWeek, SchedulePeriod.ThisWeek],
        ReportDays.Day => [SchedulePeriod.Yesterday, SchedulePeriod.Usual],
        ReportDays.Fiscal => [SchedulePeriod.LastQuarter, SchedulePeriod.LastMonth, SchedulePeriod.YearToDate, SchedulePeriod.Usual],
        _ => [SchedulePeriod.Usual],
    };

    /// <summary>The names in the address that say it.</summary>
    public static IReadOnlyList<string> Names(this ReportDays days) => days switch
    {
        ReportDays.FromTo => ["from", "to"],
        ReportDays.FromUntil => ["from", "until"],
        ReportDays.Week => ["week"],
        ReportDays.Day => ["date"],
        ReportDays.Fiscal => ["period"],
        _ => ["asOf", "date"],
    };

    /// <summary>The same, as the address of a report mailed on the given day has them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> On(this ReportDays days, SchedulePeriod period, DateOnly today, int start)
    {
        var (from, until) = period.DaysOn(today, start);
        return period == SchedulePeriod.Usual ? [] : days.Names().Zip(days switch
        {
            ReportDays.FromTo or ReportDays.FromUntil => [Show.Day(from), Show.Day(until)],
            ReportDays.Week => [IsoWeek.Of(from).ToString()],
            ReportDays.Day => [Show.Day(from)],
            ReportDays.Fiscal => [period.SpanOn(today, start).ToString()],
            _ => (string[])[],
        }, KeyValuePair.Create);
    }
}
