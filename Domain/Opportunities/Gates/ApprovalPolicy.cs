using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

/// <summary>审批权限: up to which presales budget each role approves an initiation; one version, the newest holds.</summary>
public sealed class ApprovalPolicy
{
    /// <summary>What holds until somebody saves a policy.</summary>
    public static readonly ApprovalPolicy Default = new(
        new Dictionary<Role, Money?> { [Role.SalesManager] = Money.FromMajor(50_000), [Role.GeneralManager] = null },
        Money.FromMajor(1_500), new Stamp(null, DateTime.UnixEpoch, DateOnly.FromDateTime(DateTime.UnixEpoch)));

    private readonly Dictionary<Role, Money?> _limits;

    /// <param name="limits">Null: any amount; a role that is left out approves nothing.</param>
    /// <param name="dayRate">Of a person-day that no line of the budget has a rate for.</param>
    /// <exception cref="RuleBroken">An amount is out of range, or nobody may approve every amount.</exception>
    public ApprovalPolicy(IReadOnlyDictionary<Role, Money?> limits, Money dayRate, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (limits.Values.Append(dayRate).Any(IsOutOfRange) ? new Refusal("AmountOutOfRange") : null).ThrowIfRefused();
        (limits.Values.Any(limit => limit is null) ? null : new Refusal("SomebodyApprovesAll")).ThrowIfRefused();
        _limits = limits.ToDictionary();
        (DayRate, At, ActorId) = (dayRate, stamp.At, stamp.ActorId);
    }

    private ApprovalPolicy()
    {
        _limits = [];
    }

    public long Id { get; private set; }

    public Money DayRate { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IReadOnlyDictionary<Role, Money?> Limits => _limits;

    /// <summary>The highest of the roles' limits: null is any amount, zero is none at all.</summary>
    public Money? LimitOf(IEnumerable<Role> roles)
    {
        var limits = roles.Where(_limits.ContainsKey).Select(role => _limits[role]).ToList();
        return limits.Exists(limit => limit is null) ? null : limits.OfType<Money>().DefaultIfEmpty(Money.Zero).Max();
    }

    private static bool IsOutOfRange(Money? amount) => amount is { } money && (money <= Money.Zero || money.Minor > Money.Limit);
}
