using SiCrm.Domain.Reports;

namespace SiCrm.Tests.Reports.Frame;

public sealed class ReportSpanSpecs
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31")]
    [InlineData("2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01")]
    [InlineData("2026-03-01", "2026-03-15", "2026-02-14", "2026-02-28")]
    public void Before_whole_months_lie_as_many_months_and_before_days_as_many_days(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.Before(Day(from), Day(until)));

    [Theory]
    [InlineData("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29")]
    [InlineData("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2025-02-10", "2025-02-28", "2024-02-10", "2024-02-28")]
    public void A_year_before_the_end_of_a_month_is_its_end(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.LastYear(Day(from), Day(until)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
