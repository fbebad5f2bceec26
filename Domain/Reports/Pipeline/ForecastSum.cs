using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>What one method expects of a period.</summary>
/// <param name="Weighted">Probability × amount of the open opportunities, in whole minor units each: so any groups make the whole.</param>
/// <param name="Variance">Of that sum, if each is won or not by itself.</param>
public readonly record struct ForecastExpectation(long Weighted, double Variance)
{
    /// <summary>The standard deviation of that sum, in minor units.</summary>
    public double Deviation => Math.Sqrt(Variance);

    private double Half => WilsonInterval.Z * Deviation;

    public ForecastExpectation Plus(double chance, long amount) =>
        new(Weighted + Of(chance, amount), Variance + (chance * (1 - chance) * amount * amount));

    /// <summary>What one opportunity is expected to bring.</summary>
    public static long Of(double chance, long amount) => (long)Math.Round(chance * amount, MidpointRounding.AwayFromZero);

    /// <summary>The 95 % interval of the known opportunities around what is signed and expected; never below what is signed.</summary>
    public (double Low, double High) Around(long won) => (won + Math.Max(0, Weighted - Half), won + Weighted + Half);
}

/// <summary>The figures of a forecast that open to opportunities.</summary>
public enum ForecastFigure
{
    Signed,
    Commit,
    BestCase,
    Open,

    /// <summary>All that is open, each with its probability × amount.</summary>
    Weighted,

    /// <summary>What is signed and what is weighted.</summary>
    Forecast,
}

/// <summary>
/// The forecast of one group for one period: signed, commit (the call, or the stage's estimate without one, is at least 75 %),
/// best case (at least 40 %), and the weighted sum by each method. What is held in Cultivation is in no period.
/// </summary>
public sealed class ForecastSum(string key)
{
    private const double CommitFrom = 0.75;
    private const double BestFrom = 0.4;

    private readonly ForecastExpectation[] _expected = new ForecastExpectation[Enum.GetValues<ForecastMethod>().Length];

    /// <summary>See <see cref="PipelineKey"/>.</summary>
    public string Key { get; } = key;

    /// <summary>In minor units, as the others.</summary>
    public long Won { get; private set; }

    public long WonCount { get; private set; }

    public long Commit { get; private set; }

    /// <summary>Without the commit.</summary>
    public long BestCase { get; private set; }

    /// <summary>All that is open for the period.</summary>
    public long Open { get; private set; }

    public long OpenCount { get; private set; }

    /// <summary>How many without an expected date are in the weighted sums, and in nothing else.</summary>
    public long UndatedCount { get; private set; }

    /// <summary>Whether an open opportunity counts in the figure.</summary>
    /// <param name="called">The call, or the stage's estimate without one.</param>
    public static bool IsOf(ForecastFigure figure, double called) => figure switch
    {
        ForecastFigure.Signed => false,
        ForecastFigure.Commit => called >= CommitFrom,
        ForecastFigure.BestCase => called is >= BestFrom and < CommitFrom,
        _ => true,
    };

    public ForecastExpectation this[ForecastMethod method] => _expected[(int)method];

    /// <summary>Signed and what the method expects to come.</summary>
    public long Forecast(ForecastMethod method) => Won + this[method].Weighted;

    public void Add(in ForecastWin win)
    {
        Won = checked(Won + win.Standing.Amount);
        WonCount++;
    }

    public void Add(in ForecastItem item, ForecastChances chances)
    {
        ArgumentNullException.ThrowIfNull(chances);
        Add(item.Amount, chances.All(item));
    }

    /// <param name="chances">By method.</param>
    internal void Add(long amount, double[] chances)
    {
        Expect(amount, chances, 1);
        var called = chances[(int)ForecastMethod.Called];
        Commit += IsOf(ForecastFigure.Commit, called) ? amount : 0;
        BestCase += IsOf(ForecastFigure.BestCase, called) ? amount : 0;
        Open = checked(Open + amount);
        OpenCount++;
    }

    /// <param name="part">How likely it is closed within the period.</param>
    internal void AddUndated(long amount, double[] chances, double part)
    {
        Expect(amount, chances, part);
        UndatedCount++;
    }

    private void Expect(long amount, double[] chances, double part)
    {
        for (var method = 0; method < _expected.Length; method++)
        {
            _expected[method] = _expected[method].Plus(chances[method] * part, amount);
        }
    }
}

/// <summary>Which opportunities are in the forecast of a period.</summary>
public static class ForecastPeriods
{
    /// <summary>Expected in the period; what is overdue is in the present one, what is held or without a date in none: see <see cref="ForecastChances.PartIn"/>.</summary>
    public static bool IsFor(this in ForecastItem item, FiscalSpan period, FiscalSpan present) =>
        !item.Standing.IsHeld && item.Standing.ExpectedOn is { } day && day <= period.Until && (day >= period.From || period == present);

    public static bool IsIn(this in ForecastWin win, FiscalSpan period) => win.On >= period.From && win.On <= period.Until;

    /// <summary>The sums of every group, and of all under <see cref="LedgerKey.Total"/>.</summary>
    public static IReadOnlyDictionary<string, ForecastSum> Sums(
        this ForecastStanding standing, FiscalSpan period, FiscalSpan present, ForecastChances chances, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(chances);
        ArgumentNullException.ThrowIfNull(view);
        var sums = new Dictionary<string, ForecastSum> { [LedgerKey.Total] = new(LedgerKey.Total) };
        foreach (var win in standing.Won.Where(win => win.IsIn(period) && view.Has(win.Standing, win.Opportunity)))
        {
            sums[LedgerKey.Total].Add(win);
            Group(win.Standing, win.Opportunity)?.Add(win);
        }

        foreach (var item in standing.Open)
        {
            if (item.IsFor(period, present) && view.Has(item.Standing, item.Opportunity))
            {
                sums[LedgerKey.Total].Add(item, chances);
                Group(item.Standing, item.Opportunity)?.Add(item, chances);
            }
            else if (item.IsUndated && view.Has(item.Standing, item.Opportunity) && chances.PartIn(item, period, present) is > 0 and var part)
            {
                sums[LedgerKey.Total].AddUndated(item.Amount, chances.All(item), part);
                Group(item.Standing, item.Opportunity)?.AddUndated(item.Amount, chances.All(item), part);
            }
        }

        return sums;

        ForecastSum? Group(in OpportunityStanding one, in OpportunityAttributes opportunity)
        {
            if (view.By == PipelineGrouping.Total)
            {
                return null;
            }

            var key = PipelineKey.Of(view.By, one, opportunity);
            return sums.TryGetValue(key, out var sum) ? sum : sums[key] = new(key);
        }
    }
}
