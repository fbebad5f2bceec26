using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Care;

/// <summary>When a cycle asks for the next act of care: once when the silence has lasted it, and after every further length of it.</summary>
public static class CareCycle
{
    /// <summary>The end of the cycle: so many days after the last two-way touch, or after the beginning.</summary>
    public static DateOnly? EndOf(DateTime? lastTouchAt, DateTime createdAt, int? days, CompanyTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return days is { } length ? time.DayOf(lastTouchAt ?? createdAt).AddDays(length) : null;
    }

    /// <summary>The task that is to be there by today, if it was not made before: one that was done or skipped without an answer comes again after a cycle.</summary>
    /// <param name="dueOn">The end of the cycle, which a touch moves on.</param>
    public static CareTask Task(CareSubject subject, DateOnly dueOn, int days, BusinessCalendar calendar, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var round = Math.Max(0, stamp.Today.DayNumber - dueOn.DayNumber) / days;
        var kind = subject.ContactId is null ? CareKind.Visit : CareKind.KeyContact;
        var key = string.Create(CultureInfo.InvariantCulture, $"{kind}:{subject.ContactId ?? subject.CustomerId}:{dueOn:yyyyMMdd}:{round}");
        return new CareTask(subject, kind, key, dueOn, calendar.DueFor(dueOn, stamp.Today), stamp);
    }

    /// <summary>A birthday or a festival: once for each, on the last working day before it that leaves time to greet.</summary>
    public static CareTask Task(CareSubject subject, CareKind occasion, DateOnly on, int greetDays, BusinessCalendar calendar, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var key = string.Create(CultureInfo.InvariantCulture, $"{occasion}:{on:yyyyMMdd}:{subject.CustomerId}:{subject.ContactId}");
        return new CareTask(subject, occasion, key, on, calendar.DueFor(on.AddDays(-greetDays), stamp.Today), stamp);
    }
}
