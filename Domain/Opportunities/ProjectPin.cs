using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>置顶跟踪: somebody who decides wants the project among the key projects, and says why; taken off again it stays as history.</summary>
public sealed class ProjectPin
{
    public const int ReasonLength = 400;

    public ProjectPin(Opportunity opportunity, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        (opportunity.IsOpen ? null : new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State)).ThrowIfRefused();
        OpportunityId = opportunity.Id;
        (Reason, PinnedAt, PinnedById) = (Said(reason), stamp.At, stamp.ActorId);
    }

    private ProjectPin() => Reason = "";

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public string Reason { get; private set; }

    public DateTime PinnedAt { get; private set; }

    public long? PinnedById { get; private set; }

    /// <summary>Null while it is followed.</summary>
    public DateTime? UnpinnedAt { get; private set; }

    public long? UnpinnedById { get; private set; }

    public string? UnpinReason { get; private set; }

    public bool IsPinned => UnpinnedAt is null;

    public void Unpin(string? reason, Stamp stamp)
    {
        (IsPinned ? null : new Refusal("ProjectNotPinned")).ThrowIfRefused();
        (UnpinReason, UnpinnedAt, UnpinnedById) = (Said(reason), stamp.At, stamp.ActorId);
    }

    private static string Said(string? reason) => PlainText.Lines(reason) ?? throw new RuleBroken(new Refusal("ReasonNeeded"));
}
