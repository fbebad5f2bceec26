using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access;

/// <summary>The company's matrix as it is stored: the default with the cells that were changed, and every change.</summary>
public static class MatrixBook
{
    public static async Task<AccessMatrix> MatrixAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var cells = await db.AccessCells.AsNoTracking().ToListAsync(cancel);
        return AccessMatrix.Default.With(cells.Where(cell => cell.Right != default).Select(cell => cell.Edit));
    }

    /// <summary>The number of the last change; 0 while there is none.</summary>
    public static async Task<int> LastRevisionAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.AccessRevisions.MaxAsync(revision => (int?)revision.Id, cancel) ?? 0;
    }

    /// <summary>The matrix as it was after that change.</summary>
    public static async Task<AccessMatrix> MatrixAtAsync(this CrmDbContext db, int revision, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var later = await db.AccessRevisions.AsNoTracking().Include(row => row.Changes).Where(row => row.Id > revision)
            .OrderByDescending(row => row.Id).ToListAsync(cancel);
        return (await db.MatrixAsync(cancel)).With(later.SelectMany(row => row.Reverse));
    }

    /// <summary>Changes cells, keeps who did it, and has this process know at once.</summary>
    /// <param name="since">The last change that the person has seen.</param>
    /// <exception cref="DbUpdateConcurrencyException">There is a later one.</exception>
    /// <exception cref="RuleBroken">Nothing is changed, or nobody would administer any more.</exception>
    public static async Task<AccessRevision> ReviseAsync(
        this CrmDbContext db, int since, IReadOnlyList<AccessEdit> edits, Stamp stamp, int? undoes = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        try
        {
            return await db.WriteAsync(async () =>
            {
                if (await db.LastRevisionAsync() != since)
                {
                    throw new DbUpdateConcurrencyException("The matrix was changed meanwhile.");
                }

                var matrix = await db.MatrixAsync();
                var revision = new AccessRevision(since + 1, matrix, edits, stamp, undoes);
                await db.RefuseNobodyAdministersAsync(matrix.With(edits), stamp.Today);
                db.AccessRevisions.Add(revision);
                await db.PutAsync(revision.Changes);
                await db.SaveChangesAsync();
                return revision;
            });
        }
        finally
        {
            db.ChangeTracker.Clear();
            await db.ReadCompanyAsync();
        }
    }

    /// <summary>Somebody active must be left who administers.</summary>
    public static async Task RefuseNobodyAdministersAsync(this CrmDbContext db, AccessMatrix matrix, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(matrix);
        var roles = matrix.RolesWith(AccessRight.Of(RecordType.Person, AccessAction.Write));
        if (!await db.People.AnyAsync(person => person.RoleRows.Any(row => roles.Contains(row.Role))
            && person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)))
        {
            throw new RuleBroken(new Refusal("LastAdministrator"));
        }
    }

    private static async Task PutAsync(this CrmDbContext db, IEnumerable<AccessChange> changes)
    {
        var cells = await db.AccessCells.ToDictionaryAsync(cell => (cell.Role, cell.Right));
        foreach (var change in changes)
        {
            if (cells.TryGetValue((change.Role, change.Right), out var cell))
            {
                cell.Become(change.After);
            }
            else
            {
                db.AccessCells.Add(new AccessCell(change.Role, change.Right, change.After));
            }
        }
    }
}
