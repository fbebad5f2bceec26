using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>Tells on the command line what became of an import: the result to standard output, wrong rows to standard error or a file.</summary>
internal sealed class ImportTelling(Import import, Func<ImportNoteKind, IAsyncEnumerable<ImportNote>> notes, Words T)
{
    private const int ShownRows = 20;

    public async Task TellAsync(ColumnMap map, string? rejectedFile, CancellationToken cancel)
    {
        var counts = import.Counts;
        Say("Imports.Command.Summary", import.FileName, counts.Read, counts.Added, counts.Known, counts.Rejected, counts.Skipped);
        SayIf(counts.Updated > 0, "Imports.Command.Updated", counts.Updated);
        SayIf(counts.Duplicates > 0, import.Kind is ImportKind.Leads ? "Imports.Command.Duplicates" : "Imports.Command.DuplicateCustomers", counts.Duplicates);
        await SayRowsAsync(ImportNoteKind.Mapped, "Imports.Command.Mapped", cancel);
        await SayRowsAsync(ImportNoteKind.LeftOut, "Imports.Command.LeftOut", cancel);
        await SayMadeAsync(ImportNoteKind.PersonCreated, "Imports.Command.People", cancel);
        await SayMadeAsync(ImportNoteKind.RegionCreated, "Imports.Command.Regions", cancel);
        SayIf(map.Unread.Any(), "Imports.Unread", string.Join(", ", map.Unread));
        SayIf(import.Id == 0, "Imports.Command.DryRun");
        await (rejectedFile is null ? ShowRejectedAsync(cancel) : WriteRejectedAsync(rejectedFile, cancel));
    }

    private void Say(string key, params object?[] args) => Console.Out.WriteLine(T[key, args]);

    private void SayIf(bool condition, string key, params object?[] args)
    {
        if (condition)
        {
            Say(key, args);
        }
    }

    private async Task SayMadeAsync(ImportNoteKind kind, string key, CancellationToken cancel)
    {
        var names = await notes(kind).Select(note => RefusalJson.Cells(note.Cells)[0]).ToListAsync(cancel);
        SayIf(names.Count > 0, key, string.Join(", ", names));
    }

    private async Task SayRowsAsync(ImportNoteKind kind, string key, CancellationToken cancel)
    {
        var told = await notes(kind).Take(ShownRows).ToListAsync(cancel);
        SayIf(told.Count > 0, key);
        told.ForEach(note => Console.Out.WriteLine("  " + T["Imports.Command.Row", note.Row, RejectedRows.Reason(note, T)]));
    }

    private async Task WriteRejectedAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.Create(file);
        await RejectedRows.Of(import, notes(ImportNoteKind.Rejected), T).WriteAsync(ExportFormat.Csv, stream, cancel);
    }

    private async Task ShowRejectedAsync(CancellationToken cancel)
    {
        await foreach (var note in notes(ImportNoteKind.Rejected).Take(ShownRows).WithCancellation(cancel))
        {
            Console.Error.WriteLine(T["Imports.Command.Row", note.Row, RejectedRows.Reason(note, T)]);
        }

        if (import.Counts.Rejected > ShownRows)
        {
            Console.Error.WriteLine(T["Imports.Command.More", import.Counts.Rejected - ShownRows]);
        }
    }
}
