using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Imports;

/// <summary>
/// Takes an import of customers or contacts back: what it changed says again what it said before, unless somebody changed it since;
/// what it brought and nobody has worked on goes. Doing it twice changes nothing, so that a killed undo goes on.
/// </summary>
internal sealed class CustomerImportUndo(CrmDbContext db, Import import, Func<Stamp> now, int chunkSize)
{
    private static readonly RowReference Parent = new("Customers", nameof(Customer.ParentId));

    public async Task GoAsync(CancellationToken cancel)
    {
        await EachAsync(Changed(), RestoreAsync, cancel);
        await EachAsync(db.Contacts.Where(contact => contact.ImportId == import.Id).Select(contact => contact.Id), TakeContactsAsync, cancel);
        await EachAsync(db.Customers.Where(customer => customer.ImportId == import.Id).Select(customer => customer.Id), TakeCustomersAsync, cancel);
    }

    /// <summary>Customers that were here before and were changed, themselves or a contact.</summary>
    private IQueryable<long> Changed() => db.CustomerChanges.Where(change => change.ImportId == import.Id)
        .Where(change => !db.Customers.Any(customer => customer.Id == change.CustomerId && customer.ImportId == import.Id))
        .Select(change => change.CustomerId).Distinct();

    private async Task EachAsync(IQueryable<long> all, Func<List<long>, CancellationToken, Task<int>> take, CancellationToken cancel)
    {
        var last = 0L;
        while (await all.Where(id => id > last).OrderBy(id => id).Take(chunkSize).ToListAsync(cancel) is { Count: > 0 } ids)
        {
            last = ids[^1];
            await db.WriteAsync(async () =>
            {
                import.TakeBack(await take(ids, cancel), now());
                await db.SaveChangesAsync(cancel);
            }, cancel);
            LetGo();
        }
    }

    private async Task<int> RestoreAsync(List<long> ids, CancellationToken cancel)
    {
        var changes = (await db.CustomerChanges.AsNoTracking().Where(change => change.ImportId == import.Id && EF.Parameter(ids).Contains(change.CustomerId))
            .OrderByDescending(change => change.Id).ToListAsync(cancel)).ToLookup(change => (change.CustomerId, change.ContactId));
        var customers = await db.Customers.ForChange().Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToListAsync(cancel);
        foreach (var customer in customers.Where(customer => customer.ArchivedAt is null))
        {
            customer.Edit(await RestoredAsync(customer, [.. changes[(customer.Id, null)]], cancel), now(), CustomerOrigin.Import);
            foreach (var contact in customer.Contacts.Where(contact => contact.ArchivedAt is null))
            {
                contact.Edit(await RestoredAsync(contact, [.. changes[(customer.Id, contact.Id)]], cancel), now(), CustomerOrigin.Import);
            }
        }

        return customers.Count;
    }

    private async Task<CustomerFacts> RestoredAsync(Customer customer, List<CustomerChange> changes, CancellationToken cancel)
    {
        var facts = customer.Facts;
        foreach (var change in changes)
        {
            if (change.Field == nameof(Customer.ParentId))
            {
                await RestoreParentAsync(customer, change, cancel);
            }
            else if (FactsText.Of(facts, change.Field) == change.After)
            {
                facts = facts.With(change.Field, change.Before);
            }
            else if (FactsText.Of(facts, change.Field) != change.Before)
            {
                await KeepAsync(customer.Id, customer.Name, change.After, cancel);
            }
        }

        return facts;
    }

    private async Task<ContactFacts> RestoredAsync(Contact contact, List<CustomerChange> changes, CancellationToken cancel)
    {
        var facts = contact.Facts;
        foreach (var change in changes)
        {
            if (FactsText.Of(facts, change.Field) == change.After)
            {
                facts = facts.With(change.Field, change.Before);
            }
            else if (FactsText.Of(facts, change.Field) != change.Before)
            {
                await KeepAsync(contact.Id, contact.Name, change.After, cancel);
            }
        }

        return facts;
    }

    private async Task RestoreParentAsync(Customer customer, CustomerChange change, CancellationToken cancel)
    {
        if (CustomerChange.Text(customer.ParentId) == change.After)
        {
            var line = await db.AboveAsync(long.TryParse(change.Before, out var before) ? before : (long?)null, cancel);
            customer.BelongTo(line, await db.LevelsBelowAsync(customer.Id, cancel), now());
        }
    }

