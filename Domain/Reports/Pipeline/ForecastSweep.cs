using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>
/// Goes through the history in the order in which it happened, and can say at any instant what was known then: what stood open,
/// what was won, and what past opportunities teach about stages and horizons. Nothing of later enters.
/// </summary>
public sealed class ForecastSweep(CompanyTime time, StageScheme stages, Func<DateOnly, FiscalSpan> periodOf)
{
    /// <summary>So many periods that are over teach what a horizon is worth.</summary>
    private const int LearntPeriods = 8;

    private readonly CompanyTime _time = time;
    private readonly StageScheme _stages = stages;
    private readonly Func<DateOnly, FiscalSpan> _periodOf = periodOf;
    private readonly Dictionary<long, ForecastItem> _open = [];
    private readonly Dictionary<long, ForecastWin> _won = [];
    private readonly Dictionary<int, List<(long OpportunityId, DateTime At)>> _entries = [];
    private readonly HashSet<(int, long)> _entered = [];
    private readonly List<(FiscalSpan Period, List<(long OpportunityId, Horizon Horizon)> Standing)> _starts = [];

    /// <summary>The same as it has come so far, to go on by itself.</summary>
    public ForecastSweep(ForecastSweep sofar)
        : this(Known(sofar)._time, sofar._stages, sofar._periodOf)
    {
        (_open, _won, _entered) = (new(sofar._open), new(sofar._won), [.. sofar._entered]);
        (_entries, _starts) = (sofar._entries.ToDictionary(pair => pair.Key, pair => pair.Value.ToList()), [.. sofar._starts]);
    }

    public IReadOnlyCollection<ForecastItem> Open => _open.Values;

    public IReadOnlyCollection<ForecastWin> Won => _won.Values;

    /// <summary>How an opportunity stood when the history that is gone through began.</summary>
    public void Seed(in ForecastRow row) => Stand(row);

    public void Apply(in ForecastRow row)
    {
        StartPeriods(row.At);
        if (row.HasEntered && row.Standing.IsOpen && _entered.Add((row.Standing.StageId, row.OpportunityId)))
        {
            EntriesOf(row.Standing.StageId).Add((row.OpportunityId, row.At));
        }

        Stand(row);
    }

    /// <summary>The probabilities as they were known at the instant, every row before it having been applied.</summary>
    public ForecastChances ChancesAt(DateTime at)
    {
        StartPeriods(at);
        var since = at.AddMonths(-24);
        var learned = _entries.ToDictionary(stage => stage.Key, stage => ShareWon(stage.Value, since));
        var horizons = Enum.GetValues<Horizon>().ToDictionary(horizon => horizon, horizon => ShareSigned(horizon, at));
        return new ForecastChances(_stages, learned, horizons, _periodOf(_time.DayOf(at)));
    }

    private void Stand(in ForecastRow row)
    {
        _open.Remove(row.OpportunityId);
        if (row.Standing.IsOpen)
        {
            _won.Remove(row.OpportunityId);
            _open[row.OpportunityId] = new(row.OpportunityId, row.Called, row.Standing, row.Opportunity);
        }
        else if (row.Standing.State == OpportunityState.Won)
        {
            _won.TryAdd(row.OpportunityId, new(row.OpportunityId, row.At, _time.DayOf(row.At), row.Standing, row.Opportunity));
        }
    }

    private WilsonInterval ShareWon(List<(long OpportunityId, DateTime At)> entries, DateTime since)
    {
        var (won, all) = (0, 0);
        for (var i = entries.Count - 1; i >= 0 && entries[i].At >= since; i--)
        {
            all++;
            won += _won.ContainsKey(entries[i].OpportunityId) ? 1 : 0;
        }

        return new(won, all);
    }

    /// <summary>Of those that stood in the horizon when a period began, the share signed in the period that the horizon means.</summary>
    private WilsonInterval ShareSigned(Horizon horizon, DateTime at)
    {
        var (won, all) = (0, 0);
        foreach (var (period, standing) in _starts.Where(start => _time.StartOf(Meant(start.Period, horizon).Until.AddDays(1)) <= at).TakeLast(LearntPeriods))
        {
            var meant = Meant(period, horizon);
            foreach (var (id, _) in standing.Where(row => row.Horizon == horizon))
            {
                all++;
                won += _won.TryGetValue(id, out var win) && win.On >= period.From && win.On <= meant.Until ? 1 : 0;
            }
        }

        return new(won, all);
    }

    private static FiscalSpan Meant(FiscalSpan period, Horizon horizon) => horizon switch
    {
        Horizon.Current => period,
        Horizon.Next => period.Next,
        _ => period.Next.Next,
    };

    /// <summary>Notes how all stood when each fiscal period began that began since the last row.</summary>
    private void StartPeriods(DateTime until)
    {
        if (_starts.Count == 0)
        {
            if (_open.Count > 0)
            {
                _starts.Add((_periodOf(_time.DayOf(until)), []));
            }

            return;
        }

        while (_starts[^1].Period.Next is var next && _time.StartOf(next.From) < until)
        {
            _starts.Add((next, [.. _open.Values.Select(item => (item.OpportunityId, PipelinePaths.HorizonOf(item.Standing, next)))]));
        }
    }

    private static ForecastSweep Known(ForecastSweep sofar)
    {
        ArgumentNullException.ThrowIfNull(sofar);
        return sofar;
    }

    private List<(long OpportunityId, DateTime At)> EntriesOf(int stageId)
    {
        if (!_entries.TryGetValue(stageId, out var entries))
        {
            _entries[stageId] = entries = [];
        }

        return entries;
    }
}
