using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>How the numbers of reports look, where columns are many and narrow.</summary>
public static class Figures
{
    private static readonly (decimal From, string Key)[] Chinese = [(100_000_000m, "Yi"), (10_000m, "Wan")];

    private static readonly (decimal From, string Key)[] English = [(1_000_000_000m, "Billion"), (1_000_000m, "Million"), (1_000m, "Thousand")];

    /// <summary>12.4M, or 1,240万 and 1.52亿 in Chinese, where the next smaller unit is ten thousand times less; the exact amount belongs beside it, on hover or in the file.</summary>
    public static string Compact(Money amount, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var units = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Chinese : English;
        var (unit, key) = units.FirstOrDefault(step => Math.Abs(amount.Major) >= step.From, (From: 1m, Key: ""));
        return (amount.Major / unit).ToString(unit == 1m ? "#,##0" : key == "Yi" ? "#,##0.##" : "#,##0.#", CultureInfo.InvariantCulture)
            + (key.Length == 0 ? "" : words[$"Reports.Unit.{key}"]);
    }

    public static string Mean(decimal mean) => mean.ToString("#,##0.#", CultureInfo.InvariantCulture);

    public static string Days(decimal days) => days.ToString("#,##0.#", CultureInfo.InvariantCulture);

    public static string Length(TimeSpan? length, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return length switch
        {
            null => Show.Nothing,
            { TotalHours: < 1 } => words["Reports.Minutes", (int)length.Value.TotalMinutes],
            { TotalDays: < 2 } => words["Reports.Hours", Mean((decimal)length.Value.TotalHours)],
            _ => words["Reports.Days", Mean((decimal)length.Value.TotalDays)],
        };
    }
}
