using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>预测回测: the forecast recomputed as of each past week against what came true (product text, sections 5 and 14).</summary>
public sealed class ForecastRecord(CompanyTime time)
{
    /// <summary>With a record of fewer weeks no method is preferred.</summary>
    public const int LeastWeeks = 4;

    private readonly List<Said> _said = [];

    /// <summary>What stood open from week to week, in the order of its first one: most of it stands the same for months, and a year of weeks has a million.</summary>
    private readonly List<SaidItem> _items = [];

    /// <summary>The places of what stood open in the last week, by opportunity.</summary>
    private Dictionary<long, int> _last = [];

    /// <summary>In how many ways the noted opportunities stood, each once.</summary>
    private readonly List<Manner> _manners = [];
    private readonly Dictionary<Manner, int> _places = [];

    /// <summary>What was known at one week's start of its own period; small, because a year of them is kept.</summary>
    private sealed record Said(DateTime At, ForecastChances Chances, ForecastWin[] Won)
    {
        public FiscalSpan Period => Chances.Present;

        public double[] Undated(double[] chances, int stageId, int entered)
        {
            var part = Chances.Timing.Within(stageId, entered, Period, Chances.Today) ?? 0;
            return [.. chances.Select(chance => chance * part)];
        }
    }

    /// <summary>An open opportunity that was expected in the period, or may be closed within it.</summary>
    /// <param name="Manner">The place of how it stood.</param>
    /// <param name="Entered">The day on which it came into its stage; only of what had no date.</param>
    /// <param name="First">The first of the weeks in which it stood so.</param>
    /// <param name="Last">The last one.</param>
    private readonly record struct SaidItem(long Id, long Amount, int Manner, int Entered, short First, short Last);

    private readonly record struct Manner(int StageId, int? Called, long? OwnerId, long? TeamId, long? RegionId, bool IsUndated);

    /// <summary>Notes what is known now of the period of the instant.</summary>
    public void Note(DateTime at, ForecastSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var chances = sweep.ChancesAt(at);
        var period = chances.Present;
        var (week, places) = ((short)_said.Count, new Dictionary<long, int>(_last.Count));
        foreach (var item in sweep.Open)
        {
            if (chances.PartIn(item, period, period) is not null)
            {
                var said = new SaidItem(item.OpportunityId, item.Amount, MannerOf(item), item.IsUndated ? item.Entered?.Day ?? 0 : 0, week, week);
                places[item.OpportunityId] = PlaceOf(said);
            }
        }

        _last = places;
        _said.Add(new Said(at, chances, [.. sweep.Won.Where(win => win.IsIn(period))]));
    }

    /// <summary>What stands as in the week before goes on; anything else is new.</summary>
    private int PlaceOf(in SaidItem said)
    {
        if (_last.TryGetValue(said.Id, out var place) && _items[place] with { First = said.First, Last = said.Last } == said)
        {
            _items[place] = _items[place] with { Last = said.Last };
            return place;
        }

        _items.Add(said);
        return _items.Count - 1;
    }

    private int MannerOf(in ForecastItem item)
    {
        var standing = item.Standing;
        var manner = new Manner(standing.StageId, item.Called, standing.OwnerId, standing.TeamId, standing.RegionId, item.IsUndated);
        if (!_places.TryGetValue(manner, out var place))
        {
            _places[manner] = place = _manners.Count;
            _manners.Add(manner);
        }

        return place;
    }

    private ForecastItem Item(in SaidItem item, FiscalSpan period)
    {
        var manner = _manners[item.Manner];
        return new(item.Id, manner.Called, new OpportunityStanding(
            manner.StageId, OpportunityState.Open, manner.OwnerId, manner.TeamId, manner.RegionId, item.Amount, manner.IsUndated ? null : period.Until, false), default);
    }

    /// <summary>Every week whose period is over by the day, and how right each method has been; by person, and of all under <see cref="LedgerKey.Total"/>.</summary>
    /// <param name="standing">Of that day.</param>
    /// <param name="present">The period of which something is said on that day.</param>
    public (IReadOnlyList<ForecastPoint> Points, IReadOnlyList<ForecastScore> Scores) Judge(ForecastStanding standing, DateOnly today, PipelineView view, FiscalSpan? present = null)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(view);
        var wins = standing.Won.ToDictionary(win => win.OpportunityId, win => (win.On, win.Standing.Amount));
        var actual = new Dictionary<FiscalSpan, Dictionary<string, long>>();
        var (points, squares) = (new List<ForecastPoint>(), new Dictionary<string, ForecastSquares>());
        foreach (var (place, said) in _said.Index().Where(week => week.Item.Period.Until < today))
        {
            var came = actual.TryGetValue(said.Period, out var known) ? known : actual[said.Period] = Came(standing, said.Period, view);
            var week = Sums(place, wins, view, squares);
            points.AddRange(from sum in week
                            from method in Enum.GetValues<ForecastMethod>()
                            let range = sum[method].Around(sum.Won)
                            select new ForecastPoint(said.At, said.Period, method, sum.Key, sum.Forecast(method), sum.Won, range.Low, range.High, came.GetValueOrDefault(sum.Key)));
        }

