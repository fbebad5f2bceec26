using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>
/// Goes through the history in the order in which it happened, and can say at any instant what was known then: what stood open,
/// what was won, and what past opportunities teach about stages and horizons. Nothing of later enters.
/// </summary>
public sealed class ForecastSweep(CompanyTime time, StageScheme stages, Func<DateOnly, FiscalSpan> periodOf)
{
    /// <summary>What was entered before these teaches nothing any more.</summary>
    private const int LearntMonths = 24;

    private readonly CompanyTime _time = time;
    private readonly StageScheme _stages = stages;
    private readonly Func<DateOnly, FiscalSpan> _periodOf = periodOf;
    private readonly Dictionary<long, ForecastItem> _open = [];
    private readonly Dictionary<long, ForecastWin> _won = [];
    private readonly LearntStages _entries = new();
    private readonly LearntHorizons _starts = new();
    private readonly LearntClosings _closings = new();

    /// <summary>The same as it has come so far, to go on by itself.</summary>
    public ForecastSweep(ForecastSweep sofar)
        : this(Known(sofar)._time, sofar._stages, sofar._periodOf)
    {
        (_open, _won) = (new(sofar._open), new(sofar._won));
        (_entries, _starts, _closings) = (new(sofar._entries), new(sofar._starts), new(sofar._closings));
    }

    public IReadOnlyCollection<ForecastItem> Open => _open.Values;

    public IReadOnlyCollection<ForecastWin> Won => _won.Values;

    /// <summary>As it is now; going on changes nothing of it.</summary>
    public ForecastStanding Standing => new([.. _open.Values], [.. _won.Values]);

    /// <summary>Gives the room back that it grew into, as what is kept of a long history is a tenth of it.</summary>
    public void Trim()
    {
        _open.TrimExcess();
        _won.TrimExcess();
        _entries.Trim();
    }

    /// <summary>How an opportunity stood when the history that is gone through began.</summary>
    public void Seed(in ForecastRow row) => Stand(row, isSeed: true);

    public void Apply(in ForecastRow row)
    {
        StartPeriods(row.At);
        Stand(row);
        if (row.HasEntered && row.Standing.IsOpen)
        {
            _entries.Enter(row.Standing.StageId, row.OpportunityId, row.At);
        }
    }

    /// <summary>The probabilities as they were known at the instant, every row before it having been applied.</summary>
    public ForecastChances ChancesAt(DateTime at)
    {
        StartPeriods(at);
        var today = _time.DayOf(at);
        return new ForecastChances(_stages, _entries.Since(at.AddMonths(-LearntMonths), _won), _starts.At(at, _time, _won), _periodOf(today))
        {
            Today = today,
            Timing = _closings.At(at),
        };
    }

    /// <summary>The opportunities that the learned share of a stage is counted from, as it is known at the instant, and whether each was won.</summary>
    public IReadOnlyList<(long OpportunityId, bool IsWon)> CasesAt(DateTime at, int stageId)
    {
        _entries.Since(at.AddMonths(-LearntMonths), _won);
        return [.. _entries.Counted(stageId).Select(id => (id, _won.ContainsKey(id))).OrderBy(one => one.id)];
    }

    private void Stand(in ForecastRow row, bool isSeed = false)
    {
        _open.Remove(row.OpportunityId, out var was);
        if (row.Standing.IsOpen)
        {
            if (_won.Remove(row.OpportunityId, out var lost))
            {
                _entries.NoLongerWon(row.OpportunityId);
                _starts.NoLongerWon(lost.On);
            }

            _open[row.OpportunityId] = new(row.OpportunityId, row.Called, row.Standing, row.Opportunity) { Entered = EnteredBy(row, was.Entered, isSeed) };
            return;
        }

        _closings.Close(was.Entered, row.At);
        if (row.Standing.State == OpportunityState.Won
            && _won.TryAdd(row.OpportunityId, new(row.OpportunityId, row.At, _time.DayOf(row.At), row.Standing, row.Opportunity)))
        {
            _entries.Won(row.OpportunityId);
        }
    }

    private StageEntry EnteredBy(in ForecastRow row, StageEntry? before, bool isSeed)
    {
        if (before is not null && !row.HasEntered)
        {
            return before;
        }

        var entry = new StageEntry(row.Standing.StageId, LearntClosings.DayOf(row.At), !isSeed && row.HasEntered, before);
        if (entry.IsSeen)
        {
            _closings.Enter(entry);
        }

        return entry;
    }

    /// <summary>Notes how all stood when each fiscal period began that began since the last row.</summary>
    private void StartPeriods(DateTime until)
    {
        if (_starts.Last is not { } last)
        {
            if (_open.Count > 0)
            {
                _starts.Add(_periodOf(_time.DayOf(until)), [], _time);
            }

            return;
        }

        while (_starts.NextFrom < until)
        {
            last = last.Next;
            var next = last;
            _starts.Add(next, _open.Values.Select(item => (item.OpportunityId, PipelinePaths.HorizonOf(item.Standing, next))), _time);
        }
    }

    private static ForecastSweep Known(ForecastSweep sofar)
    {
        ArgumentNullException.ThrowIfNull(sofar);
        return sofar;
    }
}
