using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

public enum PresalesKind
{
    /// <summary>人天: days of a person or a speciality at a rate.</summary>
    PersonDays,
    Travel,

    /// <summary>Trial equipment.</summary>
    Equipment,
    Other,
}

/// <summary>A line of the presales budget.</summary>
/// <param name="Speciality">For person-days: whose; otherwise what it is for.</param>
/// <param name="PersonId">The colleague who is asked for by name.</param>
/// <param name="TenthDays">Person-days in tenths.</param>
/// <param name="Rate">Of one person-day.</param>
/// <param name="Amount">Of a line that is no person-days.</param>
/// <param name="StartOn">With <paramref name="EndOn"/> the span that the days spread over, for the capacity of the person.</param>
public sealed record PresalesLine(
    PresalesKind Kind, string Speciality, long? PersonId, int TenthDays, Money Rate, Money Amount, DateOnly? StartOn, DateOnly? EndOn)
{
    public const int MostTenths = 10_000;
    public const int MostSpan = 730;
    public const int WordsLength = 100;

    public Money Cost => Kind == PresalesKind.PersonDays
        ? new Money((long)Math.Round(Rate.Minor * (decimal)TenthDays / 10m, MidpointRounding.AwayFromZero)) : Amount;
}

/// <summary>The figures that an initiation is decided by (product text, section 5): the gate as an investment decision.</summary>
public static class GateMath
{
    /// <summary>margin × probability − presales cost still to spend.</summary>
    public static Money ExpectedValue(Money margin, int percent, Money toSpend) =>
        new((long)Math.Round(margin.Minor * (decimal)percent / 100m, MidpointRounding.AwayFromZero) - toSpend.Minor);

    /// <summary>The probability in percent from which on it pays, to one decimal; null when no probability does.</summary>
    public static decimal? BreakEven(Money margin, Money toSpend) =>
        toSpend <= Money.Zero ? 0m
        : margin <= Money.Zero || toSpend > margin ? null
        : Math.Round(100m * toSpend.Minor / margin.Minor, 1, MidpointRounding.AwayFromZero);

    /// <summary>How much of a budget is used, in whole percent rounded down; 100 where there was none to use.</summary>
    public static int Burn(Money spent, Money budget) =>
        budget <= Money.Zero ? (spent > Money.Zero ? 100 : 0) : (int)Math.Min(999, 100m * spent.Minor / budget.Minor);
}
