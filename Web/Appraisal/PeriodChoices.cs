using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>The periods that people ask for most, beside the one that is shown.</summary>
public sealed record PeriodChoices(FiscalSpan Shown, DateOnly Today)
{
    private const int MonthsOfYear = 12;

    public IEnumerable<(string Word, FiscalSpan Span)> Usual =>
    [
        ("ThisMonth", Of(1)), ("LastMonth", Of(1).Previous), ("ThisQuarter", Of(3)), ("LastQuarter", Of(3).Previous), ("ThisYear", Of(MonthsOfYear)), ("LastYear", Of(MonthsOfYear).Previous),
    ];

    private FiscalSpan Of(int months) => FiscalSpan.Of(Today, months, Shown.Start);
}

internal static class Periods
{
    /// <summary>The period of an address; the present one, and a word about it, where it names none.</summary>
    public static FiscalSpan PeriodOf(this Controller controller, string? text, CompanySettings settings, DateOnly today, Words words)
    {
        if (text is null)
        {
            return settings.FiscalSpanOf(today);
        }

        if (FiscalSpan.TryParse(text, settings.FiscalYearStart, out var period))
        {
            return period;
        }

        controller.ModelState.AddModelError("period", words["Reports.AddressNotRead"]);
        return settings.FiscalSpanOf(today);
    }
}
