using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <content>Who answers for it.</content>
public sealed partial class Opportunity
{
    /// <summary>移交: somebody else answers for it; whoever had it before stays in the history.</summary>
    public void HandOverTo(long? ownerId, long? teamId, string? reason, Stamp stamp)
    {
        CanHandOverTo(ownerId).ThrowIfRefused();
        Record(OpportunityEventKind.HandedOver, stamp, () => (OwnerId, TeamId) = (ownerId, teamId), reason);
    }

    public Refusal? CanHandOverTo(long? ownerId) => ownerId == OwnerId ? new Refusal("AlreadyOwner", Number) : null;

    /// <summary>The owner has changed team.</summary>
    public void FollowOwner(long? teamId, Stamp stamp)
    {
        if (teamId != TeamId)
        {
            Record(OpportunityEventKind.TeamChanged, stamp, () => TeamId = teamId);
        }
    }
}
