using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>Puts the cells to rejected rows that were judged long after they were read. Doing it twice changes nothing.</summary>
internal sealed class RejectedCells(ImportJob job)
{
    private const int Chunk = 1_000;

    private static readonly string NoCells = RefusalJson.OfCells([]);

    public async Task FillAsync(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        var bare = await BareAsync(cancel);
        if (bare.Count == 0)
        {
            return;
        }

        foreach (var some in rows.Where(row => bare.ContainsKey(row.Number)).Chunk(Chunk))
        {
            var notes = some.Select(row => (Row: row, Note: bare[row.Number])).ToList();
            notes.ForEach(pair => pair.Note.Show(RefusalJson.OfCells(pair.Row.Cells)));
            if (job.Import.Id != 0)
            {
                await job.Db.UpdateInBulkAsync(notes.ConvertAll(pair => pair.Note), nameof(ImportNote.Cells));
            }
        }
    }

    private async Task<Dictionary<int, ImportNote>> BareAsync(CancellationToken cancel) => job.Import.Id == 0
        ? job.TrialNotes.Where(IsBare).ToDictionary(note => note.Row)
        : await job.Db.ImportNotes.AsNoTracking().Where(note => note.ImportId == job.Import.Id
            && note.Kind == ImportNoteKind.Rejected && note.Cells == NoCells).ToDictionaryAsync(note => note.Row, cancel);

    private static bool IsBare(ImportNote note) => note.Kind == ImportNoteKind.Rejected && note.Cells == NoCells;
}
