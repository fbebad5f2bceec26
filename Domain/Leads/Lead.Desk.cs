using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <content>The lead desk's work: qualify, assign, reclaim, disqualify, reopen.</content>
public sealed partial class Lead
{
    /// <summary>Until this day no run takes the lead; a person still may.</summary>
    public DateOnly? ExemptUntil { get; private set; }

    public string? ExemptReason { get; private set; }

    /// <summary>When the reclaim policy will take the lead; null when it will not. Kept by the context at every save.</summary>
    public DateTime? ReclaimDueAt { get; private set; }

    public ReclaimRule? ReclaimRule { get; private set; }

    /// <summary>
    /// The last transition or contact of an open lead that passed triage, null for all others: how stale it is.
    /// Kept with <see cref="ReclaimDueAt"/>, for one index to serve the desk's order.
    /// </summary>
    public DateTime? QuietSince { get; private set; }

    public void Qualify(QualificationAnswers answers, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(answers);
        CanMove(LeadMove.Qualify).ThrowIfRefused();
        if (new[] { answers.Target, answers.Solvable, answers.Affordable }.Any(answer => answer != Answer.Yes))
        {
            throw new RuleBroken(new Refusal("QualificationNeedsThreeYes"));
        }

        _qualifications.Add(new LeadQualification(answers, passed: true, reason: null, stamp));
        Move(LeadMove.Qualify, LeadEventKind.Qualified, stamp);
    }

    public void Disqualify(DisqualifyReason reason, string? note, Stamp stamp, QualificationAnswers? answers = null)
    {
        CanMove(LeadMove.Disqualify).ThrowIfRefused();
        if (answers is not null)
        {
            _qualifications.Add(new LeadQualification(answers, passed: false, reason.ToString(), stamp));
        }

        Leave(LeadMove.Disqualify, LeadEventKind.Disqualified, stamp, Words(reason.ToString(), note), keepsOwner: true);
    }

    /// <summary>Null when the lead may go to this person now.</summary>
    /// <param name="why">The coordinator's word for giving a reclaimed lead back to its former owner within the cool-down.</param>
    public Refusal? CanAssignTo(Person person, Stamp stamp, string? why = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (CanMove(OwnerId is null ? LeadMove.Assign : LeadMove.Reassign) is { } refusal)
        {
            return refusal;
        }

        if (!person.IsActive(stamp.Today))
        {
            return new Refusal("PersonNotActive", person.Name);
        }

        if (OwnerId == person.Id)
        {
            return new Refusal("LeadAlreadyHis", Number, person.Name);
        }

        return string.IsNullOrWhiteSpace(why) && CooledDownAt(person.Id) is { } at && stamp.At < at
            ? new Refusal("LeadCoolsDown", Number, person.Name, at)
            : null;
    }

    /// <summary>Assigns an unowned lead, or gives it to a new owner (from Working that is back to Assigned).</summary>
    public void AssignTo(Person person, Stamp stamp, string? why = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        CanAssignTo(person, stamp, why).ThrowIfRefused();
        Record(OwnerId is null ? LeadEventKind.Assigned : LeadEventKind.Reassigned, LeadStatus.Assigned, stamp, reason: PlainText.Line(why),
            change: () => Own(person.Id, person.TeamId, NotBeforeLast(stamp.At)));
    }

    /// <summary>收回: takes the lead back into the pool.</summary>
    /// <param name="rule">The rule that ran out, or null when the coordinator decided; then <paramref name="reason"/> says why.</param>
    public void Reclaim(ReclaimRule? rule, string? reason, Stamp stamp)
    {
        if (rule is null && string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleBroken(new Refusal("ReasonNeeded"));
        }

        Leave(LeadMove.Reclaim, LeadEventKind.Reclaimed, stamp, Words(rule?.ToString(), reason), keepsOwner: false);
    }

    public void GiveBack(GiveBackReason reason, string? note, Stamp stamp) =>
        Leave(LeadMove.GiveBack, LeadEventKind.GivenBack, stamp, Words(reason.ToString(), note), keepsOwner: false);

