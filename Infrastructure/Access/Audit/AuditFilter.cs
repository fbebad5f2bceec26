using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access.Audit;

/// <summary>What of the audit log is looked for.</summary>
public sealed class AuditFilter
{
    public AuditGroup? Group { get; set; }

    public AuditKind? Kind { get; set; }

    /// <summary>Who did it, or whom it was done to.</summary>
    public long? Person { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    /// <summary>From a moment on, in UTC.</summary>
    public DateTime? Since { get; set; }

    /// <summary>In the subject, or the request's id, or the network address, as they begin.</summary>
    public string? Q { get; set; }

    public bool IsEmpty => (Group, Kind, Person, From, To, Since, Q) is (null, null, null, null, null, null, null or "");

    public IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries, CompanyTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (From is { } from)
        {
            var begin = time.StartOf(from);
            entries = entries.Where(entry => entry.At >= begin);
        }

        if (Since is { } moment)
        {
            var since = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
            entries = entries.Where(entry => entry.At >= since);
        }

        if (To is { } to)
        {
            var end = time.StartOf(to.AddDays(1));
            entries = entries.Where(entry => entry.At < end);
        }

        return OfKind(OfPerson(Saying(entries)));
    }

    private IQueryable<AuditEntry> OfKind(IQueryable<AuditEntry> entries)
    {
        if (Kind is { } kind)
        {
            return entries.Where(entry => entry.Kind == kind);
        }

        var kinds = Enum.GetValues<AuditKind>().Where(each => each.GroupOf() == Group).ToList();
        return Group is null ? entries : entries.Where(entry => kinds.Contains(entry.Kind));
    }

    private IQueryable<AuditEntry> OfPerson(IQueryable<AuditEntry> entries) =>
        Person is { } id ? entries.Where(entry => entry.ActorId == id || entry.PersonId == id) : entries;

    private IQueryable<AuditEntry> Saying(IQueryable<AuditEntry> entries)
    {
        var text = Q?.Trim();
        return string.IsNullOrEmpty(text) ? entries : entries.Where(entry =>
            (entry.Subject ?? "").StartsWith(text) || (entry.Address ?? "").StartsWith(text) || entry.RequestId == text);
    }
}

/// <summary>A line of the log as the page shows it.</summary>
public sealed record AuditRow(
    long Id, DateTime At, AuditKind Kind, long? ActorId, long? PersonId, string? Subject, string? Details, string? Address, string? RequestId);

public static class AuditQueries
{
    /// <summary>The newest first.</summary>
    public static readonly KeysetOrder<AuditEntry, AuditRow> ByTime =
        new(row => row.Id, new KeysetLeg<AuditEntry, AuditRow, DateTime>(entry => entry.At, row => row.At));

    public static IQueryable<AuditRow> AsRows(this IQueryable<AuditEntry> entries) => entries.Select(entry => new AuditRow(
        entry.Id, entry.At, entry.Kind, entry.ActorId, entry.PersonId, entry.Subject, entry.Details, entry.Address, entry.RequestId));
}
