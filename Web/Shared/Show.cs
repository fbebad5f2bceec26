using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared;

/// <summary>How values look on screen: the one place.</summary>
public static class Show
{
    public const string Nothing = "–";

    public static string Money(Money money) => money.Major.ToString("#,##0.00", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string DayWithWeekday(DateOnly day) => $"{Day(day)} {day.ToString("ddd", CultureInfo.CurrentCulture)}";

    public static string Instant(DateTime utc, CompanyTime time) =>
        time.Local(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>0.1234 as 12.3%.</summary>
    public static string Percent(decimal? share) => share?.ToString("0.0%", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>How long ago or ahead, in the largest unit that says it.</summary>
    public static string Relative(DateTime utc, DateTime now, Words words)
    {
        var distance = now - utc;
        var tense = distance < TimeSpan.Zero ? "In" : "Ago";
        var (unit, count) = distance.Duration() switch
        {
            { TotalMinutes: < 1 } => ("Now", 0),
            { TotalHours: < 1 } length => ("Minutes", (int)length.TotalMinutes),
            { TotalDays: < 1 } length => ("Hours", (int)length.TotalHours),
            { TotalDays: < 60 } length => ("Days", (int)length.TotalDays),
            { TotalDays: < 730 } length => ("Months", (int)(length.TotalDays / 30.4375)),
            var length => ("Years", (int)(length.TotalDays / 365.25)),
        };
        return unit == "Now" ? words["Shared.Time.Now"]
            : words[$"Shared.Time.{tense}", words[$"Shared.Time.{unit}.{(count == 1 ? "One" : "Many")}", count]];
    }
}
