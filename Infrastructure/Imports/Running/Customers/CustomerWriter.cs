using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Writes the customers of one chunk: the new ones in bulk, the changed ones by their verb, each with what it was before.</summary>
internal sealed class CustomerWriter(ImportJob job, ColumnMap map, CustomerBooks books, ImportOutcome outcome)
{
    private readonly List<CustomerDraft> _added = [];
    private readonly Dictionary<long, CustomerDraft> _changed = [];

    public void Add(CustomerDraft draft) => _added.Add(draft);

    public void Change(CustomerDraft draft, long id) => _changed[id] = draft;

    public async Task WriteAsync(CancellationToken cancel)
    {
        var customers = new List<Customer>(_added.Count);
        foreach (var draft in _added)
        {
            customers.Add(await MakeAsync(draft, cancel));
        }

        if (job.Keeps)
        {
            await job.Db.InsertInBulkAsync(customers, cancel);
        }

        await ChangeAsync(cancel);
    }

    private async Task<Customer> MakeAsync(CustomerDraft draft, CancellationToken cancel)
    {
        var owner = await books.People.MakeAsync(draft.Owner, outcome, cancel) ?? books.People.OwnerForNew;
        var author = await books.People.MakeAsync(draft.Author, outcome, cancel);
        var facts = draft.New(await RegionAsync(draft, cancel));
        return new Customer(Located(draft, facts), owner?.Id, owner?.TeamId, job.Now with { ActorId = author?.Id ?? job.Now.ActorId },
            CustomerOrigin.Import, draft.CreatedAt, job.Import.Id);
    }

    private async Task ChangeAsync(CancellationToken cancel)
    {
        var ids = _changed.Keys.ToList();
        var query = job.Db.Customers.ForChange().Where(customer => EF.Parameter(ids).Contains(customer.Id));
        var customers = ids.Count == 0 ? [] : await (job.Keeps ? query : query.AsNoTracking()).ToListAsync(cancel);
        foreach (var customer in customers)
        {
            await ChangeAsync(customer, _changed[customer.Id], cancel);
        }

        if (job.Keeps && customers.Count > 0)
        {
            await job.Db.SaveChangesAsync(cancel);
            job.LetGo();
        }
    }

    private async Task ChangeAsync(Customer customer, CustomerDraft draft, CancellationToken cancel)
    {
        var region = await RegionAsync(draft, cancel);
        var before = customer.Changes.Count;
        customer.Edit(Located(draft, draft.Over(customer.Facts, region)), job.Now, CustomerOrigin.Import, job.Import.Id);
        if (customer.Changes.Count > before)
        {
            outcome.Updated();
        }
        else
        {
            outcome.Known();
        }
    }

    private async Task<long?> RegionAsync(CustomerDraft draft, CancellationToken cancel)
    {
        books.Mappings.Tell(draft.Row, draft.Mappings, outcome);
        if (draft.Region is { } name)
        {
            return await books.Regions.IdAsync(name, outcome, cancel);
        }

        var found = draft.Location is { } location ? books.Regions.Find(location) : null;
        if (found is not null)
        {
            books.Mappings.Tell(draft.Row, [new Refusal("ImportTakenAsRegion", map.NameOf(ImportField.Location), draft.Location)], outcome);
        }

        return found;
    }

    /// <summary>A place that is no sales region is a country or a town: the last line of the addresses.</summary>
    private CustomerFacts Located(CustomerDraft draft, CustomerFacts facts)
    {
        if (draft.Location is not { } place || books.Regions.Find(place) is not null)
        {
            return facts;
        }

        books.Mappings.Tell(draft.Row, [new Refusal("ImportKeptAsAddress", map.NameOf(ImportField.Location))], outcome);
        var lines = (facts.Addresses ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Contains(place) ? facts : facts with { Addresses = PlainText.Cut(string.Join('\n', lines.Append(place)), CustomerLengths.Address) };
    }
}
