using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>How a customer is reminded.</summary>
public enum ReminderChannel
{
    Phone,
    Mail,
    Message,
    Letter,
    Visit,
}

/// <summary>What was said in a reminder.</summary>
/// <param name="Level">1 friendly, 2 firm, 3 the last before other steps.</param>
/// <param name="ContactId">Whom of the customer; null: nobody in particular.</param>
/// <param name="PromisedOn">When he said that he will pay; null: he promised nothing.</param>
public sealed record ReminderTerms(int Level, DateOnly On, ReminderChannel Channel, long? ContactId, string? Note, DateOnly? PromisedOn);

/// <summary>催款记录: the customer was reminded of what is overdue; written once, never changed.</summary>
public sealed class PaymentReminder
{
    public const int HighestLevel = 3;

    /// <summary>So many days after a reminder without a promise the next one is due.</summary>
    public const int DaysBetween = 14;

    internal PaymentReminder(ReminderTerms terms, Stamp stamp)
    {
        (Level, On, Channel, ContactId, Note, PromisedOn) = (terms.Level, terms.On, terms.Channel, terms.ContactId, PlainText.Lines(terms.Note), terms.PromisedOn);
        (At, ActorId) = (stamp.At, stamp.ActorId);
    }

    private PaymentReminder()
    {
    }

    public long Id { get; private set; }

    public long ContractId { get; private set; }

    public int Level { get; private set; }

    public DateOnly On { get; private set; }

    public ReminderChannel Channel { get; private set; }

    public long? ContactId { get; private set; }

    public string? Note { get; private set; }

    public DateOnly? PromisedOn { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>The day after the one that was promised, else some days later.</summary>
    public DateOnly NextOn => PromisedOn?.AddDays(1) ?? On.AddDays(DaysBetween);

    /// <summary>What was reminded of is still open after the promised day.</summary>
    public bool IsBroken(DateOnly today) => PromisedOn < today;
}
