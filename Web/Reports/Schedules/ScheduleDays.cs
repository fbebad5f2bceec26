using Microsoft.AspNetCore.WebUtilities;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

/// <summary>The days that an address is fixed to. A schedule keeps the filters and takes the days anew each time.</summary>
internal static class ScheduleDays
{
    /// <summary>Where somebody was on the page.</summary>
    private static readonly string[] Places = ["after", "before", "waitingAfter", "waitingBefore", "page", "print"];

    /// <summary>All rows on one page, which a file has anyway; where it means all columns it is a filter.</summary>
    private const string AllRows = "all";

    /// <summary>Names of days that some reports take beside the usual ones.</summary>
    private static readonly string[] Beside = ["period", "week", "to", "until"];

    /// <summary>The filters without days, as an address has them, and the days by their names.</summary>
    public static (string Query, IReadOnlyDictionary<string, string> Days) Apart(ReportEntry report, string query, int fiscalStart)
    {
        var days = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<KeyValuePair<string, string?>> kept = [];
        foreach (var (name, value) in QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value))).Where(pair => !IsPlace(report, pair.Key)))
        {
            if (!IsDay(report, name))
            {
                kept.Add(KeyValuePair.Create(name, value));
            }
            else if (value is { Length: > 0 } && !name.Equals("firstOf", StringComparison.OrdinalIgnoreCase))
            {
                days[name] = value;
            }
        }

        return (QueryHelpers.AddQueryString("", kept).TrimStart('?'), InDays(report, days, fiscalStart));
    }

    /// <summary>The period that has just these days today; null where none has: then it is what people mean most.</summary>
    public static SchedulePeriod? Meant(ReportEntry report, IReadOnlyDictionary<string, string> days, DateOnly today, int fiscalStart) => days.Count == 0 ? null : report.Days.Periods()
        .Where(period => report.Days.On(period, today, fiscalStart).ToList() is { Count: > 0 } on && on.TrueForAll(day => days.GetValueOrDefault(day.Key) == day.Value))
        .Select(period => (SchedulePeriod?)period).FirstOrDefault();

    private static bool IsPlace(ReportEntry report, string name) =>
        Places.Contains(name, StringComparer.OrdinalIgnoreCase) || (!report.HasFurtherColumns && name.Equals(AllRows, StringComparison.OrdinalIgnoreCase));

    private static bool IsDay(ReportEntry report, string name) => report.Days.Names().Contains(name, StringComparer.OrdinalIgnoreCase)
        || (IsOfTwo(report) && (Beside.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals("firstOf", StringComparison.OrdinalIgnoreCase)));

    /// <summary>A week or a period stands for two days.</summary>
    private static Dictionary<string, string> InDays(ReportEntry report, Dictionary<string, string> days, int fiscalStart)
    {
        if (IsOfTwo(report) && (days.GetValueOrDefault("period") ?? days.GetValueOrDefault("week")) is { } named && ReportPeriods.SpanOf(named, fiscalStart) is var (first, last))
        {
            var names = report.Days.Names();
            return new(StringComparer.OrdinalIgnoreCase) { [names[0]] = Show.Day(first), [names[1]] = Show.Day(last) };
        }

        return days;
    }

    private static bool IsOfTwo(ReportEntry report) => report.Days is ReportDays.FromTo or ReportDays.FromUntil;
}
