using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Brings people at customers in. A contact is known by his name within his customer, several of one name by number or mail address.</summary>
internal sealed class ContactImporter(ImportJob job, ColumnMap map, int chunkSize)
{
    private readonly Seen _identities = new();
    private readonly Seen _phones = new();

    public async Task RunAsync(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        var people = new RowPeople(job, await PeopleBook.OpenAsync(job, cancel));
        var position = job.Import.Position;
        await foreach (var drafts in ReadAhead.ChunksAsync(rows.Skip(position), chunkSize, row => ContactDraft.Of(row, map, job.Company, job.Now.At), cancel))
        {
            position += drafts.Count;
            await job.CommitAsync(position, () => PlaceAsync(drafts, people, cancel), cancel);
        }
    }

    private async Task<ImportOutcome> PlaceAsync(IReadOnlyList<ContactDraft> drafts, RowPeople people, CancellationToken cancel)
    {
        var outcome = new ImportOutcome(job.Import.Id);
        var lookup = await CustomerLookup.OfAsync(job.Db, drafts.Select(draft => draft.Customer), drafts.Select(draft => draft.Code), cancel);
        var places = new List<(ContactDraft Draft, KnownCustomer Customer)>();
        foreach (var draft in drafts)
        {
            var customers = draft.Facts is null ? [] : lookup.Same(ColumnName.Key(draft.Customer), draft.Code);
            if (Refusals(draft, customers, people) is { Count: > 0 } refusals)
            {
                outcome.Rejected(draft.Row, refusals);
            }
            else
            {
                _identities.Add(draft.IdentityAt(customers[0].Id), draft.Row.Number);
                places.Add((draft, customers[0]));
            }
        }

        await new ContactWriter(job, people, outcome, _phones).WriteAsync(places, cancel);
        return outcome;
    }

    private IReadOnlyList<Refusal> Refusals(ContactDraft draft, IReadOnlyList<KnownCustomer> customers, RowPeople people)
    {
        var refusal = draft.Facts is null ? null
            : customers.Count > 1 ? new Refusal("ImportCustomerAmbiguous", customers.Count)
            : customers.Count == 0 || !customers[0].IsFor(job.Viewer, AccessAction.Import) ? new Refusal("ImportCustomerUnknown", draft.Customer)
            : customers[0].ArchivedAt is not null ? new Refusal("CustomerIsArchived", draft.Customer)
            : _identities.RowOf(draft.IdentityAt(customers[0].Id)) is not null ? new Refusal("ImportRowTwice")
            : people.Refuse(draft.Author);
        return refusal is null ? draft.Facts is null ? draft.Refusals : [] : [refusal];
    }
}