    private async Task<int> TakeContactsAsync(List<long> ids, CancellationToken cancel)
    {
        var touched = await PointedAtAsync(MergeMovers.OfContact, ids, cancel);
        var contacts = await db.Contacts.AsNoTracking().Where(contact => EF.Parameter(ids).Contains(contact.Id)).ToListAsync(cancel);
        var worked = await db.CustomerChanges.Where(change => change.ContactId != null && ids.Contains(change.ContactId.Value) && change.ImportId != import.Id)
            .Select(change => change.ContactId ?? 0).Distinct().ToListAsync(cancel);
        touched.UnionWith(worked.Concat(contacts.Where(contact => contact.ArchivedAt is not null || contact.LastTouchAt is not null).Select(contact => contact.Id)));
        foreach (var contact in contacts.Where(contact => touched.Contains(contact.Id)))
        {
            await KeepAsync(contact.Id, contact.Name, null, cancel);
        }

        var free = ids.FindAll(id => !touched.Contains(id));
        await db.CustomerChanges.Where(change => change.ContactId != null && free.Contains(change.ContactId.Value)).ExecuteDeleteAsync(cancel);
        await db.Contacts.Where(contact => EF.Parameter(free).Contains(contact.Id)).ExecuteDeleteAsync(cancel);
        return free.Count;
    }

    private async Task<int> TakeCustomersAsync(List<long> ids, CancellationToken cancel)
    {
        var touched = await PointedAtAsync(MergeMovers.OfCustomer.Where(reference => reference != Parent), ids, cancel);
        touched.UnionWith(await WorkedOnAsync(ids, cancel));
        foreach (var customer in await db.Customers.AsNoTracking().Where(customer => ids.Contains(customer.Id)).ToListAsync(cancel))
        {
            if (touched.Contains(customer.Id))
            {
                await KeepAsync(customer.Id, customer.Name, null, cancel);
            }
        }

        var free = ids.FindAll(id => !touched.Contains(id));
        await db.Customers.Where(customer => customer.ImportId == import.Id && customer.ParentId != null && free.Contains(customer.ParentId.Value))
            .ExecuteUpdateAsync(customer => customer.SetProperty(c => c.ParentId, (long?)null), cancel);
        await db.CustomerEvents.Where(row => EF.Parameter(free).Contains(row.CustomerId)).ExecuteDeleteAsync(cancel);
        await db.CustomerChanges.Where(row => EF.Parameter(free).Contains(row.CustomerId)).ExecuteDeleteAsync(cancel);
        await db.Customers.Where(customer => EF.Parameter(free).Contains(customer.Id)).ExecuteDeleteAsync(cancel);
        return free.Count;
    }

    /// <summary>Somebody worked on them since, or others were put below them.</summary>
    private Task<List<long>> WorkedOnAsync(List<long> ids, CancellationToken cancel) => db.Customers.Where(customer => EF.Parameter(ids).Contains(customer.Id)
        && (customer.ArchivedAt != null
            || db.CustomerEvents.Any(row => row.CustomerId == customer.Id && row.Kind != CustomerEventKind.Created && row.Kind != CustomerEventKind.ParentChanged)
            || db.CustomerChanges.Any(row => row.CustomerId == customer.Id && row.ImportId != import.Id)
            || db.Customers.Any(unit => unit.ParentId == customer.Id && unit.ImportId != import.Id)))
        .Select(customer => customer.Id).ToListAsync(cancel);

    private async Task<HashSet<long>> PointedAtAsync(IEnumerable<RowReference> references, List<long> ids, CancellationToken cancel)
    {
        var touched = new HashSet<long>();
        foreach (var reference in references)
        {
            touched.UnionWith(await reference.PointedAtAsync(db, ids, cancel));
        }

        return touched;
    }

    private async Task KeepAsync(long id, string name, string? value, CancellationToken cancel)
    {
        if (!await db.NotesOf(import, ImportNoteKind.Kept).AnyAsync(note => note.SubjectId == id, cancel))
        {
            var cells = RefusalJson.OfCells(value is null ? [name] : [name, value]);
            db.ImportNotes.Add(new ImportNote(import.Id, ImportNoteKind.Kept, 0, cells, RefusalJson.Of([new Refusal("ImportChangedSince", name)]), id));
            await db.SaveChangesAsync(cancel);
        }
    }

    private void LetGo()
    {
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is not Import).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }
}
