namespace SiCrm.Infrastructure.Shared;

/// <summary>One setting of the company as it is stored.</summary>
public sealed class Setting(string key, string value)
{
    public string Key { get; private set; } = key;

    public string Value { get; set; } = value;
}

/// <summary>A single day made a holiday, or a make-up working day 调休.</summary>
public sealed class CalendarDay(DateOnly day, bool isHoliday)
{
    public DateOnly Day { get; private set; } = day;

    public bool IsHoliday { get; private set; } = isHoliday;
}

/// <summary>The last number given in a series, for example L of 2026.</summary>
public sealed class NumberSeries(string name, int year)
{
    public string Name { get; private set; } = name;

    public int Year { get; private set; } = year;

    public long Last { get; private set; }
}
