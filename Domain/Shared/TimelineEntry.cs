namespace SiCrm.Domain.Shared;

/// <summary>
/// One line of the activity feed of a record that has no typed history of its own, written in the transaction of the change.
/// A lead has one: its feed is read from <c>LeadEvent</c>, <c>LeadActivity</c> and <c>LeadChange</c>.
/// </summary>
public sealed class TimelineEntry(string subject, long subjectId, string action, long? actorId, DateTime at, string? details)
{
    public long Id { get; private set; }

    /// <summary>The record type, for example <c>Person</c>.</summary>
    public string Subject { get; private set; } = subject;

    public long SubjectId { get; private set; } = subjectId;

    /// <summary>Past participle of the verb, for example <c>Deactivated</c>.</summary>
    public string Action { get; private set; } = action;

    public long? ActorId { get; private set; } = actorId;

    public DateTime At { get; private set; } = at;

    public string? Details { get; private set; } = details;
}
