using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>What happened to a lead. All but the last three are transitions of the status machine.</summary>
public enum LeadEventKind
{
    Captured,
    Qualified,
    Disqualified,
    Assigned,
    Reassigned,
    Started,
    Converted,
    Reclaimed,
    GivenBack,
    Reopened,

    /// <summary>A decision of the lead desk was taken back; the lead is held as before it.</summary>
    Undone,

    /// <summary>The estimated amount changed.</summary>
    Revalued,

    /// <summary>The owner changed team and took the lead along.</summary>
    TeamChanged,

    /// <summary>移交: somebody else answers for the lead, which stays where it is.</summary>
    HandedOver,
}

public static class LeadEventKinds
{
    /// <summary>Whether the kind moves a lead in the status machine.</summary>
    public static bool IsTransition(this LeadEventKind kind) =>
        kind is not (LeadEventKind.Revalued or LeadEventKind.TeamChanged or LeadEventKind.HandedOver);
}

/// <summary>
/// One row of a lead's append-only history. The row holds for the interval (<see cref="At"/>, <see cref="UntilAt"/>]:
/// the state at an instant t is the one after the last event strictly before t (product text, section 4).
/// </summary>
public sealed class LeadEvent
{
    internal LeadEvent()
    {
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    /// <summary>Position in the lead's history, from 1; orders events of the same instant.</summary>
    public int Seq { get; internal set; }

    public DateTime At { get; internal init; }

    /// <summary>The instant of the lead's next event; null while this is the last.</summary>
    public DateTime? UntilAt { get; internal set; }

    /// <summary>When the program learnt of it; later than <see cref="At"/> for imported history.</summary>
    public DateTime RecordedAt { get; internal init; }

    public LeadEventKind Kind { get; internal set; }

    /// <summary>Null for the capture.</summary>
    public LeadStatus? From { get; internal set; }

    public LeadStatus To { get; internal set; }

    public long? FromOwnerId { get; internal set; }

    public long? ToOwnerId { get; internal set; }

    public long? FromTeamId { get; internal set; }

    public long? ToTeamId { get; internal set; }

    /// <summary>The estimated amount right before; zero while unknown.</summary>
    public Money AmountBefore { get; internal set; }

    /// <summary>The estimated amount right after; zero while unknown.</summary>
    public Money Amount { get; internal set; }

    /// <summary>
    /// When the lead last made a transition, this event included: what <em>stalled</em> is counted from.
    /// An undo has the one before the decision that it takes back.
    /// </summary>
    public DateTime TransitionAt { get; internal set; }

    public long? ActorId { get; internal init; }

    /// <summary>A code (disqualification, give-back, reclaim rule) or words.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The import that brought it; null for events made here.</summary>
    public long? ImportId { get; internal init; }

    /// <summary>升迁: to a higher rank; what an undo restores is none.</summary>
    public bool IsPromotion => Kind != LeadEventKind.Undone && From is { } from && LeadStatuses.IsPromotion(from, To);

    public bool IsTransition => Kind.IsTransition();

    /// <summary>Takes its place behind another row: what follows from that one is worked out anew, what this one says itself stays.</summary>
    internal void Follow(LeadEvent? before)
    {
        if (Kind == LeadEventKind.Reclaimed && Seq == 0 && ActorId is not null && ActorId == before?.ToOwnerId)
        {
            Kind = LeadEventKind.GivenBack;
        }

        (Seq, From) = ((before?.Seq ?? 0) + 1, before?.To);
        To = IsTransition ? To : before?.To ?? To;
        (FromOwnerId, FromTeamId) = (before?.ToOwnerId, before?.ToTeamId);
        (ToOwnerId, ToTeamId) = OwnerAfter(before);
        AmountBefore = before?.Amount ?? Money.Zero;
        Amount = Kind is LeadEventKind.Captured or LeadEventKind.Revalued ? Amount : AmountBefore;
        TransitionAt = Kind == LeadEventKind.Undone ? TransitionAt : IsTransition ? At : before?.TransitionAt ?? At;
        UntilAt = null;
        if (before is not null)
        {
            before.UntilAt = At;
        }
    }

    private (long? OwnerId, long? TeamId) OwnerAfter(LeadEvent? before) => Kind switch
    {
        LeadEventKind.Assigned or LeadEventKind.Reassigned or LeadEventKind.HandedOver or LeadEventKind.Undone => (ToOwnerId, ToTeamId),
        LeadEventKind.TeamChanged => (before?.ToOwnerId, ToTeamId),
        LeadEventKind.Captured or LeadEventKind.Reclaimed or LeadEventKind.GivenBack or LeadEventKind.Reopened => (null, null),
        _ => (before?.ToOwnerId, before?.ToTeamId),
    };
}
