using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.Audit;

/// <summary>Writes the audit log: who, what, from where, in which request.</summary>
public sealed class Auditor(CrmDbContext db, IHttpContextAccessor http, TimeProvider clock, LateNotes late)
{
    /// <summary>Is saved with the caller's change.</summary>
    public void Note(AuditKind kind, long? person = null, string? subject = null, string? details = null, long? actor = null) =>
        db.AuditLog.Add(Entry(kind, person, subject, details, actor));

    public Task WriteAsync(AuditKind kind, long? person = null, string? subject = null, string? details = null, long? actor = null)
    {
        Note(kind, person, subject, details, actor);
        return db.SaveChangesAsync();
    }

    /// <summary>For what is looked at, not changed: the page does not wait for it.</summary>
    public void NoteLate(AuditKind kind, string? subject = null, string? details = null, long? person = null) =>
        late.Add(Entry(kind, person, subject, details, null));

    private AuditEntry Entry(AuditKind kind, long? person, string? subject, string? details, long? actor)
    {
        var context = http.HttpContext;
        actor ??= context?.User.AsViewer().PersonId;
        return new AuditEntry(kind, Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime), actor)
        {
            PersonId = person == actor ? null : person,
            Subject = Cut(PlainText.Line(subject), 300),
            Details = Cut(details, AuditEntry.DetailsLength),
            Address = context?.Connection.RemoteIpAddress?.ToString(),
            RequestId = context?.TraceIdentifier,
        };
    }

    private static string? Cut(string? text, int length) => text is null ? null : PlainText.Cut(text, length);
}
