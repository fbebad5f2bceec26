using SiCrm.Domain.Reports.Pipeline;

namespace SiCrm.Domain.Appraisal;

/// <summary>The stays in one stage, somebody's or all, as far as an appraisal needs them.</summary>
/// <param name="ForwardDays">What those took that went on in the period.</param>
public readonly record struct StageTally(
    int StageId, long Entered, long Forward, long Lost, long Abandoned, double? MedianDays, double? EightiethDays, int Sample, double ForwardDays);

/// <summary>How projects went through the stages in a period, everybody's and the company's, counted as the funnel counts them.</summary>
public sealed class StageWork
{
    private readonly DateTime _from;
    private readonly DateTime _to;
    private readonly IReadOnlyList<int> _stages;
    private readonly Dictionary<long, IReadOnlyList<StageTally>> _people;

    /// <param name="visits">All that lay in the period, of everybody.</param>
    /// <param name="to">What still goes on is seen until then.</param>
    /// <param name="stages">The stages on the way, in their order.</param>
    public StageWork(IEnumerable<OwnedVisit> visits, DateTime from, DateTime to, IReadOnlyList<int> stages)
        : this(visits, from, to, stages, [], changed: null)
    {
    }

    private StageWork(
        IEnumerable<OwnedVisit> visits, DateTime from, DateTime to, IReadOnlyList<int> stages, Dictionary<long, IReadOnlyList<StageTally>> people, IReadOnlySet<long>? changed)
    {
        ArgumentNullException.ThrowIfNull(visits);
        (_from, _to, _stages, _people) = (from, to, stages, people);
        var (all, own) = (Funnel(), new Dictionary<long, StageFunnel>());
        foreach (var (owner, visit) in visits)
        {
            all.Add(visit);
            if (owner is { } person && (changed is null || changed.Contains(person)))
            {
                (own.TryGetValue(person, out var funnel) ? funnel : own[person] = Funnel()).Add(visit);
            }
        }

        Company = Tallies(all);
        foreach (var person in changed ?? own.Keys.ToHashSet())
        {
            _people[person] = Tallies(own.GetValueOrDefault(person) ?? Funnel());
        }
    }

    /// <summary>Of a period in which nothing happened.</summary>
    public static StageWork None { get; } = new([], default, default, []);

    /// <summary>Of all together, by stage.</summary>
    public IReadOnlyList<StageTally> Company { get; }

    /// <summary>Somebody's, by stage.</summary>
    public IReadOnlyList<StageTally> Of(long personId) => _people.GetValueOrDefault(personId) ?? Tallies(Funnel());

    /// <summary>After some people's stays have changed: everybody else's are not counted again.</summary>
    /// <param name="visits">Again of everybody.</param>
    public StageWork After(IEnumerable<OwnedVisit> visits, IReadOnlySet<long> changed) => new(visits, _from, _to, _stages, new(_people), changed);

    private StageFunnel Funnel() => new(_from, _to, category: null);

    private List<StageTally> Tallies(StageFunnel funnel) =>
    [
        .. from stage in _stages
           let row = funnel.Row(stage)
           select new StageTally(stage, row.Entered, row.Forward, row.Lost, row.Abandoned, row.MedianDays, row.EightiethDays, row.Sample,
               funnel.Behind(stage, FunnelFigure.Forward).Sum(visit => visit.DaysAt(_to))),
    ];
}
