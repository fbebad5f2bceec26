using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>催款: whom we reminded of what is overdue, and when it is to be done again.</content>
public sealed partial class Contract
{
    private readonly List<PaymentReminder> _reminders = [];

    public IReadOnlyList<PaymentReminder> Reminders => _reminders;

    /// <summary>From this day on the customer is to be reminded again; null: he was not yet. Kept for lists.</summary>
    public DateOnly? RemindOn { get; private set; }

    public PaymentReminder? LastReminder => _reminders.MaxBy(reminder => (reminder.On, reminder.At));

    /// <summary>What the next reminder will be: one level higher, up to the last.</summary>
    public int NextLevel => Math.Min(PaymentReminder.HighestLevel, (LastReminder?.Level ?? 0) + 1);

    public void Remind(ReminderTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        CanRemind(terms, stamp.Today).ThrowIfRefused();
        Record(ContractEventKind.Reminded, stamp, () =>
        {
            _reminders.Add(new PaymentReminder(terms, stamp));
            RemindOn = LastReminder?.NextOn;
        }, OverdueOn(terms.On), $"{terms.Level}/{PaymentReminder.HighestLevel}", terms.Note);
    }

    public Refusal? CanRemind(ReminderTerms terms, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.On > today ? new Refusal("DayInFuture", terms.On)
            : !Status.IsSigned() || OverdueOn(terms.On) == Money.Zero ? new Refusal("NothingToRemind", Label, terms.On)
            : terms.Level is < 1 or > PaymentReminder.HighestLevel ? new Refusal("ReminderLevel", PaymentReminder.HighestLevel)
            : terms.PromisedOn < terms.On ? new Refusal("PromisedBeforeReminded", terms.PromisedOn, terms.On)
            : null;
    }
}
