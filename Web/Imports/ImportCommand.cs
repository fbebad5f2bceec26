using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Web.Commands;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>Imports a file of any size; called again after an interruption, it goes on where it stood.</summary>
internal sealed class ImportCommand(CrmDbContext db, TimeProvider clock, Words T) : Command
{
    private const int ChunkSize = 5_000;

    public override string Verb => "import";

    private const string Kinds = "leads|lead-events|customers|contacts";

    public override string Syntax => Kinds + " FILE [--map FILE] [--mode create|create-and-update|update] [--rejected FILE] [--skip-duplicates] [--dry-run]\n"
        + "products FILE [--dry-run]\npipeline FOLDER [--contracts] [--dry-run]";

    public override IReadOnlyList<string> Options => ["map", "mode", "rejected"];

    public override IReadOnlyList<string> Flags => ["dry-run", "skip-duplicates", "contracts"];

    private Stamp Now => Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time);

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(2);
        if (args.PlaceOrNull(0) == "products")
        {
            return await ProductsAsync(args.Place(1, "FILE"), args.Has("dry-run"), cancel);
        }

        if (args.PlaceOrNull(0) == "pipeline")
        {
            return await new PipelineTelling(db, clock, Now, T)
            {
                WithContracts = args.Has("contracts"),
            }.ImportAsync(args.Place(1, "FOLDER"), args.Has("dry-run"), cancel);
        }

        var kind = KindOf(args.Place(0, $"{Kinds}|products|pipeline"));
        var path = args.Place(1, "FILE");
        using var source = new TableSource(File.OpenRead(path));
        var map = await MapAsync(kind, source, args.Option("map"), cancel);
        var import = await BeginAsync(CommandLineImport.Of(kind, Path.GetFileName(path), source, map.Header, Now), map, args, cancel);
        var run = new ImportRun(db, clock) { ChunkSize = ChunkSize };
        await run.GoAsync(import, source, Viewer.Program, cancel);
        await new ImportTelling(import, note => NotesAsync(import, run, note), T).TellAsync(map, args.Option("rejected"), cancel);
        return import.Counts.Rejected > 0 ? ExitCode.RowsRejected : ExitCode.Success;
    }

    private async Task<int> ProductsAsync(string path, bool dryRun, CancellationToken cancel)
    {
        using var source = new TableSource(File.OpenRead(path));
        var outcome = await new ProductImport(db, Now).RunAsync(source, dryRun, cancel);
        Console.Out.WriteLine(T["Imports.Command.Products", Path.GetFileName(path), outcome.Added, outcome.Repriced, outcome.Unchanged, outcome.Rejected.Count]);
        foreach (var (row, refusal) in outcome.Rejected)
        {
            Console.Error.WriteLine(T["Imports.Command.Row", row, T.Of(refusal)]);
        }

        return outcome.Rejected.Count > 0 ? ExitCode.RowsRejected : ExitCode.Success;
    }

    private static ImportKind KindOf(string word) => word switch
    {
        "leads" => ImportKind.Leads,
        "lead-events" => ImportKind.LeadEvents,
        "customers" => ImportKind.Customers,
        "contacts" => ImportKind.Contacts,
        _ => throw new WrongUse("Imports.Command.KindMissing", word),
    };

    /// <summary>Leads are known by their number and only ever created.</summary>
    private static ImportMode ModeOf(ImportKind kind, string? word) => word switch
    {
        null or "create" => ImportMode.Create,
        "create-and-update" when kind is ImportKind.Customers or ImportKind.Contacts => ImportMode.CreateAndUpdate,
        "update" when kind is ImportKind.Customers or ImportKind.Contacts => ImportMode.Update,
        _ => throw new WrongUse("Imports.Command.ModeUnknown", word),
    };

    private static async Task<ColumnMap> MapAsync(ImportKind kind, TableSource source, string? mapFile, CancellationToken cancel)
    {
        using var table = source.Open();
        var map = mapFile is null
            ? ColumnMap.Guess(kind, table.Header)
            : ColumnMap.Read(kind, table.Header, await File.ReadAllTextAsync(mapFile, cancel));
        map.Refusal.ThrowIfRefused();
        return map;
    }

    private async Task<Import> BeginAsync(Import import, ColumnMap map, Arguments args, CancellationToken cancel)
    {
        var (skips, mode) = (args.Has("skip-duplicates"), ModeOf(import.Kind, args.Option("mode")));
        if (args.Has("dry-run"))
        {
            import.Check(map.ToString(), skips, Now, mode);
            return import;
        }

        var begun = await CommandLineImport.BeginAsync(db, import, map.ToString(), skips, mode, Now, cancel);
        if (begun != import)
        {
            Console.Error.WriteLine(T["Imports.Command.Resumed", begun.Position, begun.Rows]);
        }

        return begun;
    }

    private IAsyncEnumerable<ImportNote> NotesAsync(Import import, ImportRun run, ImportNoteKind kind) => import.Id == 0
        ? run.TrialNotes.Where(note => note.Kind == kind).OrderBy(note => note.Row).ToAsyncEnumerable()
        : db.NotesOf(import, kind).OrderBy(note => note.Row).ThenBy(note => note.Id).AsAsyncEnumerable();
}
