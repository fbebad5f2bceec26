using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

public enum ReclaimRule
{
    /// <summary>(a) Assigned and no first contact within so many working days.</summary>
    NoFirstContact,

    /// <summary>(b) Working and no logged activity for so many days.</summary>
    Idle,

    /// <summary>(c) Not converted within so many days of the assignment.</summary>
    NotConverted,
}

/// <summary>When the policy takes a lead, and by which rule.</summary>
public readonly record struct ReclaimDue(DateTime At, ReclaimRule Rule);

/// <summary>The limits of one channel, in days; product text, section 4 has the defaults.</summary>
public sealed record ReclaimLimits(int FirstContactWorkingDays = 3, int IdleDays = 14, int ConvertDays = 60);

/// <summary>收回规则: one version of the policy; a new version is a new row, the newest holds.</summary>
public sealed class ReclaimPolicy
{
    /// <summary>So long a reclaimed lead does not go back to the same owner without a word why.</summary>
    public const int CoolDownDays = 30;

    /// <summary>So long before the lead is due its owner is warned, until a policy says otherwise.</summary>
    public const int DefaultWarnDays = 2;

    /// <summary>So long the former owner can appeal.</summary>
    public const int AppealDays = 3;

    public const int ReplayDays = 180;

    /// <summary>What holds until somebody saves a policy.</summary>
    public static readonly ReclaimPolicy Default = new(new ReclaimLimits(), new Dictionary<LeadChannel, ReclaimLimits>(), isAutomatic: false,
        new Stamp(null, DateTime.UnixEpoch, DateOnly.FromDateTime(DateTime.UnixEpoch)));

    private readonly Dictionary<LeadChannel, ReclaimLimits> _channels;

    public ReclaimPolicy(ReclaimLimits limits, IReadOnlyDictionary<LeadChannel, ReclaimLimits> channels, bool isAutomatic, Stamp stamp,
        int warnDays = DefaultWarnDays)
    {
        (Limits, IsAutomatic, WarnDays, At, ActorId) = (limits, isAutomatic, warnDays, stamp.At, stamp.ActorId);
        _channels = new Dictionary<LeadChannel, ReclaimLimits>(channels);
    }

    private ReclaimPolicy()
    {
        Limits = new ReclaimLimits();
        _channels = [];
    }

    public long Id { get; private set; }

    public ReclaimLimits Limits { get; private set; }

    /// <summary>Takes due leads without a coordinator's confirmation.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>So many days before a lead is due its owner is warned.</summary>
    public int WarnDays { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>When every open lead's expectation was brought to this version; null while that is still to be done.</summary>
    public DateTime? AppliedAt { get; private set; }

    public IReadOnlyDictionary<LeadChannel, ReclaimLimits> Channels => _channels;

    public void Applied(Stamp stamp) => AppliedAt = stamp.At;

    public ReclaimLimits For(LeadChannel channel) => _channels.GetValueOrDefault(channel, Limits);

    /// <summary>The earliest instant at which a rule takes the lead as it is; null when none applies.</summary>
    public ReclaimDue? DueOf(ReclaimFacts lead, CompanyTime time, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(calendar);
        if (lead.Status is not (LeadStatus.Assigned or LeadStatus.Working) || lead.AssignedAt is not { } assignedAt)
        {
            return null;
        }

        var limits = For(lead.Channel);
        var assignedOn = time.DayOf(assignedAt);
        var first = lead.Status == LeadStatus.Assigned
            ? Due(calendar.AddWorkingDays(assignedOn, limits.FirstContactWorkingDays), Leads.ReclaimRule.NoFirstContact)
            : Due(time.DayOf(lead.LastActivityAt ?? assignedAt).AddDays(limits.IdleDays), Leads.ReclaimRule.Idle);
        var last = Due(assignedOn.AddDays(limits.ConvertDays), Leads.ReclaimRule.NotConverted);
        var due = last.At < first.At ? last : first;
        return lead.ExemptUntil is { } exempt && time.StartOf(exempt.AddDays(1)) is var after && after > due.At
            ? due with { At = after }
            : due;

        // The whole last day still belongs to the owner.
        ReclaimDue Due(DateOnly lastDay, ReclaimRule rule) => new(time.StartOf(lastDay.AddDays(1)), rule);
    }
}

/// <summary>What the reclaim rules look at; of a lead now, or as it was at some instant.</summary>
public readonly record struct ReclaimFacts(
    LeadStatus Status, LeadChannel Channel, DateTime? AssignedAt, DateTime? LastActivityAt, DateOnly? ExemptUntil)
{
    public static ReclaimFacts Of(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new(lead.Status, lead.Channel, lead.AssignedAt, lead.LastActivityAt, lead.ExemptUntil);
    }
}
