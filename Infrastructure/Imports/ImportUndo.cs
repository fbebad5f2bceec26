using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Running;

namespace SiCrm.Infrastructure.Imports;

/// <summary>
/// Takes an import back, some leads at a time: what nobody has touched since is as it was before; what somebody has
/// worked on stays, and is named. Killed in between, it goes on when called again.
/// </summary>
public sealed class ImportUndo(CrmDbContext db, TimeProvider clock)
{
    public int ChunkSize { get; init; } = 500;

    /// <param name="import">Being undone.</param>
    public async Task GoAsync(Import import, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(viewer);
        Stamp Now() => Stamp.Of(viewer.PersonId, clock.GetUtcNow().UtcDateTime, db.Company.Time);

        if (ImportRights.Of(import.Kind) != RecordType.Lead)
        {
            await new CustomerImportUndo(db, import, Now, ChunkSize).GoAsync(cancel);
        }
        else
        {
            await TakeLeadsBackAsync(import, Now, cancel);
        }

        await db.WriteAsync(async () =>
        {
            await new ImportMade(db).RemoveAsync(import, cancel);
            import.Undone(await db.NotesOf(import, ImportNoteKind.Kept).CountAsync(cancel), Now());
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    private async Task TakeLeadsBackAsync(Import import, Func<Stamp> now, CancellationToken cancel)
    {
        var last = 0L;
        while (await NextAsync(import, last, cancel) is { Count: > 0 } leads)
        {
            last = leads[^1];
            await db.WriteAsync(async () =>
            {
                import.TakeBack(await TakeBackAsync(import, leads, now(), cancel), now());
                await db.SaveChangesAsync(cancel);
            }, cancel);
        }
    }

    private Task<List<long>> NextAsync(Import import, long after, CancellationToken cancel)
    {
        var leads = import.Kind == ImportKind.Leads
            ? db.Leads.Where(lead => lead.ImportId == import.Id).Select(lead => lead.Id)
            : db.LeadEvents.Where(row => row.ImportId == import.Id && row.Kind != LeadEventKind.Captured).Select(row => row.LeadId).Distinct();
        return leads.Where(id => id > after).OrderBy(id => id).Take(ChunkSize).ToListAsync(cancel);
    }

    private async Task<int> TakeBackAsync(Import import, List<long> ids, Stamp stamp, CancellationToken cancel)
    {
        await db.HoldLeadsAsync(ids, cancel);
        var leads = await db.Leads.AsNoTracking().Where(lead => EF.Parameter(ids).Contains(lead.Id))
            .Include(lead => lead.History).Include(lead => lead.Activities).Include(lead => lead.Changes).Include(lead => lead.Qualifications)
            .AsSplitQuery().ToListAsync(cancel);
        var touched = leads.ToLookup(lead => IsTouched(lead, import));
        await KeepAsync(import, touched[true], cancel);
        var free = touched[false].ToList();
        return import.Kind == ImportKind.Leads ? await DeleteAsync(free, cancel) : await ForgetAsync(free, import, stamp, cancel);
    }

    /// <summary>Somebody worked on the lead after the import, or a later import built upon this one.</summary>
    private static bool IsTouched(Lead lead, Import import) => import.Kind == ImportKind.Leads
        ? lead.Events > 1 || lead.Activities.Count > 0 || lead.Changes.Count > 0 || lead.Qualifications.Count > 0 || lead.ArchivedAt is not null
        : lead.CanForget(import.Id) is not null
            || lead.ArchivedAt > import.At
            || lead.History.Any(row => row.ImportId != import.Id && row.RecordedAt > import.At)
            || lead.Activities.Any(activity => activity.At > import.At)
            || lead.Changes.Any(change => change.At > import.FinishedAt);

    private async Task KeepAsync(Import import, IEnumerable<Lead> leads, CancellationToken cancel)
    {
        var kept = leads.ToList();
        var ids = kept.ConvertAll(lead => (long?)lead.Id);
        var known = await db.NotesOf(import, ImportNoteKind.Kept).Where(note => EF.Parameter(ids).Contains(note.SubjectId))
            .Select(note => note.SubjectId).ToListAsync(cancel);
        await db.InsertInBulkAsync(kept.FindAll(lead => !known.Contains(lead.Id)).ConvertAll(lead => new ImportNote(
            import.Id, ImportNoteKind.Kept, 0, RefusalJson.OfCells([lead.Number, lead.Company]),
            RefusalJson.Of([new Refusal("PastEventsBuiltUpon", lead.Number)]), lead.Id)), cancel);
    }

    private async Task<int> DeleteAsync(List<Lead> leads, CancellationToken cancel)
    {
        var ids = leads.ConvertAll(lead => lead.Id);
        await db.Rollups.KeepAsync(ids, async () =>
        {
            await db.LeadEvents.Where(row => EF.Parameter(ids).Contains(row.LeadId)).ExecuteDeleteAsync(cancel);
            await db.Leads.Where(lead => EF.Parameter(ids).Contains(lead.Id)).ExecuteDeleteAsync(cancel);
        }, cancel);
        return ids.Count;
    }

    private async Task<int> ForgetAsync(List<Lead> leads, Import import, Stamp stamp, CancellationToken cancel)
    {
        var histories = new HistoryWriter(db);
        var gone = 0;
        foreach (var lead in leads)
        {
            histories.Before(lead);
            var rows = lead.Forget(import.Id, stamp);
            histories.After(lead, rows);
            gone += rows.Count;
        }

        await histories.WriteAsync(cancel);
        return gone;
    }
}
