using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>What the importers of all kinds share: who imports, into what, and how a chunk gets in.</summary>
internal sealed class ImportJob(CrmDbContext db, Viewer viewer, TimeProvider clock, Import import)
{
    /// <summary>More wrong rows than anybody will mend one by one: the columns mean something else.</summary>
    public const int MostRejected = 100_000;

    /// <summary>Of an import that is not stored, so many duplicates are shown as an example.</summary>
    private const int MostExamples = 1_000;

    public Action<Import> OnMoved { get; init; } = _ => { };

    public CrmDbContext Db => db;

    public Viewer Viewer => viewer;

    public Import Import => import;

    public CompanyFacts Company => db.Company.Facts;

    public Stamp Now => Stamp.Of(viewer.PersonId, clock.GetUtcNow().UtcDateTime, Company.Time);

    /// <summary>False for a check, which finds out the same and writes nothing but its findings.</summary>
    public bool Keeps => import.State == ImportState.Running;

    /// <summary>What is imported, for the rights over it.</summary>
    public RecordType Type => ImportRights.Of(import.Kind);

    /// <summary>May make regions and people that the file names: whoever works on the whole company's records.</summary>
    public bool MayCreate => viewer.ScopeOf(Type, AccessAction.Import) == Scope.All;

    /// <summary>The notes of an import that is not stored.</summary>
    public List<ImportNote> TrialNotes { get; } = [];

    /// <summary>Lets one chunk in: its rows, its notes and the position behind it, in one transaction.</summary>
    public async Task CommitAsync(int position, Func<Task<ImportOutcome>> work, CancellationToken cancel)
    {
        if (Keeps)
        {
            await db.WriteAsync(async () => await SaveAsync(position, await work(), cancel), cancel);
        }
        else
        {
            await SaveAsync(position, await work(), cancel);
        }

        OnMoved(import);
        if (import.Counts.Rejected > MostRejected)
        {
            throw new RuleBroken(new Refusal("ImportTooManyRejected", MostRejected));
        }
    }

    /// <summary>Forgets the records that a chunk has saved; the import itself goes on being watched.</summary>
    public void LetGo()
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is not Domain.Imports.Import).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    private async Task SaveAsync(int position, ImportOutcome outcome, CancellationToken cancel)
    {
        import.Move(position, outcome.Counts, Now);
        if (import.Id == 0)
        {
            TrialNotes.AddRange(outcome.Notes.Where(note => note.Kind == ImportNoteKind.Rejected || TrialNotes.Count < MostExamples));
            return;
        }

        await db.WriteAsync(async () =>
        {
            await db.InsertInBulkAsync(outcome.Notes, cancel);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }
}
