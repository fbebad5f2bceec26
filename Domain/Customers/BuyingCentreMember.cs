using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>One contact's part in the decision on one opportunity.</summary>
public sealed class BuyingCentreMember
{
    private readonly List<AttitudeRow> _attitudes = [];

    internal BuyingCentreMember(long contactId)
    {
        ContactId = contactId;
    }

    private BuyingCentreMember()
    {
    }

    public long Id { get; private set; }

    public long BuyingCentreId { get; private set; }

    public long ContactId { get; private set; }

    public BuyingRole Role { get; private set; }

    /// <summary>影响力, 1 to 5.</summary>
    public int Influence { get; private set; }

    /// <summary>态度, −2 (strongly against us) to +2; null while it is not known.</summary>
    public int? Attitude { get; private set; }

    public DateTime? AttitudeSince { get; private set; }

    public long? HolderId { get; private set; }

    public long? ReportsToId { get; private set; }

    /// <summary>When his part was last described.</summary>
    public DateTime DescribedAt { get; private set; }

    public DateTime? LeftAt { get; private set; }

    /// <summary>Append-only.</summary>
    public IReadOnlyList<AttitudeRow> Attitudes => _attitudes;

    public MemberFacts Facts => new(Role, Influence, HolderId, ReportsToId);

    internal void Take(MemberFacts facts, Stamp stamp)
    {
        (Role, Influence, HolderId, ReportsToId) = (facts.Role, facts.Influence, facts.HolderId, facts.ReportsToId);
        (DescribedAt, LeftAt) = (stamp.At, null);
    }

    /// <summary>A changed attitude needs what it is concluded from; the same one again changes nothing.</summary>
    internal void Feel(int? attitude, string? evidence, Stamp stamp)
    {
        (attitude is < -2 or > 2 ? new Refusal("AttitudeOutOfRange") : null).ThrowIfRefused();
        if (attitude == Attitude)
        {
            return;
        }

        (attitude is not null && PlainText.Line(evidence) is null ? new Refusal("AttitudeNeedsEvidence") : null).ThrowIfRefused();
        _attitudes.Add(new AttitudeRow { From = Attitude, To = attitude, Evidence = PlainText.Line(evidence), At = stamp.At, ActorId = stamp.ActorId });
        (Attitude, AttitudeSince) = (attitude, stamp.At);
    }

    internal void ReportToNobody() => ReportsToId = null;

    internal void Leave(Stamp stamp) => (LeftAt, ReportsToId) = (stamp.At, null);
}

/// <summary>An attitude as it was concluded.</summary>
public sealed class AttitudeRow
{
    internal AttitudeRow()
    {
    }

    public long Id { get; private set; }

    public long BuyingCentreMemberId { get; private set; }

    public int? From { get; internal init; }

    public int? To { get; internal init; }

    public string? Evidence { get; internal init; }

    public DateTime At { get; internal init; }

    public long? ActorId { get; internal init; }
}
