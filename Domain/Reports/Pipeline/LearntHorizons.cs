using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Of those that stood in a horizon when a period began, how many were signed in the period that the horizon means.</summary>
internal sealed class LearntHorizons
{
    /// <summary>So many periods that are over teach what a horizon is worth.</summary>
    private const int Periods = 8;

    /// <summary>Those, the present one, and those before it in which the farthest horizon is not over.</summary>
    private const int Kept = Periods + 3;

    private readonly List<Start> _starts = [];

    public LearntHorizons()
    {
    }

    public LearntHorizons(LearntHorizons sofar) => (_starts, NextFrom) = ([.. sofar._starts.Select(start => new Start(start))], sofar.NextFrom);

    public FiscalSpan? Last => _starts.Count == 0 ? null : _starts[^1].Period;

    /// <summary>The first instant of the period after the last.</summary>
    public DateTime NextFrom { get; private set; } = DateTime.MaxValue;

    public void Add(FiscalSpan period, IEnumerable<(long OpportunityId, Horizon Horizon)> standing, CompanyTime time)
    {
        if (_starts.Count == Kept)
        {
            _starts.RemoveAt(0);
        }

        _starts.Add(new Start(period, [.. standing.Select(one => (one.OpportunityId << 2) | (long)one.Horizon)]));
        NextFrom = time.StartOf(period.Next.From);
    }

    /// <summary>Something that was signed on the day is not signed any more: what was counted of that time is counted anew.</summary>
    public void NoLongerWon(DateOnly on) => _starts.ForEach(start => start.Forget(on));

    public Dictionary<Horizon, WilsonInterval> At(DateTime at, CompanyTime time, Dictionary<long, ForecastWin> won) =>
        Enum.GetValues<Horizon>().ToDictionary(horizon => horizon, horizon => Share(horizon, at, time, won));

    private WilsonInterval Share(Horizon horizon, DateTime at, CompanyTime time, Dictionary<long, ForecastWin> won)
    {
        var (hits, all) = (0L, 0L);
        foreach (var start in _starts.Where(start => time.StartOf(Meant(start.Period, horizon).Until.AddDays(1)) <= at).TakeLast(Periods))
        {
            var share = start.Of(horizon, won);
            (hits, all) = (hits + share.Hits, all + share.Of);
        }

        return new(hits, all);
    }

    private static FiscalSpan Meant(FiscalSpan period, Horizon horizon) => horizon switch
    {
        Horizon.Current => period,
        Horizon.Next => period.Next,
        _ => period.Next.Next,
    };

    /// <summary>How all stood when a period began; what became of them is counted once it is over.</summary>
    /// <param name="standing">Each opportunity's id with its horizon in the last two bits, as there are many.</param>
    private sealed class Start(FiscalSpan period, long[] standing)
    {
        private readonly long[] _standing = standing;
        private readonly WilsonInterval?[] _counted = new WilsonInterval?[Enum.GetValues<Horizon>().Length];

        public Start(Start sofar)
            : this(sofar.Period, sofar._standing) => _counted = [.. sofar._counted];

        public FiscalSpan Period { get; } = period;

        public void Forget(DateOnly on)
        {
            if (on >= Period.From && on <= Meant(Period, Horizon.Cultivation).Until)
            {
                Array.Clear(_counted);
            }
        }

        public WilsonInterval Of(Horizon horizon, Dictionary<long, ForecastWin> won) => _counted[(int)horizon] ??= Count(horizon, won);

        private WilsonInterval Count(Horizon horizon, Dictionary<long, ForecastWin> won)
        {
            var (until, hits, all) = (Meant(Period, horizon).Until, 0L, 0L);
            foreach (var one in _standing)
            {
                if ((Horizon)(one & 3) == horizon)
                {
                    all++;
                    hits += won.TryGetValue(one >> 2, out var win) && win.On >= Period.From && win.On <= until ? 1 : 0;
                }
            }

            return new(hits, all);
        }
    }
}
