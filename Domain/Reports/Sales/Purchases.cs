using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Sales;

/// <summary>How somebody buys: on which days, as of a day.</summary>
public sealed record PurchaseRhythm(int Purchases, DateOnly? First, DateOnly? Last, int? IntervalDays)
{
    public static readonly PurchaseRhythm None = new(0, null, null, null);

    /// <summary>Last + the median interval; null of who bought on one day only.</summary>
    public DateOnly? NextExpected => IntervalDays is { } days ? Last?.AddDays(days) : null;

    /// <summary>沉睡: nothing bought for half as long again as usual.</summary>
    public bool IsDormant(DateOnly on) => IntervalDays is { } days && Last is { } last && (on.DayNumber - last.DayNumber) * 2 > days * 3;

    public static PurchaseRhythm Of(IEnumerable<DateOnly> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var sorted = days.Order().ToList();
        var apart = sorted.Distinct().ToList();
        var intervals = apart.Zip(apart.Skip(1), (one, next) => next.DayNumber - one.DayNumber).Order().ToList();
        return sorted.Count == 0 ? None : new(sorted.Count, sorted[0], sorted[^1], intervals.Count == 0 ? null
            : (intervals[(intervals.Count - 1) / 2] + intervals[intervals.Count / 2] + 1) / 2);
    }

    /// <summary>Recency, frequency, amount, each 3 at best: bought within half a year, a year; five times, twice; of class A, B.</summary>
    public string Class(char abc, DateOnly on)
    {
        var recency = Last is null ? 1 : on.DayNumber - Last.Value.DayNumber is var ago && ago <= 183 ? 3 : ago <= 365 ? 2 : 1;
        return $"R{recency} F{(Purchases >= 5 ? 3 : Purchases >= 2 ? 2 : 1)} M{(abc == 'A' ? 3 : abc == 'B' ? 2 : 1)}";
    }
}

/// <summary>How much hangs on how few.</summary>
public static class Concentration
{
    /// <summary>So many are the largest.</summary>
    public const int Largest = 5;

    /// <summary>The five largest ÷ all.</summary>
    public static decimal TopFive(IEnumerable<Money> parts)
    {
        var all = parts.ToList();
        return Pareto.Share(new(all.OrderDescending().Take(Largest).Sum(part => part.Minor)), new(all.Sum(part => part.Minor)));
    }

    /// <summary>Herfindahl–Hirschman: the sum of the squared shares, 1 where one makes all.</summary>
    public static decimal Index(IEnumerable<Money> parts)
    {
        var all = parts.ToList();
        var whole = all.Sum(part => part.Minor);
        return whole == 0 ? 0m : decimal.Round(all.Sum(part => Square(part, new(whole))), 4);
    }

    /// <summary>What a part adds to the index.</summary>
    public static decimal Square(Money part, Money whole) => whole == Money.Zero ? 0m : decimal.Divide(part.Minor, whole.Minor) * decimal.Divide(part.Minor, whole.Minor);
}

/// <summary>Why more or less was signed than before: more contracts, or larger ones; both together are the difference.</summary>
public readonly record struct SalesEffect(Money Volume, Money Size)
{
    /// <summary>Volume = (n₁ − n₀) · the mean before; null where nothing was signed before.</summary>
    public static SalesEffect? Of(int contracts, Money signed, int before, Money signedBefore)
    {
        if (before == 0)
        {
            return null;
        }

        var volume = new Money((long)decimal.Round(decimal.Divide(signedBefore.Minor, before) * (contracts - before), MidpointRounding.AwayFromZero));
        return new(volume, signed - signedBefore - volume);
    }
}

/// <summary>空白: the product lines that others of a class buy and a customer does not have.</summary>
public sealed class WhiteSpace
{
    /// <summary>A line that every fourth customer of a class buys is one for all of them.</summary>
    private const int Every = 4;

    private readonly Dictionary<char, List<string>> _usual;

    /// <param name="bought">How many customers of a class bought which lines, each once.</param>
    public WhiteSpace(IEnumerable<(char Class, IReadOnlyCollection<string> Lines, int Customers)> bought)
    {
        _usual = bought.GroupBy(one => one.Class).ToDictionary(one => one.Key, one => one.SelectMany(alike => alike.Lines.Select(line => (Line: line, alike.Customers))).GroupBy(part => part.Line)
            .Select(parts => (Line: parts.Key, Customers: parts.Sum(part => part.Customers))).Where(line => line.Customers * Every >= one.Sum(alike => alike.Customers))
            .OrderByDescending(line => line.Customers).ThenBy(line => line.Line, StringComparer.Ordinal).Select(line => line.Line).ToList());
    }

    /// <summary>The most usual first.</summary>
    public IReadOnlyList<string> Of(char @class, IEnumerable<string> owned) => _usual.TryGetValue(@class, out var usual) ? [.. usual.Except(owned)] : [];
}
