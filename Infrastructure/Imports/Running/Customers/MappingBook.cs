using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>What was read as something else than it says, each told once for the whole file.</summary>
internal sealed class MappingBook
{
    private readonly HashSet<string> _told;

    private MappingBook(HashSet<string> told) => _told = told;

    public static async Task<MappingBook> OpenAsync(ImportJob job, CancellationToken cancel) => new(
        [.. await job.Db.NotesOf(job.Import, ImportNoteKind.Mapped).Select(note => note.Reasons).ToListAsync(cancel)]);

    public void Tell(TableRow row, IEnumerable<Refusal> mappings, ImportOutcome outcome)
    {
        foreach (var mapping in mappings.Where(mapping => _told.Add(RefusalJson.Of([mapping]))))
        {
            outcome.Mapped(row, mapping);
        }
    }
}
