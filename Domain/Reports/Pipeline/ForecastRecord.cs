using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>What a method said of a period at a week's start, beside what came true.</summary>
/// <param name="Key">The person, or <see cref="LedgerKey.Total"/>.</param>
/// <param name="Forecast">In minor units, as the others.</param>
public sealed record ForecastPoint(DateTime At, FiscalSpan Period, ForecastMethod Method, string Key, long Forecast, double Low, double High, long Actual);

/// <summary>How right a method has been.</summary>
/// <param name="Bias">The mean of forecast − actual, in minor units; above zero: too hopeful.</param>
/// <param name="RelativeBias">The sum of forecast − actual ÷ the sum of actual; null when nothing came.</param>
/// <param name="IntervalCoverage">The share of weeks in which what came true lay within the 95 % interval.</param>
/// <param name="Brier">The mean of (probability − outcome)² over the opportunities of each week; null without any.</param>
public sealed record ForecastScore(
    ForecastMethod Method, string Key, int Weeks, double Bias, double MeanAbsoluteError, double? RelativeBias, double IntervalCoverage, double? Brier, long Judged);

/// <summary>预测回测: the forecast recomputed as of each past week against what came true (product text, sections 5 and 14).</summary>
public sealed class ForecastRecord
{
    /// <summary>With a record of fewer weeks no method is preferred.</summary>
    public const int LeastWeeks = 4;

    private readonly List<Said> _said = [];
    private readonly List<(DateTime At, FiscalSpan Period, string Owner, long Id, double[] Chances)> _chances = [];

    private sealed record Said(DateTime At, FiscalSpan Period, string Key, ForecastSum Sum);

    /// <summary>Notes what is said now of the period of the instant.</summary>
    public void Note(DateTime at, ForecastSweep sweep, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(view);
        var chances = sweep.ChancesAt(at);
        var period = chances.Present;
        _said.AddRange(sweep.Sums(period, period, chances, view with { By = PipelineGrouping.Owner }).Select(sum => new Said(at, period, sum.Key, sum.Value)));
        _chances.AddRange(sweep.Open.Where(item => item.IsFor(period, period) && view.Has(item.Standing, item.Opportunity)).Select(item => (
            at, period, PipelineKey.Of(PipelineGrouping.Owner, item.Standing, item.Opportunity), item.OpportunityId,
            Enum.GetValues<ForecastMethod>().Select(method => chances.Of(method, item)).ToArray())));
    }

    /// <summary>Every week whose period is over by the day.</summary>
    /// <param name="sweep">Gone on to that day.</param>
    public IReadOnlyList<ForecastPoint> Points(ForecastSweep sweep, DateOnly today, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(view);
        var actual = _said.Where(said => said.Period.Until < today).Select(said => said.Period).Distinct()
            .ToDictionary(period => period, period => Came(sweep, period, view));
        return
        [
            .. from said in _said
               where actual.ContainsKey(said.Period)
               from method in Enum.GetValues<ForecastMethod>()
               let range = said.Sum[method].Around(said.Sum.Won)
               select new ForecastPoint(said.At, said.Period, method, said.Key, said.Sum.Forecast(method), range.Low, range.High,
                   actual[said.Period].GetValueOrDefault(said.Key)),
        ];
    }

    /// <summary>By method and person; of all under <see cref="LedgerKey.Total"/>.</summary>
    public IReadOnlyList<ForecastScore> Scores(ForecastSweep sweep, DateOnly today, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var wins = sweep.Won.ToDictionary(win => win.OpportunityId, win => win.On);
        var judged = _chances.Where(said => said.Period.Until < today)
            .Select(said => (said.Owner, said.Chances, Came: wins.TryGetValue(said.Id, out var on) && on >= said.Period.From && on <= said.Period.Until ? 1.0 : 0.0))
            .ToList();
        var byOwner = judged.ToLookup(said => said.Owner);
        return
        [
            .. from points in Points(sweep, today, view).GroupBy(point => (point.Method, point.Key))
               let some = points.Key.Key == LedgerKey.Total ? judged : [.. byOwner[points.Key.Key]]
               select Score(points.Key.Method, points.Key.Key, [.. points], [.. some.Select(said => (said.Chances[(int)points.Key.Method], said.Came))]),
        ];
    }

    /// <summary>The method that has been right most nearly; the stage's estimate while there is too little to judge by.</summary>
    public static ForecastMethod Best(IEnumerable<ForecastScore> scores) =>
        scores.Where(score => score.Key == LedgerKey.Total && score.Weeks >= LeastWeeks)
            .OrderBy(score => score.MeanAbsoluteError).ThenBy(score => score.Brier).ThenBy(score => score.Method)
            .Select(score => score.Method).FirstOrDefault(ForecastMethod.StageDefault);

    private static ForecastScore Score(ForecastMethod method, string key, List<ForecastPoint> points, List<(double Chance, double Came)> judged)
    {
        var errors = points.ConvertAll(point => (double)(point.Forecast - point.Actual));
        var actual = points.Sum(point => (double)point.Actual);
        return new ForecastScore(
            method, key, points.Count, errors.Average(), errors.Average(Math.Abs), actual == 0 ? null : errors.Sum() / actual,
            points.Count(point => point.Actual >= point.Low - 1 && point.Actual <= point.High + 1) / (double)points.Count,
            judged.Count == 0 ? null : judged.Average(said => (said.Chance - said.Came) * (said.Chance - said.Came)), judged.Count);
    }

    private static Dictionary<string, long> Came(ForecastSweep sweep, FiscalSpan period, PipelineView view)
    {
        var wins = sweep.Won.Where(win => win.IsIn(period) && view.Has(win.Standing, win.Opportunity)).ToList();
        var byOwner = wins.GroupBy(win => PipelineKey.Of(PipelineGrouping.Owner, win.Standing, win.Opportunity))
            .ToDictionary(group => group.Key, group => group.Sum(win => win.Standing.Amount));
        byOwner[LedgerKey.Total] = wins.Sum(win => win.Standing.Amount);
        return byOwner;
    }
}
