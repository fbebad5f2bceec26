using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>A fiscal period: a month or a quarter of a year that begins in a month of its own (product text, section 1).</summary>
/// <param name="From">Its first day.</param>
/// <param name="Months">1 or 3.</param>
/// <param name="Start">The fiscal year's first month.</param>
public readonly record struct FiscalSpan(DateOnly From, int Months, int Start)
{
    public DateOnly Until => From.AddMonths(Months).AddDays(-1);

    public FiscalSpan Next => this with { From = From.AddMonths(Months) };

    public FiscalSpan Previous => this with { From = From.AddMonths(-Months) };

    /// <summary>The fiscal year is called by the year that it ends in.</summary>
    public int Year => From.AddMonths(12 - PlaceInYear - 1).Year;

    private int PlaceInYear => (From.Month - Start + 12) % 12;

    public static FiscalSpan Of(DateOnly day, int months, int start)
    {
        var place = (day.Month - start + 12) % 12;
        return new(new DateOnly(day.Year, day.Month, 1).AddMonths(-(place % months)), months, start);
    }

    /// <summary>As it is written: <c>2026-Q4</c>, or <c>2026-11</c> for a month.</summary>
    public override string ToString() => Months == 1
        ? From.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{(PlaceInYear / Months) + 1}");
}
