using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>The days that people ask a report for most.</summary>
public sealed record ReportPeriods(DateOnly Today, int FiscalStart)
{
    public IReadOnlyList<(string Word, DateOnly From, DateOnly Until)> Usual
    {
        get
        {
            var (week, month, quarter, year) = (IsoWeek.Of(Today), Of(1), Of(3), Of(SalesQuestion.MonthsOfYear));
            var spans = new[] { ("ThisMonth", month), ("LastMonth", month.Previous), ("ThisQuarter", quarter), ("LastQuarter", quarter.Previous), ("ThisYear", year), ("LastYear", year.Previous) };
            return
            [
                ("ThisWeek", week.Monday, week.Sunday), ("LastWeek", week.Plus(-1).Monday, week.Plus(-1).Sunday),
                .. spans.Select(one => (one.Item1, one.Item2.From, one.Item2.Until)),
            ];
        }
    }

    /// <summary>The same as links of a report.</summary>
    public IEnumerable<PeriodChip> Chips(DateOnly from, DateOnly until, Func<DateOnly, DateOnly, string> link) =>
        Usual.Select(one => new PeriodChip(one.Word, link(one.From, one.Until), from == one.From && until == one.Until));

    /// <summary>The days of a period as people write it; null for what is none.</summary>
    public static (DateOnly From, DateOnly Until)? SpanOf(string period, int fiscalStart)
    {
        ArgumentNullException.ThrowIfNull(period);
        var written = period.Trim().ToUpperInvariant();
        return IsoWeek.TryParse(written, out var week) ? (week.Monday, week.Sunday)
            : FiscalSpan.TryParse(written, fiscalStart, out var span) ? (span.From, span.Until) : null;
    }

    private FiscalSpan Of(int months) => FiscalSpan.Of(Today, months, FiscalStart);
}

/// <param name="Word">Of the period.</param>
public sealed record PeriodChip(string Word, string Link, bool IsShown);

internal static class PeriodAddress
{
    /// <summary>The page's own address with the days of the period that it names; null where it names none, or none that can be read: the page says which.</summary>
    /// <param name="until">The last day's name in the address.</param>
    public static PageAddress? OfPeriod(this Controller page, string? period, string until, int fiscalStart, Words words)
    {
        if (string.IsNullOrEmpty(period))
        {
            return null;
        }

        if (ReportPeriods.SpanOf(period, fiscalStart) is var (first, last))
        {
            return PageAddress.Of(page.Request).Without("period", "week", "firstOf").With("from", Show.Day(first)).With(until, Show.Day(last));
        }

        page.ModelState.AddModelError("period", words["Reports.PeriodNotRead", period]);
        return null;
    }
}
