namespace SiCrm.Domain.Access;

/// <summary>One line of the audit log 操作日志: written once, never changed, never taken away.</summary>
public sealed class AuditEntry
{
    public const int DetailsLength = 2000;

    public AuditEntry(AuditKind kind, DateTime at, long? actorId)
    {
        (Kind, At, ActorId) = (kind, at, actorId);
    }

    public long Id { get; private set; }

    public DateTime At { get; private set; }

    public AuditKind Kind { get; private set; }

    /// <summary>Who did it; null for somebody unknown and for the program itself.</summary>
    public long? ActorId { get; private set; }

    /// <summary>The person whom it was done to, if another one.</summary>
    public long? PersonId { get; init; }

    /// <summary>What it was about: an address of a page, a name that was typed, a list's title. No secret, ever.</summary>
    public string? Subject { get; init; }

    /// <summary>Lines of a field, what it was, and what it became, parted by tabs.</summary>
    public string? Details { get; init; }

    /// <summary>The network address it came from.</summary>
    public string? Address { get; init; }

    /// <summary>What the log of the program calls the request.</summary>
    public string? RequestId { get; init; }
}
