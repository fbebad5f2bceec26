using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>An ISO-8601 week, Monday to Sunday, written <c>2026-W47</c> (product text, section 1).</summary>
public readonly record struct IsoWeek(DateOnly Monday) : IComparable<IsoWeek>
{
    public int Year => ISOWeek.GetYear(Monday);

    public int Number => ISOWeek.GetWeekOfYear(Monday);

    public DateOnly Sunday => Monday.AddDays(6);

    public IsoWeek Next => new(Monday.AddDays(7));

    public IsoWeek Previous => new(Monday.AddDays(-7));

    /// <summary>The week of the same number a year before, or that year's last one.</summary>
    public IsoWeek YearBefore => Of(Year - 1, Math.Min(Number, ISOWeek.GetWeeksInYear(Year - 1)));

    public static IsoWeek Of(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));

    public static IsoWeek Of(int year, int number) =>
        new(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)));

    public static bool TryParse(string? text, out IsoWeek week)
    {
        week = default;
        var parts = (text ?? "").Trim().ToUpperInvariant().Split("-W");
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1970 or > 9000 || number < 1 || number > ISOWeek.GetWeeksInYear(year))
        {
            return false;
        }

        week = Of(year, number);
        return true;
    }

    public static bool operator <(IsoWeek a, IsoWeek b) => a.Monday < b.Monday;

    public static bool operator >(IsoWeek a, IsoWeek b) => a.Monday > b.Monday;

    public static bool operator <=(IsoWeek a, IsoWeek b) => a.Monday <= b.Monday;

    public static bool operator >=(IsoWeek a, IsoWeek b) => a.Monday >= b.Monday;

    public IsoWeek Plus(int weeks) => new(Monday.AddDays(7 * weeks));

    public int CompareTo(IsoWeek other) => Monday.CompareTo(other.Monday);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");
}
