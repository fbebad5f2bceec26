using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Customers.Development;

public sealed class FiscalSpanSpecs
{
    [Theory]
    [InlineData("2026-11-18", 3, 1, "2026-10-01", "2026-12-31", "2026-Q4")]
    [InlineData("2026-11-18", 1, 1, "2026-11-01", "2026-11-30", "2026-11")]
    [InlineData("2026-11-18", 3, 4, "2026-10-01", "2026-12-31", "2027-Q3")]
    [InlineData("2027-03-31", 3, 4, "2027-01-01", "2027-03-31", "2027-Q4")]
    [InlineData("2027-04-01", 3, 4, "2027-04-01", "2027-06-30", "2028-Q1")]
    [InlineData("2026-01-15", 3, 12, "2025-12-01", "2026-02-28", "2026-Q1")]
    public void A_day_lies_in_its_period(string day, int months, int start, string from, string until, string name)
    {
        var span = FiscalSpan.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture), months, start);

        Assert.Equal((DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(until, CultureInfo.InvariantCulture), name), (span.From, span.Until, span.ToString()));
        Assert.Equal(span, span.Next.Previous);
        Assert.Equal(span.Until.AddDays(1), span.Next.From);
    }
}
