using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports;

/// <summary>An import that has its file beside it and nobody to ask: begun, or gone on with after an interruption.</summary>
public static class CommandLineImport
{
    /// <summary>The interrupted run of the same file with the same meaning of its columns, else a new one; running and stored.</summary>
    public static async Task<Import> BeginAsync(
        CrmDbContext db, Import import, string map, bool skipsDuplicates, ImportMode mode, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(import);
        var interrupted = await db.Imports.FirstOrDefaultAsync(other => other.State == ImportState.Running && other.Sha256 == import.Sha256
            && other.Kind == import.Kind && other.Map == map && other.SkipsDuplicates == skipsDuplicates && other.Mode == mode && other.ById == null, cancel);
        if (interrupted is not null)
        {
            return interrupted;
        }

        import.RunAtOnce(map, skipsDuplicates, stamp, mode);
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancel);
        return import;
    }

    public static Import Of(ImportKind kind, string fileName, TableSource source, IReadOnlyList<string> header, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Import(kind, PlainText.Cut(fileName, FileNameLength), source.Scan.Sha256, source.Scan.Length, RefusalJson.OfCells(header), stamp);
    }

    private const int FileNameLength = 200;
}
