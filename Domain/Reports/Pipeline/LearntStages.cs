namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>
/// Of those that entered a stage of late, how many are won: counted along with the history, so that asking each week of a year costs
/// no more than going through it once.
/// </summary>
internal sealed class LearntStages
{
    private readonly Dictionary<int, Entries> _stages = [];

    public LearntStages()
    {
    }

    public LearntStages(LearntStages sofar)
    {
        foreach (var (stage, entries) in sofar._stages)
        {
            _stages[stage] = new Entries(entries);
        }
    }

    /// <summary>Who comes again counts once, by the last time.</summary>
    public void Enter(int stageId, long opportunityId, DateTime at)
    {
        if (!_stages.TryGetValue(stageId, out var entries))
        {
            _stages[stageId] = entries = new Entries();
        }

        entries.Add(opportunityId, at);
    }

    public void Won(long opportunityId) => Change(opportunityId, 1);

    public void NoLongerWon(long opportunityId) => Change(opportunityId, -1);

    /// <param name="since">What was entered before it teaches nothing any more; it never goes back.</param>
    public Dictionary<int, WilsonInterval> Since(DateTime since, Dictionary<long, ForecastWin> won) =>
        _stages.ToDictionary(stage => stage.Key, stage => stage.Value.Since(since, won));

    /// <summary>Those that the last answer of <see cref="Since"/> counted of a stage.</summary>
    public IReadOnlyCollection<long> Counted(int stageId) => _stages.TryGetValue(stageId, out var entries) ? entries.Counted : [];

    public void Trim()
    {
        foreach (var entries in _stages.Values)
        {
            entries.Trim();
        }
    }

    private void Change(long opportunityId, int by)
    {
        foreach (var entries in _stages.Values)
        {
            entries.Change(opportunityId, by);
        }
    }

    private sealed class Entries
    {
        private readonly List<(long OpportunityId, DateTime At)> _rows = [];
        private readonly Dictionary<long, int> _places = [];
        private int _gone;
        private int _first;
        private int _all;
        private int _won;

        public Entries()
        {
        }

        public Entries(Entries sofar) => (_rows, _places, _gone, _first, _all, _won) =
            ([.. sofar._rows], new(sofar._places), sofar._gone, sofar._first, sofar._all, sofar._won);

        public IReadOnlyCollection<long> Counted => _places.Keys;

        /// <summary>It stands open now, so it is not won.</summary>
        public void Add(long opportunityId, DateTime at)
        {
            _all += _places.ContainsKey(opportunityId) ? 0 : 1;
            _places[opportunityId] = _gone + _rows.Count;
            _rows.Add((opportunityId, at));
        }

        public void Trim()
        {
            _rows.TrimExcess();
            _places.TrimExcess();
        }

        public void Change(long opportunityId, int by) => _won += _places.ContainsKey(opportunityId) ? by : 0;

        public WilsonInterval Since(DateTime since, Dictionary<long, ForecastWin> won)
        {
            for (; _first < _rows.Count && _rows[_first].At < since; _first++)
            {
                var id = _rows[_first].OpportunityId;
                if (_places.TryGetValue(id, out var place) && place == _gone + _first)
                {
                    _places.Remove(id);
                    _all--;
                    _won -= won.ContainsKey(id) ? 1 : 0;
                }
            }

            if (_first > _rows.Count / 2)
            {
                _rows.RemoveRange(0, _first);
                (_gone, _first) = (_gone + _first, 0);
            }

            return new(_won, _all);
        }
    }
}
