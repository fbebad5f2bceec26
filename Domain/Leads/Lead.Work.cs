using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>The owner's work: contacts, next action, conversion; and the archive.</content>
public sealed partial class Lead
{
    /// <summary>So long an archived lead can be brought back.</summary>
    public const int RestoreDays = 30;

    /// <summary>Logs a contact. The first one of an assigned lead's owner starts it: Assigned → Working.</summary>
    /// <param name="nextAction">With <paramref name="nextDueOn"/> the new plan; both null leave the plan as it is.</param>
    public void Log(LeadActivityKind kind, string? words, Stamp stamp, string? nextAction = null, DateOnly? nextDueOn = null)
    {
        RefuseArchived();
        _activities.Add(new LeadActivity(kind, PlainText.Lines(words) ?? "", stamp));
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
        RefuseArchived();
        if (!IsOpen)
        {
            throw new RuleBroken(new Refusal("LeadIsClosed", Number, Status));
        }

        if (nextDueOn < stamp.Today && nextDueOn != NextDueOn)
        {
            throw new RuleBroken(new Refusal("DateIsPast", nextDueOn));
        }

        Replan(PlainText.Line(nextAction), nextDueOn, stamp);
        Version++;
    }

    /// <summary>The first contact with the customer.</summary>
    public void Start(Stamp stamp)
    {
        var started = Move(LeadMove.Start, LeadEventKind.Started, stamp);
        FirstContactAt ??= started.At;
        LastActivityAt = started.At;
    }

    /// <summary>Called by <see cref="LeadConversion"/>, which makes the opportunity.</summary>
    internal void Convert(Stamp stamp) => Move(LeadMove.Convert, LeadEventKind.Converted, stamp);

    /// <summary>Names the opportunity once the database has numbered it.</summary>
    public void BecameOpportunity(long opportunityId) => OpportunityId = opportunityId;

    /// <summary>Puts a closed lead away; restorable for 30 days. An open one is disqualified first, so that every week closes.</summary>
    public void Archive(Stamp stamp)
    {
        RefuseArchived();
        if (IsOpen)
        {
            throw new RuleBroken(new Refusal("OpenLeadNotArchived", Number));
        }

        Put(stamp.At, stamp);
    }

    public Refusal? CanRestore(Stamp stamp) => ArchivedAt is not { } at ? new Refusal("LeadNotArchived", Number)
        : stamp.At > at.AddDays(RestoreDays) ? new Refusal("LeadArchivedTooLong", Number, RestoreDays)
        : null;

    public void Restore(Stamp stamp)
    {
        CanRestore(stamp).ThrowIfRefused();
        Put(null, stamp);
    }

    private void Put(DateTime? archivedAt, Stamp stamp)
    {
        _changes.Add(LeadChange.Of(nameof(ArchivedAt), LeadChange.Text(ArchivedAt), LeadChange.Text(archivedAt), stamp, LeadOrigin.Edit));
        ArchivedAt = archivedAt;
        Version++;
    }

    private void Replan(string? nextAction, DateOnly? nextDueOn, Stamp stamp)
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
    }
}
