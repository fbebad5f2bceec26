using SiCrm.Domain.Reports;

namespace SiCrm.Tests.Reports.Frame;

public sealed class ReportSpanSpecs
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31")]
    [InlineData("2026-03-02", "2026-03-08", "2026-02-23", "2026-03-01")]
    [InlineData("2026-03-03", "2026-03-17", "2026-02-16", "2026-03-02")]
    public void Before_whole_months_lie_as_many_months_and_before_days_as_many_days(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.Before(Day(from), Day(until)));

    [Theory]
    [InlineData("2026-03-01", "2026-03-15", "2026-02-01", "2026-02-15")]
    [InlineData("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28")]
    [InlineData("2026-10-01", "2026-11-18", "2026-07-01", "2026-08-18")]
    [InlineData("2026-01-01", "2026-11-18", "2025-01-01", "2025-11-18")]
    [InlineData("2026-11-16", "2026-11-18", "2026-11-09", "2026-11-11")]
    [InlineData("2026-11-01", "2026-11-18", "2026-10-01", "2026-10-18")]
    public void Before_the_first_days_of_a_period_lie_as_many_first_days_of_the_one_before(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.Before(Day(from), Day(until)));

    [Theory]
    [InlineData("2026-10-01", "2026-10-20", 3, "2026-07-01", "2026-07-20")]
    [InlineData("2026-01-01", "2026-11-30", 12, "2025-01-01", "2025-11-30")]
    [InlineData("2026-10-02", "2026-10-20", 3, "2026-09-13", "2026-10-01")]
    [InlineData("2026-10-01", "2026-12-31", 3, "2026-07-01", "2026-09-30")]
    [InlineData("2026-10-01", "2026-10-20", 5, "2026-09-01", "2026-09-20")]
    public void Of_which_period_the_first_days_are_can_be_said(string from, string until, int months, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.Before(Day(from), Day(until), 1, months));

    [Fact]
    public void Quarters_and_years_are_those_of_the_company()
    {
        Assert.Equal((Day("2026-05-01"), Day("2026-05-20")), ReportSpan.Before(Day("2026-08-01"), Day("2026-08-20"), 2, 3));
        Assert.Equal((Day("2025-08-01"), Day("2026-03-10")), ReportSpan.Before(Day("2026-08-01"), Day("2027-03-10"), 8));
        Assert.Equal([1, 3, 12, null], new[] { "2026-08-31", "2026-10-31", "2027-07-31", "2027-06-30" }.Select(end => ReportSpan.MonthsOf(Day("2026-08-01"), Day(end), 8)));
    }

    [Theory]
    [InlineData("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29")]
    [InlineData("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2025-02-10", "2025-02-28", "2024-02-10", "2024-02-28")]
    public void A_year_before_the_end_of_a_month_is_its_end(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.LastYear(Day(from), Day(until)));

    [Theory]
    [InlineData("2026-07-20", "2026-07-26", "2025-07-21", "2025-07-27")]
    [InlineData("2026-12-28", "2027-01-03", "2025-12-22", "2025-12-28")]
    [InlineData("2026-07-20", "2026-07-25", "2025-07-20", "2025-07-25")]
    [InlineData("2026-07-21", "2026-07-27", "2025-07-21", "2025-07-27")]
    [InlineData("2026-07-20", "2026-08-02", "2025-07-20", "2025-08-02")]
    public void A_year_before_a_week_is_the_week_of_the_same_number(string from, string until, string earlier, string end) =>
        Assert.Equal((Day(earlier), Day(end)), ReportSpan.LastYear(Day(from), Day(until)));

    [Fact]
    public void The_parts_of_a_week_are_compared_with_those_of_the_same_days_of_the_week()
    {
        var week = (Day("2026-06-29"), Day("2026-07-05"));
        Assert.Equal((Day("2025-06-30"), Day("2025-07-01")), ReportSpan.LastYearOfPart(week, Day("2026-06-29"), Day("2026-06-30")));
        Assert.Equal((Day("2025-07-02"), Day("2025-07-06")), ReportSpan.LastYearOfPart(week, Day("2026-07-01"), Day("2026-07-05")));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
