using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

/// <summary>申诉: the former owner asks for a reclaimed lead; the coordinator gives it back or says why not.</summary>
public sealed class ReclaimAppeal
{
    public ReclaimAppeal(long leadId, long personId, DateTime reclaimedAt, string words, Stamp stamp)
    {
        if (stamp.At >= DeadlineOf(reclaimedAt))
        {
            throw new RuleBroken(new Refusal("AppealTooLate", ReclaimPolicy.AppealDays));
        }

        (LeadId, PersonId, ReclaimedAt, Words, At) = (leadId, personId, reclaimedAt, words, stamp.At);
    }

    private ReclaimAppeal()
    {
        Words = null!;
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    /// <summary>The former owner.</summary>
    public long PersonId { get; private set; }

    public DateTime ReclaimedAt { get; private set; }

    public string Words { get; private set; }

    public DateTime At { get; private set; }

    public bool? IsAccepted { get; private set; }

    public string? Answer { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public long? DecidedById { get; private set; }

    public int Version { get; private set; }

    public static DateTime DeadlineOf(DateTime reclaimedAt) => reclaimedAt.AddDays(ReclaimPolicy.AppealDays);

    /// <summary>The lead goes back to its former owner; the answer is the word why, against the cool-down.</summary>
    public void Accept(Lead lead, Person formerOwner, string answer, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        Decide(isAccepted: true, answer, stamp);
        lead.AssignTo(formerOwner, stamp, answer);
    }

    public void Decline(string answer, Stamp stamp) => Decide(isAccepted: false, answer, stamp);

    private void Decide(bool isAccepted, string answer, Stamp stamp)
    {
        if (DecidedAt is not null)
        {
            throw new RuleBroken(new Refusal("AppealDecided"));
        }

        if (string.IsNullOrWhiteSpace(answer))
        {
            throw new RuleBroken(new Refusal("ReasonNeeded"));
        }

        (IsAccepted, Answer, DecidedAt, DecidedById) = (isAccepted, answer, stamp.At, stamp.ActorId);
        Version++;
    }
}
