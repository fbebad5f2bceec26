using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;

namespace SiCrm.Web.Imports;

/// <summary>One line of the list of imports.</summary>
public sealed record ImportRow(long Id, ImportKind Kind, string FileName, string? By, DateTime At, ImportState State, int Added, int Rejected)
{
    public static Expression<Func<Import, ImportRow>> Of(CrmDbContext db) => import => new ImportRow(
        import.Id, import.Kind, import.FileName,
        db.People.Where(person => person.Id == import.ById).Select(person => person.Name).FirstOrDefault(),
        import.At, import.State, import.Counts.Added, import.Counts.Rejected);
}

public sealed record ImportListPage(IReadOnlyList<ImportRow> Rows, string? Next);

/// <summary>Where an import stands, with examples of what is worth knowing of its rows.</summary>
/// <param name="IsSilent">It should move and does not: its process is gone.</param>
public sealed record ImportPage(
    Import Import, bool IsSilent, IReadOnlyList<ImportNote> Rejected, IReadOnlyList<ImportNote> Duplicates,
    IReadOnlyList<string> People, IReadOnlyList<string> Regions, IReadOnlyList<ImportNote> Kept, IReadOnlyList<ImportNote> Mapped, IReadOnlyList<ImportNote> LeftOut)
{
    private const int Examples = 20;

    public int Percent => Import.Rows == 0 ? 0 : (int)Math.Min(100, 100L * Import.Counts.Read / Import.Rows);

    /// <summary>Whether records that are here can be changed by the file; leads are only ever created.</summary>
    public static bool HasModes(ImportKind kind) => kind is ImportKind.Customers or ImportKind.Contacts;

    public static async Task<ImportPage> OfAsync(CrmDbContext db, Import import, DateTime now, CancellationToken cancel)
    {
        var rejected = await ExamplesAsync(db, import, [ImportNoteKind.Rejected], cancel);
        var duplicates = await ExamplesAsync(db, import, [ImportNoteKind.Duplicate, ImportNoteKind.Skipped], cancel);
        var others = await ExamplesAsync(db, import, [ImportNoteKind.PersonCreated, ImportNoteKind.RegionCreated, ImportNoteKind.Kept], cancel);
        var mapped = await ExamplesAsync(db, import, [ImportNoteKind.Mapped, ImportNoteKind.LeftOut], cancel);
        return new ImportPage(import, import.IsMoving && import.MovedAt < now - ImportWork.Silence, rejected, duplicates,
            NamesOf(others, ImportNoteKind.PersonCreated), NamesOf(others, ImportNoteKind.RegionCreated),
            [.. others.Where(note => note.Kind == ImportNoteKind.Kept)], [.. mapped.Where(note => note.Kind == ImportNoteKind.Mapped)],
            [.. mapped.Where(note => note.Kind == ImportNoteKind.LeftOut)]);
    }

    private static Task<List<ImportNote>> ExamplesAsync(CrmDbContext db, Import import, ImportNoteKind[] kinds, CancellationToken cancel) =>
        db.ImportNotes.AsNoTracking().Where(note => note.ImportId == import.Id && kinds.Contains(note.Kind))
            .OrderBy(note => note.Id).Take(Examples * kinds.Length).ToListAsync(cancel);

    private static IReadOnlyList<string> NamesOf(IEnumerable<ImportNote> notes, ImportNoteKind kind) =>
        [.. notes.Where(note => note.Kind == kind).Select(note => RefusalJson.Cells(note.Cells)[0])];
}
