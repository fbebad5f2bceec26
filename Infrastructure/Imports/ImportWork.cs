using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Imports;

/// <summary>The next stretch of an import that was begun on a page: its check, its run or its undo, to the end.</summary>
public sealed class ImportWork(CrmDbContext db, TimeProvider clock)
{
    /// <summary>So long no chunk takes; who has not moved for longer was interrupted.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private static readonly ImportState[] Moving = [ImportState.Checking, ImportState.Running, ImportState.Undoing];

    /// <summary>What was interrupted, and can be gone on with here.</summary>
    public Task<List<long>> InterruptedAsync(CancellationToken cancel = default)
    {
        var before = clock.GetUtcNow().UtcDateTime - Silence;
        return db.Imports.Where(import => Moving.Contains(import.State) && import.MovedAt < before
            && (import.State == ImportState.Undoing || db.ImportParts.Any(part => part.ImportId == import.Id)))
            .OrderBy(import => import.Id).Select(import => import.Id).ToListAsync(cancel);
    }

    public async Task GoAsync(long importId, CancellationToken cancel = default)
    {
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == importId, cancel);
        if (import?.State == ImportState.Undoing)
        {
            await new ImportUndo(db, clock).GoAsync(import, await ViewerOfAsync(import.UndoneById, cancel), cancel);
        }
        else if (import is { IsMoving: true })
        {
            await ReadAsync(import, cancel);
        }
    }

    /// <summary>What went wrong without a reason that a person could mend; the administrator finds it in the log.</summary>
    public async Task FailAsync(long importId, CancellationToken cancel = default)
    {
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == importId, cancel);
        if (import?.State is ImportState.Checking or ImportState.Running)
        {
            import.Fail(RefusalJson.Of([new Refusal("ImportFault")]), Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time));
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task ReadAsync(Import import, CancellationToken cancel)
    {
        using var file = await db.OpenFileAsync(import, cancel);
        if (file is null)
        {
            return;
        }

        if (import.State == ImportState.Checking)
        {
            await BeginCheckAnewAsync(import, cancel);
        }

        try
        {
            await new ImportRun(db, clock).GoAsync(import, file, await ViewerOfAsync(import.ById, cancel), cancel);
        }
        catch (RuleBroken)
        {
            // The import says itself why it could not be read.
        }

        if (import.State is not ImportState.Checked)
        {
            await db.DropFileAsync(import, cancel);
        }
    }

    /// <summary>A check keeps in memory what it has seen; interrupted, it starts again.</summary>
    private Task BeginCheckAnewAsync(Import import, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        await db.DropNotesAsync(import, cancel);
        import.CheckAnew(Stamp.Of(import.ById, clock.GetUtcNow().UtcDateTime, db.Company.Time));
        await db.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>The import goes as far as the rights of whoever began it go now.</summary>
    private async Task<Viewer> ViewerOfAsync(long? personId, CancellationToken cancel)
    {
        if (personId is null)
        {
            return Viewer.Program;
        }

        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId, cancel);
        return new Viewer(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, db.Company.Facts.Access);
    }
}
