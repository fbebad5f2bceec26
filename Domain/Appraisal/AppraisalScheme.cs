using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>What a person is measured by.</summary>
public enum AppraisalMetric
{
    Signed,
    Points,
    Margin,
    Receipts,
    Success,
    Speed,
    LeadConversion,
    FirstContact,
    PlanKeeping,
    Care,

    /// <summary>回款率.</summary>
    Collection,

    /// <summary>售前成本率: the less, the better.</summary>
    PresalesRatio,

    /// <summary>升迁确认: the week's questions about leads, answered in time.</summary>
    Confirmation,
}

/// <summary>考核方案: factors, and the weights of each role; one version, valid from a day. An earlier version stays for what was signed under it.</summary>
public sealed class AppraisalScheme
{
    public const int Whole = 100;

    public const int ReasonLength = 200;

    /// <summary>In percent of attainment.</summary>
    public const int MostCap = 300;

    /// <summary>What holds until somebody saves a scheme: version 0.</summary>
    public static readonly AppraisalScheme Default = new(
        new DateOnly(1900, 1, 1), new CategoryFactors(), 150,
        new Dictionary<Role, IReadOnlyDictionary<AppraisalMetric, int>>
        {
            [Role.Sales] = Weights(30, 20, 10, 10, 5, 5, 5, 5, 5, 5),
            [Role.SalesManager] = Weights(35, 20, 15, 10, 5, 5, 0, 0, 5, 5),
            [Role.Presales] = Weights(0, 40, 20, 0, 0, 0, 0, 0, 40, 0),
        },
        null, new Stamp(null, DateTime.UnixEpoch, new DateOnly(1900, 1, 1)));

    private readonly Dictionary<Role, Dictionary<AppraisalMetric, int>> _weights;

    /// <param name="cap">No metric counts for more than so many percent of its attainment.</param>
    /// <param name="weights">In percent; those of a role make 100.</param>
    /// <exception cref="RuleBroken">A weight, a factor or the cap is out of range, a role's weights are not whole, or it begins in the past without a word why.</exception>
    public AppraisalScheme(
        DateOnly validFrom, CategoryFactors factors, int cap, IReadOnlyDictionary<Role, IReadOnlyDictionary<AppraisalMetric, int>> weights,
        string? reason, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(weights);
        (factors.Fault() ?? Fault(cap, weights) ?? (validFrom < stamp.Today && PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        (ValidFrom, Factors, Cap, Reason, At, ActorId) = (validFrom, factors, cap, PlainText.Line(reason), stamp.At, stamp.ActorId);
        _weights = weights.ToDictionary(row => row.Key, row => row.Value.Where(weight => weight.Value > 0).ToDictionary());
    }

    private AppraisalScheme()
    {
        Factors = new CategoryFactors();
        _weights = [];
    }

    /// <summary>The version; 0 for what holds until somebody saves one.</summary>
    public long Id { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public CategoryFactors Factors { get; private set; }

    public int Cap { get; private set; }

    public string? Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IEnumerable<Role> Roles => _weights.Keys.Order();

    public int WeightOf(Role role, AppraisalMetric metric) => _weights.TryGetValue(role, out var weights) ? weights.GetValueOrDefault(metric) : 0;

    /// <summary>Who has several roles is measured by the first that has weights; who has none of them, as sales are.</summary>
    public Role RoleOf(IEnumerable<Role> roles) => roles.Order().Where(_weights.ContainsKey).DefaultIfEmpty(Role.Sales).First();

    public bool Measures(IEnumerable<Role> roles) => roles.Any(_weights.ContainsKey);

    private static Refusal? Fault(int cap, IReadOnlyDictionary<Role, IReadOnlyDictionary<AppraisalMetric, int>> weights) =>
        cap is < Whole or > MostCap ? new Refusal("CapOutOfRange", MostCap)
        : !weights.ContainsKey(Role.Sales) ? new Refusal("WeightsOfSalesNeeded")
        : weights.FirstOrDefault(row => row.Value.Values.Any(weight => weight is < 0 or > Whole) || row.Value.Values.Sum() != Whole) is { Value: not null } wrong
            ? new Refusal("WeightsNotWhole", wrong.Key, wrong.Value.Values.Sum()) : null;

    private static Dictionary<AppraisalMetric, int> Weights(params int[] weights) =>
        Enum.GetValues<AppraisalMetric>().Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);
}

/// <summary>The versions of the scheme; of two that begin on the same day the later one holds.</summary>
/// <param name="always">For a trial: holds on every day.</param>
public sealed class AppraisalSchemes(IEnumerable<AppraisalScheme> versions, AppraisalScheme? always = null)
{
    private readonly List<AppraisalScheme> _versions = [.. versions.OrderByDescending(scheme => scheme.ValidFrom).ThenByDescending(scheme => scheme.Id)];

    public AppraisalScheme On(DateOnly day) => always ?? _versions.Find(scheme => scheme.ValidFrom <= day) ?? AppraisalScheme.Default;
}
