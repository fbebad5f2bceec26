using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads.Desk;

public enum ConfirmationAnswer
{
    /// <summary>Still alive: with the next step and its day.</summary>
    Alive,
    GivenBack,
    Converted,

    /// <summary>The owner said nothing; the lead moved on by other hands.</summary>
    MovedOn,
}

/// <summary>升迁确认: on Friday an owner is asked for a word on a lead without movement. No answer is silence, the first reclaim warning.</summary>
public sealed class WeeklyConfirmation
{
    public WeeklyConfirmation(long leadId, IsoWeek week, long ownerId, long? teamId, DateTime quietSince, DateTime askedAt)
    {
        (LeadId, WeekOn, OwnerId, TeamId, QuietSince, AskedAt) = (leadId, week.Monday, ownerId, teamId, quietSince, askedAt);
    }

    private WeeklyConfirmation()
    {
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    /// <summary>The week's Monday.</summary>
    public DateOnly WeekOn { get; private set; }

    public long OwnerId { get; private set; }

    /// <summary>The owner's team when he was asked.</summary>
    public long? TeamId { get; private set; }

    public DateTime QuietSince { get; private set; }

    public DateTime AskedAt { get; private set; }

    /// <summary>Null: silence.</summary>
    public ConfirmationAnswer? Answer { get; private set; }

    public DateTime? AnsweredAt { get; private set; }

    /// <summary>The lead lives: its next step and the day of it are the word.</summary>
    public void SayAlive(Lead lead, string nextAction, DateOnly nextDueOn, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        if (nextDueOn < stamp.Today)
        {
            throw new RuleBroken(new Refusal("DateIsPast", nextDueOn));
        }

        lead.Plan(nextAction, nextDueOn, stamp);
        Become(ConfirmationAnswer.Alive, stamp);
    }

    public void GiveBack(Lead lead, GiveBackReason reason, string? note, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(lead);
        lead.GiveBack(reason, note, stamp);
        Become(ConfirmationAnswer.GivenBack, stamp);
    }

    /// <summary>The lead left its owner by another door.</summary>
    public void Become(ConfirmationAnswer answer, Stamp stamp) => (Answer, AnsweredAt) = (answer, stamp.At);
}
