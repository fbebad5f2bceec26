using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>The owner's work: contacts, next action, conversion; and the archive.</content>
public sealed partial class Lead
{
    /// <summary>Logs a contact. The first one of an assigned lead's owner starts it: Assigned → Working.</summary>
    public void Log(LeadActivityKind kind, string words, Stamp stamp, string? nextAction = null, DateOnly? nextDueOn = null)
    {
        if (ArchivedAt is not null)
        {
            throw new RuleBroken(new Refusal("LeadIsArchived", Number));
        }

        _activities.Add(new LeadActivity(kind, words, stamp));
        if (kind != LeadActivityKind.Note)
        {
            LastActivityAt = stamp.At;
        }

        if (nextAction is not null || nextDueOn is not null)
        {
            Plan(nextAction, nextDueOn, stamp);
        }

        if (Status == LeadStatus.Assigned && kind != LeadActivityKind.Note && stamp.ActorId == OwnerId)
        {
            Start(stamp);
        }
        else
        {
            Version++;
        }
    }

    /// <summary>The next action and its day; both changes are kept.</summary>
    public void Plan(string? nextAction, DateOnly? nextDueOn, Stamp stamp)
    {
        if (NextAction != nextAction)
        {
            _changes.Add(LeadChange.Of(nameof(NextAction), NextAction, nextAction, stamp, LeadOrigin.Edit));
        }

        if (NextDueOn != nextDueOn)
        {
            _changes.Add(LeadChange.Of(nameof(NextDueOn), LeadChange.Text(NextDueOn), LeadChange.Text(nextDueOn), stamp, LeadOrigin.Edit));
        }

        (NextAction, NextDueOn) = (nextAction, nextDueOn);
        Version++;
    }

    /// <summary>The first contact with the customer.</summary>
    public void Start(Stamp stamp)
    {
        Move(LeadMove.Start, LeadEventKind.Started, stamp);
        FirstContactAt ??= stamp.At;
        LastActivityAt = stamp.At;
    }

    /// <summary>Called by <see cref="LeadConversion"/>, which makes the opportunity.</summary>
    internal void Convert(Stamp stamp) => Move(LeadMove.Convert, LeadEventKind.Converted, stamp);

    /// <summary>Names the opportunity once the database has numbered it.</summary>
    public void BecameOpportunity(long opportunityId) => OpportunityId = opportunityId;

    /// <summary>Puts a closed lead away; restorable for 30 days. An open one is disqualified first, so that every week closes.</summary>
    public void Archive(Stamp stamp)
    {
        if (IsOpen)
        {
            throw new RuleBroken(new Refusal("OpenLeadNotArchived", Number));
        }

        ArchivedAt = stamp.At;
        Version++;
    }

    public void Restore()
    {
        ArchivedAt = null;
        Version++;
    }
}
