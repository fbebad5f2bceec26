using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>Taking back what the desk did: by a new event, the history stays.</content>
public sealed partial class Lead
{
    /// <summary>What an undo of the next desk decision would bring back.</summary>
    public LeadHold Hold => new(
        Status, StatusSince, OwnerId, AssignedAt, FirstContactAt, LastActivityAt, NextAction, NextDueOn, ExemptUntil, ExemptReason);

    /// <summary>Null when nothing happened to the lead since its history had so many rows.</summary>
    /// <param name="events">The lead's <see cref="Events"/> right after the decision.</param>
    /// <param name="owner">Who gets it back; null when it was unowned.</param>
    public Refusal? CanUndo(int events, Person? owner, Stamp stamp)
    {
        if (ArchivedAt is not null)
        {
            return new Refusal("LeadIsArchived", Number);
        }

        if (Events != events || LastActivityAt > _history.MaxBy(row => row.Seq)?.At)
        {
            return new Refusal("LeadMovedOn", Number);
        }

        return owner?.IsActive(stamp.Today) == false ? new Refusal("PersonNotActive", owner.Name) : null;
    }

    public void Undo(LeadHold before, int events, Person? owner, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(before);
        CanUndo(events, owner, stamp).ThrowIfRefused();
        var row = Record(LeadEventKind.Undone, before.Status, stamp, change: () => TakeBack(before, owner));
        StatusSince = row.TransitionAt = before.StatusSince;
    }

    private void TakeBack(LeadHold before, Person? owner)
    {
        (OwnerId, TeamId, AssignedAt) = (owner?.Id, owner?.TeamId, before.AssignedAt);
        (FirstContactAt, LastActivityAt) = (before.FirstContactAt, before.LastActivityAt);
        (NextAction, NextDueOn) = (before.NextAction, before.NextDueOn);
        (ExemptUntil, ExemptReason) = (before.ExemptUntil, before.ExemptReason);
    }
}
