using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>An exact amount in minor units (分, cents) of the company's currency (product text, section 1).</summary>
public readonly record struct Money(long Minor) : IComparable<Money>
{
    /// <summary>Beyond this no single amount of the business goes; sums of a million such still fit 64 bits.</summary>
    public const long Limit = 9_000_000_000_000;

    public static readonly Money Zero;

    public decimal Major => Minor / 100m;

    /// <summary>Whether the amount has no part of a cent, so that nothing of it is rounded away.</summary>
    public static bool Holds(decimal amount) => decimal.IsInteger(amount * 100m);

    /// <exception cref="OverflowException">The amount does not fit 64 bits of minor units.</exception>
    public static Money FromMajor(decimal amount) =>
        new((long)Math.Round(amount * 100m, MidpointRounding.AwayFromZero));

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor));

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor));

    public static Money operator -(Money a) => new(-a.Minor);

    public static bool operator <(Money a, Money b) => a.Minor < b.Minor;

    public static bool operator >(Money a, Money b) => a.Minor > b.Minor;

    public static bool operator <=(Money a, Money b) => a.Minor <= b.Minor;

    public static bool operator >=(Money a, Money b) => a.Minor >= b.Minor;

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Negate(Money item) => -item;

    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    /// <summary>Plain two-decimal notation without separators, for files: <c>1234567.00</c>.</summary>
    public override string ToString() => Major.ToString("0.00", CultureInfo.InvariantCulture);
}
