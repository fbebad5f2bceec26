using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

/// <summary>Imports a file into a world as the command line does, in small chunks.</summary>
internal static class Importing
{
    public static string Real(string name) => Path.GetFullPath(SourceTree.Path($"../shared/data/leads/{name}"));

    public static string Extract(string name) => SourceTree.Path($"Tests/Imports/Files/{name}");

    public static Task<Import> ImportAsync(
        this World world, ImportKind kind, string text, bool skip = false, bool dry = false, Viewer? viewer = null, List<ImportNote>? notes = null,
        ImportMode mode = ImportMode.Create) =>
        world.ImportAsync(kind, new MemoryStream(Encoding.UTF8.GetBytes(text)), skip, dry, viewer, notes, mode: mode);

    public static async Task<Import> ImportFileAsync(this World world, ImportKind kind, string path, int chunk = 1_000)
    {
        await using var file = File.OpenRead(path);
        return await world.ImportAsync(kind, file, chunk: chunk);
    }

    public static async Task<Import> ImportAsync(
        this World world, ImportKind kind, Stream bytes, bool skip = false, bool dry = false, Viewer? viewer = null,
        List<ImportNote>? notes = null, int chunk = 3, ImportMode mode = ImportMode.Create)
    {
        await using var db = world.Open();
        using var source = new TableSource(bytes);
        var (header, map) = Map(kind, source);
        var import = new Import(kind, "test.csv", source.Scan.Sha256, source.Scan.Length, header, world.By(null));
        if (dry)
        {
            import.Check(map, skip, world.By(null), mode);
        }
        else
        {
            import.RunAtOnce(map, skip, world.By(null), mode);
            db.Imports.Add(import);
            await db.SaveChangesAsync();
        }

        var run = new ImportRun(db, world.Clock) { ChunkSize = chunk };
        await run.GoAsync(import, source, viewer ?? Viewer.Program);
        notes?.AddRange(dry ? run.TrialNotes : await db.ImportNotes.AsNoTracking().Where(note => note.ImportId == import.Id).OrderBy(note => note.Id).ToListAsync());
        return import;
    }

    public static string ReasonOf(this ImportNote note) => RefusalJson.Read(note.Reasons).Select(refusal => refusal.Code).FirstOrDefault("");

    public static async Task<List<Lead>> LeadsAsync(this CrmDbContext db) => await db.Leads.AsNoTracking()
        .Include(lead => lead.History.OrderBy(row => row.Seq)).OrderBy(lead => lead.Id).ToListAsync();

    /// <summary>All that the leads are, to be compared before and after.</summary>
    public static async Task<string> PictureAsync(this World world)
    {
        await using var db = world.Open();
        var leads = await db.LeadsAsync();
        return string.Join('\n', leads.Select(lead =>
            $"{lead.Number} {lead.Facts} {lead.Status} {lead.StatusSince:O} {lead.OwnerId} {lead.AssignedAt:O} {lead.FirstContactAt:O} {lead.LastActivityAt:O} {lead.Events}: "
            + string.Join(", ", lead.History.Select(row => $"{row.Seq} {row.At:O} {row.UntilAt:O} {row.Kind} {row.ToOwnerId} {row.Amount}"))));
    }

    private static (string Header, string Map) Map(ImportKind kind, TableSource source)
    {
        using var table = source.Open();
        var map = ColumnMap.Guess(kind, table.Header);
        map.Refusal.ThrowIfRefused();
        return (RefusalJson.OfCells(table.Header), map.ToString());
    }
}
