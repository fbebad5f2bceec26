using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Writes the contacts of one chunk: the new ones in bulk below their customers, the changed ones by their verb.</summary>
internal sealed class ContactWriter(ImportJob job, RowPeople people, ImportOutcome outcome, Seen phones)
{
    private readonly Dictionary<long, ContactDraft> _changed = [];

    public async Task WriteAsync(List<(ContactDraft Draft, KnownCustomer Customer)> places, CancellationToken cancel)
    {
        var ids = places.Select(place => place.Customer.Id).Distinct().ToList();
        var known = (await job.Db.Contacts.AsNoTracking().Kept().Where(contact => EF.Parameter(ids).Contains(contact.CustomerId)).ToListAsync(cancel))
            .ToLookup(contact => contact.CustomerId);
        var customers = await job.Db.Customers.AsNoTracking().Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var elsewhere = await ElsewhereAsync(places, cancel);
        foreach (var (draft, customer) in places)
        {
            var same = known[customer.Id].Where(draft.Is).ToList();
            if (same.Count > 0)
            {
                Meet(draft, same, customer);
            }
            else if (Admit(draft, customer, elsewhere))
            {
                await KnowAsync(draft, customers[customer.Id], cancel);
            }
        }

        await SaveAsync(customers.Values, cancel);
    }

    private void Meet(ContactDraft draft, List<Contact> same, KnownCustomer customer)
    {
        if (job.Import.Mode == ImportMode.Create)
        {
            outcome.Known();
        }
        else if (same.Count > 1)
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportContactAmbiguous", draft.Facts?.Name, same.Count)]);
        }
        else if (!customer.IsFor(job.Viewer, AccessAction.Write))
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportCustomerNotYours")]);
        }
        else
        {
            _changed[same[0].Id] = draft;
        }
    }

    private bool Admit(ContactDraft draft, KnownCustomer customer, IReadOnlySet<(string, long)> elsewhere)
    {
        if (job.Import.Mode == ImportMode.Update)
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportContactUnknown", draft.Facts?.Name)]);
            return false;
        }

        var likeness = draft.PhoneKey.Length == 0 ? null
            : elsewhere.Any(hit => hit.Item1 == draft.PhoneKey && hit.Item2 != customer.Id) ? new Refusal("ImportPhoneElsewhere", draft.Facts?.Phone)
            : phones.RowOf(draft.PhoneKey) is { } row ? new Refusal("ImportLooksLikeRow", DuplicateBy.Phone, row) : null;
        if (likeness is not null && job.Import.SkipsDuplicates)
        {
            outcome.Skipped(draft.Row, likeness);
            return false;
        }

        if (likeness is not null)
        {
            outcome.Duplicate(draft.Row, likeness);
        }

        phones.Add(draft.PhoneKey, draft.Row.Number);
        outcome.Added();
        return true;
    }

    private async Task KnowAsync(ContactDraft draft, Customer customer, CancellationToken cancel)
    {
        var author = await people.MakeAsync(draft.Author, outcome, cancel);
        var stamp = job.Now with { At = draft.CreatedAt ?? job.Now.At, ActorId = author?.Id ?? job.Now.ActorId };
        var contact = customer.Know(draft.Over(new ContactFacts { Name = "" }), stamp, CustomerOrigin.Import, job.Import.Id);
        if (draft.IsKey == true)
        {
            contact.BeKey(true);
        }
    }

    /// <summary>The numbers of the rows that are a contact's of some customer, with that customer.</summary>
    private async Task<IReadOnlySet<(string, long)>> ElsewhereAsync(List<(ContactDraft Draft, KnownCustomer Customer)> places, CancellationToken cancel)
    {
        var keys = places.Select(place => place.Draft.PhoneKey).Where(key => key.Length > 0).Distinct().ToList();
        return (await job.Db.Contacts.AsNoTracking().Kept().Where(contact => EF.Parameter(keys).Contains(contact.PhoneKey) && contact.ImportId != job.Import.Id)
            .Select(contact => new { contact.PhoneKey, contact.CustomerId }).ToListAsync(cancel)).Select(hit => (hit.PhoneKey, hit.CustomerId)).ToHashSet();
    }

    private async Task SaveAsync(IReadOnlyCollection<Customer> customers, CancellationToken cancel)
    {
        var ids = _changed.Keys.ToList();
        var query = job.Db.Contacts.Where(contact => EF.Parameter(ids).Contains(contact.Id));
        var contacts = ids.Count == 0 ? [] : await (job.Keeps ? query : query.AsNoTracking()).ToListAsync(cancel);
        contacts.ForEach(contact => Change(contact, _changed[contact.Id]));
        if (job.Keeps)
        {
            await job.Db.InsertNewRowsInBulkAsync([.. customers.Where(customer => customer.Contacts.Count > 0)], cancel);
            await job.Db.SaveChangesAsync(cancel);
            job.LetGo();
        }
    }

    private void Change(Contact contact, ContactDraft draft)
    {
        var before = contact.Changes.Count;
        contact.Edit(draft.Over(contact.Facts), job.Now, CustomerOrigin.Import, job.Import.Id);
        if (contact.Changes.Count > before)
        {
            outcome.Updated();
        }
        else
        {
            outcome.Known();
        }
    }
}
