using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>One change of a lead as a file of past events tells it.</summary>
/// <param name="Row">Orders events of one instant.</param>
/// <param name="OwnerId">The owner right after it, where the file says so.</param>
/// <param name="TeamId">That owner's team.</param>
public sealed record PastEvent(
    int Row, DateTime At, LeadStatus From, LeadStatus To, long? OwnerId, long? TeamId, long? ActorId, string? Reason)
{
    public bool Is(LeadEvent row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.IsTransition && row.At == At && row.To == To;
    }

    internal LeadEvent ToRow(long importId, Stamp stamp) => new()
    {
        At = At,
        RecordedAt = stamp.At,
        Kind = Kind,
        To = To,
        ToOwnerId = To == LeadStatus.Assigned ? OwnerId : null,
        ToTeamId = To == LeadStatus.Assigned ? TeamId : null,
        ActorId = ActorId,
        Reason = Reason,
        ImportId = importId,
    };

    /// <summary>Who took a lead back tells a reclaim from a return; that shows when the row follows another.</summary>
    private LeadEventKind Kind => LeadFlow.Between(From, To)?.Move switch
    {
        LeadMove.Qualify => LeadEventKind.Qualified,
        LeadMove.Disqualify => LeadEventKind.Disqualified,
        LeadMove.Assign => LeadEventKind.Assigned,
        LeadMove.Reassign => LeadEventKind.Reassigned,
        LeadMove.Start => LeadEventKind.Started,
        LeadMove.Convert => LeadEventKind.Converted,
        LeadMove.Reclaim or LeadMove.GiveBack => LeadEventKind.Reclaimed,
        LeadMove.Reopen => LeadEventKind.Reopened,
        _ => throw new InvalidOperationException($"{From} → {To} is no step."),
    };
}

/// <summary>Where a lead stands between two events, as far as the next one depends on it.</summary>
internal readonly record struct Standing(LeadStatus Status, long? OwnerId)
{
    /// <summary>Null when the event can happen to a lead that stands here.</summary>
    public Refusal? Refuse(PastEvent past)
    {
        if (LeadFlow.Between(past.From, past.To) is null)
        {
            return new Refusal("PastEventNoMove", past.From, past.To);
        }

        if (Status != past.From)
        {
            return new Refusal("PastEventDoesNotFollow", Status, past.From);
        }

        return past.To == LeadStatus.Assigned ? RefuseOwner(past)
            : past.OwnerId is null || past.OwnerId == OwnerId ? null
            : new Refusal("PastEventOtherOwner", past.To);
    }

    public Standing After(PastEvent past) => past.To switch
    {
        LeadStatus.Assigned => new(past.To, past.OwnerId),
        LeadStatus.Reclaimed or LeadStatus.New => new(past.To, null),
        _ => this with { Status = past.To },
    };

    /// <summary>Null when the row, which is here already, can't have happened to a lead that stands here.</summary>
    public Standing? After(LeadEvent row) => row.Kind switch
    {
        LeadEventKind.Captured => new(row.To, row.ToOwnerId),
        LeadEventKind.Revalued => this,
        LeadEventKind.TeamChanged => OwnerId == row.ToOwnerId ? this : null,
        _ when row.From != Status => null,
        LeadEventKind.HandedOver => OwnerId is null || row.ToOwnerId == OwnerId ? null : this with { OwnerId = row.ToOwnerId },
        LeadEventKind.Assigned or LeadEventKind.Undone => new(row.To, row.ToOwnerId),
        LeadEventKind.Reassigned => row.ToOwnerId == OwnerId ? null : new(row.To, row.ToOwnerId),
        LeadEventKind.Reclaimed or LeadEventKind.GivenBack or LeadEventKind.Reopened => new(row.To, null),
        _ => this with { Status = row.To },
    };

    private Refusal? RefuseOwner(PastEvent past) =>
        past.OwnerId is null ? new Refusal("PastEventNeedsOwner")
        : past.OwnerId == OwnerId ? new Refusal("PastEventSameOwner")
        : null;
}
