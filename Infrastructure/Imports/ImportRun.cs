using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Running;
using SiCrm.Infrastructure.Imports.Running.Customers;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports;

/// <summary>Goes through a file for an import: to check it, or to bring it in; from where it stood when it was interrupted.</summary>
public sealed class ImportRun(CrmDbContext db, TimeProvider clock)
{
    /// <summary>Short enough that others' writes hardly wait between two chunks.</summary>
    public int ChunkSize { get; init; } = 1_000;

    /// <summary>Called after each chunk.</summary>
    public Action<Import> OnMoved { get; init; } = _ => { };

    /// <summary>The notes of an import that is not stored.</summary>
    public IReadOnlyList<ImportNote> TrialNotes { get; private set; } = [];

    /// <param name="import">Checking or running.</param>
    /// <exception cref="RuleBroken">The file can't be read; a stored import is marked with the reason.</exception>
    public async Task GoAsync(Import import, TableSource file, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        var job = new ImportJob(db, viewer, clock, import) { OnMoved = OnMoved };
        TrialNotes = job.TrialNotes;
        try
        {
            await GoAsync(job, file, cancel);
            End(import, job.Now);
        }
        catch (RuleBroken broken)
        {
            import.Fail(RefusalJson.Of([broken.Refusal]), job.Now);
            await SaveAsync(import);
            throw;
        }

        await SaveAsync(import);
    }

    private async Task GoAsync(ImportJob job, TableSource file, CancellationToken cancel)
    {
        var map = Sound(file, job.Import, cancel);
        await (job.Import.Kind switch
        {
            ImportKind.Leads => BringAsync(file, new LeadImporter(job, map, ChunkSize).RunAsync, cancel),
            ImportKind.LeadEvents => BringEventsAsync(job, file, map, cancel),
            ImportKind.Customers => BringCustomersAsync(job, file, map, cancel),
            _ => BringAsync(file, new ContactImporter(job, map, ChunkSize).RunAsync, cancel),
        });
    }

    private static async Task BringAsync(TableSource file, Func<IEnumerable<TableRow>, CancellationToken, Task> bring, CancellationToken cancel)
    {
        using var table = file.Open();
        await bring(table.Rows(), cancel);
    }

    /// <summary>The file is gone through twice: the groups that customers belong to are known when all are in.</summary>
    private async Task BringCustomersAsync(ImportJob job, TableSource file, ColumnMap map, CancellationToken cancel)
    {
        var importer = new CustomerImporter(job, map, ChunkSize);
        await BringAsync(file, importer.RunAsync, cancel);
        if (map.Has(ImportField.Parent))
        {
            await BringAsync(file, new ParentLinker(job, map, importer.Names, ChunkSize).RunAsync, cancel);
        }
    }

    private async Task BringEventsAsync(ImportJob job, TableSource file, ColumnMap map, CancellationToken cancel)
    {
        EventLog log;
        using (var table = file.Open())
        {
            log = EventLog.Read(table.Rows(), map, job);
        }

        await new LeadEventImporter(job, log, Math.Max(1, ChunkSize / 2)).RunAsync(cancel);
        using var again = file.Open();
        await new RejectedCells(job).FillAsync(again.Rows(), cancel);
    }

    /// <summary>Reads the whole file once before anything of it is kept: one that breaks off is refused whole.</summary>
    private static ColumnMap Sound(TableSource file, Import import, CancellationToken cancel)
    {
        using var table = file.Open();
        var map = ColumnMap.Parse(import.Kind, table.Header, import.Map);
        map.Refusal.ThrowIfRefused();
        var rows = 0;
        foreach (var _ in table.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            rows++;
        }

        import.Expect(rows);
        return map;
    }

    private static void End(Import import, Stamp stamp)
    {
        if (import.State == ImportState.Checking)
        {
            import.Checked(stamp);
        }
        else
        {
            import.Finish(stamp);
        }
    }

    private async Task SaveAsync(Import import)
    {
        if (import.Id != 0)
        {
            await db.SaveChangesAsync();
        }
    }
}
