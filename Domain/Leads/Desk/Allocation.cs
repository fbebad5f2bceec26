using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

public enum AllocationKind
{
    /// <summary>分配: leads went to people.</summary>
    HandOut,

    /// <summary>收回: leads went back to the pool.</summary>
    Reclaim,

    /// <summary>无效: leads were closed.</summary>
    Disqualify,
}

/// <summary>客户分配与调整: one confirmed decision over many leads; what went where and why, the proof, and the undo.</summary>
public sealed class Allocation
{
    private readonly List<AllocationRow> _rows = [];

    public Allocation(AllocationKind kind, string? reason, Stamp stamp)
    {
        (Kind, Reason, At, ActorId) = (kind, reason, stamp.At, stamp.ActorId);
    }

    private Allocation()
    {
    }

    public long Id { get; private set; }

    public AllocationKind Kind { get; private set; }

    public string? Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>How many leads it moved.</summary>
    public int Leads { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public long? UndoneById { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<AllocationRow> Rows => _rows;

    public void Give(Lead lead, Person person, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        ArgumentNullException.ThrowIfNull(person);
        var before = lead.Hold;
        lead.AssignTo(person, stamp, Reason);
        Keep(lead, before, person.Id);
    }

    /// <param name="rule">The rule that ran out; null when a person decided, then the allocation's reason says why.</param>
    public void Take(Lead lead, ReclaimRule? rule, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        var before = lead.Hold;
        lead.Reclaim(rule, Reason, stamp);
        Keep(lead, before, null);
    }

    public void Close(Lead lead, DisqualifyReason why, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        var before = lead.Hold;
        lead.Disqualify(why, Reason, stamp);
        Keep(lead, before, lead.OwnerId);
    }

    /// <summary>Brings back every lead that did not move on since; the others stay and say why.</summary>
    /// <param name="leads">The leads as they are now, by id; what the viewer may not touch is missing.</param>
    /// <param name="people">Former owners by id.</param>
    public void Undo(IReadOnlyDictionary<long, Lead> leads, IReadOnlyDictionary<long, Person> people, Stamp stamp)
    {
        if (UndoneAt is not null)
        {
            throw new RuleBroken(new Refusal("AlreadyUndone"));
        }

        (UndoneAt, UndoneById) = (stamp.At, stamp.ActorId);
        Version++;
        foreach (var row in _rows)
        {
            row.Undo(leads.GetValueOrDefault(row.LeadId), row.Before.OwnerId is { } owner ? people.GetValueOrDefault(owner) : null, stamp);
        }
    }

    private void Keep(Lead lead, LeadHold before, long? toOwnerId)
    {
        _rows.Add(new AllocationRow(lead, before, toOwnerId));
        Leads++;
    }
}

/// <summary>One lead of an allocation: how it was held before, and to whom it went.</summary>
public sealed class AllocationRow
{
    internal AllocationRow(Lead lead, LeadHold before, long? toOwnerId)
    {
        (LeadId, Before, ToOwnerId, Events) = (lead.Id, before, toOwnerId, lead.Events);
    }

    private AllocationRow()
    {
        Before = null!;
    }

    public long Id { get; private set; }

    public long AllocationId { get; private set; }

    public long LeadId { get; private set; }

    public LeadHold Before { get; private set; }

    /// <summary>Null: to the pool.</summary>
    public long? ToOwnerId { get; private set; }

    /// <summary>The number of the lead's events right after; another number means that it moved on.</summary>
    public int Events { get; private set; }

    public bool IsUndone { get; private set; }

    /// <summary>Why the undo left this lead: a refusal's code; null when it did not.</summary>
    public string? StayedBecause { get; private set; }

    internal void Undo(Lead? lead, Person? owner, Stamp stamp)
    {
        StayedBecause = lead is null ? "LeadMovedOn" : lead.CanUndo(Events, owner, stamp)?.Code;
        IsUndone = StayedBecause is null;
        if (IsUndone)
        {
            lead?.Undo(Before, Events, owner, stamp);
        }
    }
}
