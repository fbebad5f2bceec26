using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

/// <summary>One night's run of the reclaim policy: what it proposes, and what became of each proposal.</summary>
public sealed class ReclaimRun
{
    /// <summary>A run that a coordinator can look through and one transaction can carry; what is due beyond waits for the next night.</summary>
    public const int Limit = 1000;

    public ReclaimRun(DateOnly runOn, long? policyId, Stamp stamp)
    {
        (RunOn, PolicyId, At) = (runOn, policyId, stamp.At);
    }

    private ReclaimRun()
    {
    }

    public long Id { get; private set; }

    /// <summary>The business day of the run; there is one run a day.</summary>
    public DateOnly RunOn { get; private set; }

    /// <summary>Null: the policy that holds until one is saved.</summary>
    public long? PolicyId { get; private set; }

    public DateTime At { get; private set; }

    public int Proposed { get; private set; }

    /// <summary>More was due than the run could hold.</summary>
    public bool IsCut { get; private set; }

    public int Exempted { get; private set; }

    public int Taken { get; private set; }

    /// <summary>Leads that were no longer due when the run was confirmed.</summary>
    public int Gone { get; private set; }

    /// <summary>Confirmed, or taken over by the next night's run.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Null when the policy is automatic, or when the run was never confirmed.</summary>
    public long? ConfirmedById { get; private set; }

    public long? AllocationId { get; private set; }

    public int Version { get; private set; }

    public bool IsWaiting => ClosedAt is null;

    public int Waiting => IsWaiting ? Proposed - Exempted : 0;

    public void Propose(int leads, bool isCut) => (Proposed, IsCut) = (leads, isCut);

    public void Exempt(int leads)
    {
        Exempted += leads;
        Version++;
    }

    /// <exception cref="RuleBroken">The run is closed already.</exception>
    /// <param name="allocation">What it took; null when nothing was left to take.</param>
    public void Confirm(Allocation? allocation, int gone, Stamp stamp)
    {
        ThrowIfClosed();
        (AllocationId, Taken, Gone, ConfirmedById) = (allocation?.Id, allocation?.Leads ?? 0, gone, stamp.ActorId);
        Close(stamp);
    }

    /// <summary>The next night proposes anew what is still due.</summary>
    public void Close(Stamp stamp)
    {
        ClosedAt = stamp.At;
        Version++;
    }

    public void ThrowIfClosed()
    {
        if (!IsWaiting)
        {
            throw new RuleBroken(new Refusal("RunIsClosed", RunOn));
        }
    }
}

public enum ProposalState
{
    Proposed,
    Exempted,
    Taken,

    /// <summary>No longer due, or no longer the same owner's, when the run was confirmed.</summary>
    Gone,
}

/// <summary>One lead that a run would take: by which rule, from whom, due since when.</summary>
public sealed class ReclaimProposal
{
    public ReclaimProposal(long runId, long leadId, ReclaimDue due, long? ownerId, long? teamId, DateTime quietSince, DateTime? warnedAt)
    {
        (RunId, LeadId, Rule, DueAt) = (runId, leadId, due.Rule, due.At);
        (OwnerId, TeamId, QuietSince, WarnedAt) = (ownerId, teamId, quietSince, warnedAt);
    }

    private ReclaimProposal()
    {
    }

    public long Id { get; private set; }

    public long RunId { get; private set; }

    public long LeadId { get; private set; }

    public ReclaimRule Rule { get; private set; }

    public DateTime DueAt { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateTime QuietSince { get; private set; }

    /// <summary>The owner's first warning about this lead; null when there was none.</summary>
    public DateTime? WarnedAt { get; private set; }

    public ProposalState State { get; private set; }

    public void Become(ProposalState state) => State = state;
}