        var (told, scores) = (new List<ForecastPoint>(points.Count), new List<ForecastScore>());
        foreach (var one in points.GroupBy(point => (point.Method, point.Key)))
        {
            var distances = new ForecastDistances([.. one], time);
            List<ForecastPoint> weeks = [.. one.Select(point => point with { Recorded = distances.On(time.DayOf(point.At), point.Period) is { } range && range.IsOf(point.Forecast) ? range : null })];
            told.AddRange(weeks);
            scores.Add(Score(one.Key.Method, one.Key.Key, weeks, squares.GetValueOrDefault(one.Key.Key)) with { Now = present is { } period ? distances.On(today, period) : null });
        }

        return (told, scores);
    }

    public IReadOnlyList<ForecastPoint> Points(ForecastStanding standing, DateOnly today, PipelineView view) => Judge(standing, today, view).Points;

    public IReadOnlyList<ForecastScore> Scores(ForecastStanding standing, DateOnly today, PipelineView view) => Judge(standing, today, view).Scores;

    /// <summary>The method that has been right most nearly; the stage's estimate while there is too little to judge by.</summary>
    public static ForecastMethod Best(IEnumerable<ForecastScore> scores) =>
        scores.Where(score => score.Key == LedgerKey.Total && score.Weeks >= LeastWeeks)
            .OrderBy(score => score.MeanAbsoluteError).ThenBy(score => score.Brier).ThenBy(score => score.Method)
            .Select(score => score.Method).FirstOrDefault(ForecastMethod.StageDefault);

    private static ForecastScore Score(ForecastMethod method, string key, List<ForecastPoint> points, ForecastSquares? judged)
    {
        var errors = points.ConvertAll(point => (double)(point.Forecast - point.Actual));
        var actual = points.Sum(point => (double)point.Actual);
        return new ForecastScore(
            method, key, points.Count, errors.Average(), errors.Average(Math.Abs), actual == 0 ? null : errors.Sum() / actual,
            points.Count(point => point.IsWithinKnown) / (double)points.Count,
            judged?.Mean(method), judged?.Count ?? 0, actual == 0 ? null : Math.Max(0, 1 - ((judged?.Foreseen ?? 0) / actual)))
        {
            RecordedWeeks = points.Count(point => point.Recorded is not null),
            RecordedCoverage = points.Exists(point => point.Recorded is not null) ? points.Count(point => point.IsWithinRecorded == true) / (double)points.Count(point => point.Recorded is not null) : null,
        };
    }

    /// <summary>The sums of one week by person, all together first; whatever was open is judged by whether it came in its period.</summary>
    private IReadOnlyCollection<ForecastSum> Sums(int place, Dictionary<long, (DateOnly On, long Amount)> wins, PipelineView view, Dictionary<string, ForecastSquares> squares)
    {
        var (said, week) = (_said[place], new Dictionary<long, (ForecastSum Sum, ForecastSquares Squares)>());
        var (total, all) = (new ForecastSum(LedgerKey.Total), SquaresOf(LedgerKey.Total));
        var known = new Dictionary<(int, int?, bool), double[]>();
        foreach (var win in said.Won.Where(win => view.Has(win.Standing, win.Opportunity)))
        {
            var of = Of(win.Standing.OwnerId);
            total.Add(win);
            of.Sum.Add(win);
            all.Foreseen += win.Standing.Amount;
            of.Squares.Foreseen += win.Standing.Amount;
        }

        foreach (var open in _items.TakeWhile(item => item.First <= place).Where(item => item.Last >= place))
        {
            var item = Item(open, said.Period);
            if (view.Has(item.Standing, item.Opportunity))
            {
                var key = (item.Standing.StageId, item.Called, item.IsUndated);
                if (!known.TryGetValue(key, out var chances))
                {
                    known[key] = chances = said.Chances.All(item);
                }

                chances = item.IsUndated ? said.Undated(chances, item.Standing.StageId, open.Entered) : chances;
                var came = wins.TryGetValue(open.Id, out var win) && win.On >= said.Period.From && win.On <= said.Period.Until;
                var own = Of(item.Standing.OwnerId);
                all.Foreseen += came ? win.Amount : 0;
                own.Squares.Foreseen += came ? win.Amount : 0;
                total.Add(open.Amount, chances);
                own.Sum.Add(open.Amount, chances);
                all.Add(chances, came);
                own.Squares.Add(chances, came);
            }
        }

        return [total, .. week.Values.Select(one => one.Sum)];

        (ForecastSum Sum, ForecastSquares Squares) Of(long? ownerId)
        {
            if (!week.TryGetValue(ownerId ?? 0, out var one))
            {
                var key = ownerId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? LedgerKey.None;
                week[ownerId ?? 0] = one = (new ForecastSum(key), SquaresOf(key));
            }

            return one;
        }

        ForecastSquares SquaresOf(string key) => squares.TryGetValue(key, out var sum) ? sum : squares[key] = new ForecastSquares();
    }

    private static Dictionary<string, long> Came(ForecastStanding standing, FiscalSpan period, PipelineView view)
    {
        var wins = standing.Won.Where(win => win.IsIn(period) && view.Has(win.Standing, win.Opportunity)).ToList();
        var byOwner = wins.GroupBy(win => PipelineKey.Of(PipelineGrouping.Owner, win.Standing, win.Opportunity))
            .ToDictionary(group => group.Key, group => group.Sum(win => win.Standing.Amount));
        byOwner[LedgerKey.Total] = wins.Sum(win => win.Standing.Amount);
        return byOwner;
    }
}
