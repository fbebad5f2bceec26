using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>A fiscal period: a month, a quarter or the whole of a year that begins in a month of its own (product text, section 1).</summary>
/// <param name="From">Its first day.</param>
/// <param name="Months">1, 3 or 12.</param>
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

    /// <summary>Reads <c>2026</c>, <c>2026-Q4</c>, <c>2026-11</c>.</summary>
    public static bool TryParse(string? text, int start, out FiscalSpan span)
    {
        span = default;
        if (text is not { Length: 4 or 7 } || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1902 or > 2899)
        {
            return false;
        }

        var first = new DateOnly(start == 1 ? year : year - 1, start, 1);
        span = text[4..] switch
        {
            "" => new(first, 12, start),
            ['-', 'Q' or 'q', >= '1' and <= '4' and var quarter] => new(first.AddMonths(3 * (quarter - '1')), 3, start),
            ['-', .. var month] when int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12 =>
                new(new DateOnly(year, number, 1), 1, start),
            _ => default,
        };
        return span.Months > 0;
    }

    /// <summary>As it is written: <c>2026-Q4</c>, <c>2026-11</c> for a month, <c>2026</c> for a year.</summary>
    public override string ToString() => Months switch
    {
        1 => From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        12 => Year.ToString("0000", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{(PlaceInYear / Months) + 1}"),
    };
}
