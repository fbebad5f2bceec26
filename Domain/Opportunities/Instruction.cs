using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>批示: what somebody who decides wants done about an opportunity, and what came of it; answered it stays as history.</summary>
public sealed class Instruction
{
    public const int TextLength = 1_000;

    /// <exception cref="RuleBroken">Nothing is open, nothing is said, or the day is past.</exception>
    public Instruction(Opportunity opportunity, string? text, DateOnly? dueOn, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        (opportunity.IsOpen ? dueOn < stamp.Today ? new Refusal("DateIsPast", dueOn) : null
            : new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State)).ThrowIfRefused();
        OpportunityId = opportunity.Id;
        Text = PlainText.Lines(text) ?? throw new RuleBroken(new Refusal("InstructionNeeded"));
        (DueOn, GivenAt, GivenById) = (dueOn, stamp.At, stamp.ActorId);
    }

    private Instruction() => Text = "";

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public string Text { get; private set; }

    /// <summary>Until when it is to be answered; null: no day was set.</summary>
    public DateOnly? DueOn { get; private set; }

    public DateTime GivenAt { get; private set; }

    public long? GivenById { get; private set; }

    /// <summary>Null while nobody has answered.</summary>
    public DateTime? AnsweredAt { get; private set; }

    public long? AnsweredById { get; private set; }

    public string? Answer { get; private set; }

    public bool IsOpen => AnsweredAt is null;

    public bool IsLate(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>What was done, or why not; who gave it takes it back in the same way.</summary>
    public void Reply(string? answer, Stamp stamp)
    {
        (IsOpen ? null : new Refusal("InstructionAnswered")).ThrowIfRefused();
        Answer = PlainText.Lines(answer) ?? throw new RuleBroken(new Refusal("AnswerNeeded"));
        (AnsweredAt, AnsweredById) = (stamp.At, stamp.ActorId);
    }
}
