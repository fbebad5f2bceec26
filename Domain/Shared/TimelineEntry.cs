namespace SiCrm.Domain.Shared;

/// <summary>One line of a record's activity feed, written in the transaction of the change; also the outbox of notifications.</summary>
public sealed class TimelineEntry(string subject, long subjectId, string action, long? actorId, DateTime at, string? details)
{
    public long Id { get; private set; }

    /// <summary>The record type, for example <c>Lead</c>.</summary>
    public string Subject { get; private set; } = subject;

    public long SubjectId { get; private set; } = subjectId;

    /// <summary>Past participle of the verb, for example <c>Assigned</c>.</summary>
    public string Action { get; private set; } = action;

    public long? ActorId { get; private set; } = actorId;

    public DateTime At { get; private set; } = at;

    public string? Details { get; private set; } = details;
}
