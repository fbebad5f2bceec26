using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>An exact share in basis points: 1300 is 13 %.</summary>
public readonly record struct Percent(int BasisPoints) : IComparable<Percent>
{
    public const int Whole = 10_000;

    public static readonly Percent Zero;

    public static readonly Percent Hundred = new(Whole);

    /// <summary>Reads <c>13</c>, <c>13%</c>, <c>13.5 ％</c>; at most two decimals, never below zero.</summary>
    public static bool TryParse(string? text, out Percent percent)
    {
        percent = Zero;
        var plain = PlainText.Folded(text).Replace("%", "", StringComparison.Ordinal).Trim();
        if (plain.Length is 0 or > 9 || !decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value * 100 != Math.Truncate(value * 100) || value > 10_000)
        {
            return false;
        }

        percent = new((int)(value * 100));
        return true;
    }

    public static bool operator <(Percent left, Percent right) => left.BasisPoints < right.BasisPoints;

    public static bool operator >(Percent left, Percent right) => left.BasisPoints > right.BasisPoints;

    public static bool operator <=(Percent left, Percent right) => left.BasisPoints <= right.BasisPoints;

    public static bool operator >=(Percent left, Percent right) => left.BasisPoints >= right.BasisPoints;

    public int CompareTo(Percent other) => BasisPoints.CompareTo(other.BasisPoints);

    /// <summary>This share of an amount: half a minor unit is rounded away from zero, as invoices are.</summary>
    public Money Of(Money amount) => new((long)decimal.Round((decimal)amount.Minor * BasisPoints / Whole, MidpointRounding.AwayFromZero));

    /// <summary>Without a sign: <c>13</c>, <c>13.5</c>.</summary>
    public override string ToString() => (BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
