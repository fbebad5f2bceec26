using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Of those that stood in a horizon when a period began, how many were signed in the period that the horizon means.</summary>
internal sealed class LearntHorizons
{
    /// <summary>So many periods that are over teach what a horizon is worth.</summary>
    private const int Periods = 8;

    private readonly List<Start> _starts = [];

    public LearntHorizons()
    {
    }

    public LearntHorizons(LearntHorizons sofar) => (_starts, NextFrom) = ([.. sofar._starts.Select(start => new Start(start))], sofar.NextFrom);

    public FiscalSpan? Last => _starts.Count == 0 ? null : _starts[^1].Period;

    /// <summary>The first instant of the period after the last.</summary>
    public DateTime NextFrom { get; private set; } = DateTime.MaxValue;

    public void Add(FiscalSpan period, IReadOnlyList<(long OpportunityId, Horizon Horizon)> standing, CompanyTime time)
    {
        _starts.Add(new Start(period, standing));
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
    private sealed class Start(FiscalSpan period, IReadOnlyList<(long OpportunityId, Horizon Horizon)> standing)
    {
        private readonly IReadOnlyList<(long OpportunityId, Horizon Horizon)> _standing = standing;
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
            foreach (var (id, stood) in _standing)
            {
                if (stood == horizon)
                {
                    all++;
                    hits += won.TryGetValue(id, out var win) && win.On >= Period.From && win.On <= until ? 1 : 0;
                }
            }

            return new(hits, all);
        }
    }
}
