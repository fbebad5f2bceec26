using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports;

/// <summary>
/// Uploaded files, kept in the database until their import is over: a run goes on after a restart, on whichever node.
/// Nothing is stored under a name that a visitor chose.
/// </summary>
public static class ImportStore
{
    private const int PartSize = 1024 * 1024;

    /// <summary>Keeps the file beside its import, which is stored already.</summary>
    public static async Task KeepFileAsync(this CrmDbContext db, Import import, Stream file, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(file);
        file.Position = 0;
        var buffer = new byte[PartSize];
        for (var number = 0; await file.ReadAtLeastAsync(buffer, PartSize, false, cancel) is > 0 and var read; number++)
        {
            var part = new ImportPart(import.Id, number, buffer[..read]);
            db.ImportParts.Add(part);
            await db.SaveChangesAsync(cancel);
            db.Entry(part).State = EntityState.Detached;
        }
    }

    /// <summary>The file again, in a temporary place that goes with it; null when it is not kept (any more).</summary>
    public static async Task<TableSource?> OpenFileAsync(this CrmDbContext db, Import import, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var parts = db.ImportParts.AsNoTracking().Where(part => part.ImportId == import.Id);
        if (!await parts.AnyAsync(cancel))
        {
            return null;
        }

        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        await foreach (var part in parts.OrderBy(part => part.Number).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await file.WriteAsync(part.Bytes, cancel);
        }

        return new TableSource(file);
    }

    public static Task DropFileAsync(this CrmDbContext db, Import import, CancellationToken cancel = default) =>
        db.WriteAsync(async () => { await db.ImportParts.Where(part => part.ImportId == import.Id).ExecuteDeleteAsync(cancel); }, cancel);
}
