using System.Runtime.InteropServices;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>A stay in a stage as the funnel reads it.</summary>
public readonly record struct FunnelVisit(long OpportunityId, int StageId, DateTime EnteredAt, DateTime? LeftAt, OpportunityEventKind? LeftBy, string? Category)
{
    public bool WentOn => LeftBy is OpportunityEventKind.Advanced or OpportunityEventKind.Won;

    /// <summary>As it was known at the instant.</summary>
    public FunnelVisit AsOf(DateTime at) => LeftAt >= at ? this with { LeftAt = null, LeftBy = null } : this;

    public double DaysAt(DateTime at) => ((LeftAt ?? at) - EnteredAt).TotalDays;
}

/// <summary>The figures of a stage that open.</summary>
public enum FunnelFigure
{
    Entered,
    Forward,
    Lost,
    Abandoned,
    MovedBack,

    /// <summary>There at the end.</summary>
    Open,
}

/// <summary>One stage within a span of time.</summary>
/// <param name="Success">Forward ÷ (forward + lost + abandoned) of those that left in the span.</param>
/// <param name="MedianDays">By Kaplan–Meier over those that entered in the span; null when fewer than half have left.</param>
/// <param name="Sample">Ended stays that the days rest on.</param>
/// <param name="IsWidened">Too few of the category: the days are those of all categories.</param>
/// <param name="IsThin">Too few even so: the days are shown, and not to be relied on.</param>
public sealed record FunnelRow(
    int StageId, long Entered, long Forward, long Lost, long Abandoned, long MovedBack, long Open, WilsonInterval Success,
    double? MedianDays, double? EightiethDays, int Sample, bool IsWidened, bool IsThin)
{
    public long this[FunnelFigure figure] => figure switch
    {
        FunnelFigure.Entered => Entered,
        FunnelFigure.Forward => Forward,
        FunnelFigure.Lost => Lost,
        FunnelFigure.Abandoned => Abandoned,
        FunnelFigure.MovedBack => MovedBack,
        _ => Open,
    };
}

/// <summary>An open opportunity that is slow for its stage.</summary>
/// <param name="SlowerThan">The share of comparable stays that went on and took less time.</param>
public sealed record SlowVisit(long OpportunityId, int StageId, double Days, double SlowerThan, int Compared);

/// <summary>销售漏斗: what entered each stage, how it left, and how long that took (product text, sections 9 and 14).</summary>
/// <param name="category">Null for all.</param>
public sealed class StageFunnel(DateTime from, DateTime to, string? category)
{
    /// <summary>With fewer ended stays than this, the days are those of all categories.</summary>
    public const int Floor = 20;

    private readonly Dictionary<int, List<FunnelVisit>> _all = [];

    /// <param name="visits">Of all categories, as far as the viewer sees them.</param>
    public StageFunnel(IEnumerable<FunnelVisit> visits, DateTime from, DateTime to, string? category)
        : this(from, to, category)
    {
        ArgumentNullException.ThrowIfNull(visits);
        foreach (var visit in visits)
        {
            Add(visit);
        }
    }

    /// <summary>A year of a company has more than a hundred thousand: each is kept once, as it comes.</summary>
    public void Add(in FunnelVisit visit)
    {
        if (visit.EnteredAt >= to)
        {
            return;
        }

        if (!_all.TryGetValue(visit.StageId, out var stage))
        {
            _all[visit.StageId] = stage = [];
        }

        stage.Add(visit.AsOf(to));
    }

    /// <summary>With the stays of another part of the same question.</summary>
    public StageFunnel With(StageFunnel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (stage, visits) in other._all)
        {
            _all[stage] = _all.TryGetValue(stage, out var ours) ? [.. ours, .. visits] : visits;
        }

        return this;
    }

    public FunnelRow Row(int stageId)
    {
        var own = Own(stageId);
        var (days, isWidened) = Days(stageId);
        var (forward, lost, abandoned) = (Count(own, FunnelFigure.Forward), Count(own, FunnelFigure.Lost), Count(own, FunnelFigure.Abandoned));
        return new FunnelRow(
            stageId, Count(own, FunnelFigure.Entered), forward, lost, abandoned, Count(own, FunnelFigure.MovedBack), Count(own, FunnelFigure.Open),
            new WilsonInterval(forward, forward + lost + abandoned), days.DaysUntil(0.5), days.DaysUntil(0.8), days.Ended, isWidened, days.Ended < Floor);
    }

    /// <summary>The stays behind a figure.</summary>
    public IEnumerable<FunnelVisit> Behind(int stageId, FunnelFigure figure) => Own(stageId).Where(visit => Has(visit, figure));

    /// <summary>Those still there, the slowest for their stage first.</summary>
    public IEnumerable<SlowVisit> Slowest(IEnumerable<int> stageIds) =>
        stageIds.SelectMany(Slow).OrderByDescending(slow => slow.SlowerThan).ThenByDescending(slow => slow.Days).ThenBy(slow => slow.OpportunityId);

    private IEnumerable<SlowVisit> Slow(int stageId)
    {
        var own = Own(stageId);
        var gone = Gone(own);
        var comparable = gone.Count >= Floor || category is null ? gone : Gone(All(stageId));
        return comparable.Count < Floor ? [] : own.Where(visit => visit.LeftAt is null).Select(visit => new SlowVisit(
            visit.OpportunityId, stageId, visit.DaysAt(to), Below(comparable, visit.DaysAt(to)) / (double)comparable.Count, comparable.Count));
    }

    private (KaplanMeier Days, bool IsWidened) Days(int stageId)
    {
        var own = Curve(Own(stageId));
        return own.Ended >= Floor || category is null ? (own, false) : (Curve(All(stageId)), true);
    }

    private KaplanMeier Curve(IEnumerable<FunnelVisit> some) =>
        new(some.Where(visit => visit.EnteredAt >= from).Select(visit => new ObservedStay(visit.DaysAt(to), visit.LeftAt is not null)));

    private List<FunnelVisit> All(int stageId) => _all.GetValueOrDefault(stageId, []);

    private List<FunnelVisit> Own(int stageId) => category is null ? All(stageId) : All(stageId).FindAll(visit => visit.Category == category);

    private long Count(List<FunnelVisit> some, FunnelFigure figure)
    {
        var count = 0L;
        foreach (ref readonly var visit in CollectionsMarshal.AsSpan(some))
        {
            count += Has(visit, figure) ? 1 : 0;
        }

        return count;
    }

    private bool Has(in FunnelVisit visit, FunnelFigure figure) => figure switch
    {
        FunnelFigure.Entered => visit.EnteredAt >= from,
        FunnelFigure.Open => visit.LeftAt is null,
        _ => visit.LeftAt >= from && figure == FigureOf(visit.LeftBy),
    };

    public static FunnelFigure FigureOf(OpportunityEventKind? leftBy) => leftBy switch
    {
        OpportunityEventKind.Lost => FunnelFigure.Lost,
        OpportunityEventKind.Abandoned => FunnelFigure.Abandoned,
        OpportunityEventKind.MovedBack => FunnelFigure.MovedBack,
        _ => FunnelFigure.Forward,
    };

    private static List<double> Gone(IEnumerable<FunnelVisit> some)
    {
        List<double> days = [.. some.Where(visit => visit is { WentOn: true, LeftAt: not null }).Select(visit => visit.DaysAt(DateTime.MinValue))];
        days.Sort();
        return days;
    }

    /// <summary>How many of the sorted are below.</summary>
    private static int Below(List<double> sorted, double days) => sorted.BinarySearch(days) is var at && at >= 0 ? at : ~at;
}
