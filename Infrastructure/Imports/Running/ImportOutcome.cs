using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>What became of the rows of one chunk.</summary>
internal sealed class ImportOutcome(long importId)
{
    public List<ImportNote> Notes { get; } = [];

    public ImportCounts Counts { get; private set; } = new();

    public void Added() => Counts = Counts with { Read = Counts.Read + 1, Added = Counts.Added + 1 };

    public void Updated() => Counts = Counts with { Read = Counts.Read + 1, Updated = Counts.Updated + 1 };

    public void Known() => Counts = Counts with { Read = Counts.Read + 1, Known = Counts.Known + 1 };

    public void Rejected(TableRow row, IEnumerable<Refusal> reasons)
    {
        Counts = Counts with { Read = Counts.Read + 1, Rejected = Counts.Rejected + 1 };
        Note(ImportNoteKind.Rejected, row, reasons);
    }

    public void Skipped(TableRow row, Refusal reason)
    {
        Counts = Counts with { Read = Counts.Read + 1, Skipped = Counts.Skipped + 1 };
        Note(ImportNoteKind.Skipped, row, [reason]);
    }

    /// <summary>Beside <see cref="Added"/>.</summary>
    public void Duplicate(TableRow row, Refusal reason)
    {
        Counts = Counts with { Duplicates = Counts.Duplicates + 1 };
        Note(ImportNoteKind.Duplicate, row, [reason]);
    }

    public void Created(ImportNoteKind kind, string name, long? id)
    {
        Counts = Counts with { Created = Counts.Created + 1 };
        Notes.Add(new ImportNote(importId, kind, 0, RefusalJson.OfCells([name]), RefusalJson.Of([]), id));
    }

    /// <summary>A value that was put right or kept in another place, told where it first stands.</summary>
    public void Mapped(TableRow row, Refusal how) => Note(ImportNoteKind.Mapped, row, [how]);

    /// <summary>The row got in without one of its values.</summary>
    public void LeftOut(TableRow row, Refusal reason) => Note(ImportNoteKind.LeftOut, row, [reason]);

    private void Note(ImportNoteKind kind, TableRow row, IEnumerable<Refusal> reasons) =>
        Notes.Add(new ImportNote(importId, kind, row.Number, RefusalJson.OfCells(row.Cells), RefusalJson.Of(reasons)));
}
