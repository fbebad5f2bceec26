using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Imports;

/// <summary>The only door to imports: every query begins here.</summary>
public static class ImportQueries
{
    /// <summary>Whoever began it, and administrators: a file and what became of it is nobody else's business.</summary>
    public static IQueryable<Import> VisibleTo(this IQueryable<Import> imports, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.May(RecordType.Person, AccessAction.Write) ? imports : imports.Where(import => import.ById == viewer.PersonId && viewer.PersonId != null);
    }

    public static IQueryable<ImportNote> NotesOf(this CrmDbContext db, Import import, ImportNoteKind kind)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ImportNotes.AsNoTracking().Where(note => note.ImportId == import.Id && note.Kind == kind);
    }

    /// <summary>What a check found out goes before the file is gone through again.</summary>
    public static Task DropNotesAsync(this CrmDbContext db, Import import, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ImportNotes.Where(note => note.ImportId == import.Id).ExecuteDeleteAsync(cancel);
    }
}