    public void Reopen(string? reason, Stamp stamp)
    {
        CanMove(LeadMove.Reopen).ThrowIfRefused();
        Record(LeadEventKind.Reopened, LeadStatus.New, stamp, reason: PlainText.Line(reason), change: () => Disown(stamp));
    }

    public void Exempt(DateOnly until, string reason, Stamp stamp)
    {
        RefuseArchived();
        if (until < stamp.Today)
        {
            throw new RuleBroken(new Refusal("DateIsPast", until));
        }

        _changes.Add(LeadChange.Of(nameof(ExemptUntil), LeadChange.Text(ExemptUntil), $"{LeadChange.Text(until)} {reason}", stamp, LeadOrigin.Edit));
        (ExemptUntil, ExemptReason) = (until, reason);
        Version++;
    }

    /// <summary>The owner changed team: the lead goes along, as an event, so that reports by team close.</summary>
    public void FollowOwner(Person owner, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (OwnerId == owner.Id && TeamId != owner.TeamId)
        {
            Record(LeadEventKind.TeamChanged, Status, stamp, change: () => TeamId = owner.TeamId);
        }
    }

    /// <summary>移交: somebody else answers for it; status, contacts and plan stay as they are, so that nothing begins anew.</summary>
    public void HandOverTo(Person person, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(person);
        CanHandOverTo(person, stamp).ThrowIfRefused();
        Record(LeadEventKind.HandedOver, Status, stamp, reason: PlainText.Line(reason), change: () => (OwnerId, TeamId) = (person.Id, person.TeamId));
    }

    /// <summary>Refused for a lead that nobody owns or that has ended, and for somebody who has it or is not active.</summary>
    public Refusal? CanHandOverTo(Person person, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(person);
        return ArchivedAt is not null ? new Refusal("LeadIsArchived", Number)
            : OwnerId is null || !IsOpen ? new Refusal("LeadHasNoOwner", Number)
            : OwnerId == person.Id ? new Refusal("LeadAlreadyHis", Number, person.Name)
            : person.IsActive(stamp.Today) ? null
            : new Refusal("PersonNotActive", person.Name);
    }

    /// <summary>Keeps what the policy says of the lead as it is now, and what the desk orders by; no change of the lead itself.</summary>
    public void Expect(ReclaimDue? due)
    {
        (ReclaimDueAt, ReclaimRule) = (due?.At, due?.Rule);
        QuietSince = !IsOpen || Status == LeadStatus.New ? null : LastActivityAt > StatusSince ? LastActivityAt : StatusSince;
    }

    /// <summary>From when a lead that was reclaimed from this person may go to him without a word why.</summary>
    private DateTime? CooledDownAt(long personId) =>
        _history.Where(row => row.Kind == LeadEventKind.Reclaimed && row.FromOwnerId == personId)
            .Max(row => (DateTime?)row.At)?.AddDays(ReclaimPolicy.CoolDownDays);

    private void Leave(LeadMove move, LeadEventKind kind, Stamp stamp, string? reason, bool keepsOwner)
    {
        CanMove(move).ThrowIfRefused();
        var to = LeadFlow.Find(Status, move)?.To ?? Status;
        Record(kind, to, stamp, reason: reason, change: keepsOwner ? null : () => Disown(stamp));
    }

    private void Own(long personId, long? teamId, DateTime at)
    {
        (OwnerId, TeamId, AssignedAt) = (personId, teamId, at);
        (FirstContactAt, LastActivityAt) = (null, null);
    }

    private void Disown(Stamp stamp)
    {
        Replan(null, null, stamp);
        (OwnerId, TeamId, AssignedAt, FirstContactAt) = (null, null, null, null);
        (ExemptUntil, ExemptReason) = (null, null);
    }

    /// <summary>The code first, so that reports can count by it.</summary>
    private static string? Words(string? code, string? note) => (code, PlainText.Line(note)) switch
    {
        (_, null) => code,
        (null, var words) => PlainText.Cut(words, LeadLengths.Reason),
        (_, var words) => PlainText.Cut($"{code}: {words}", LeadLengths.Reason),
    };
}
