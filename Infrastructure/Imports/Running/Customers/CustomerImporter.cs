using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Brings customers in, chunk by chunk. A customer is known by its credit code or its whole name; one that only looks like another is told, and comes in.</summary>
internal sealed class CustomerImporter(ImportJob job, ColumnMap map, int chunkSize)
{
    private readonly Dictionary<DuplicateBy, Seen> _keys = CustomerDraft.Likenesses.ToDictionary(by => by, _ => new Seen());
    private readonly Seen _identities = new();

    /// <summary>The names that the file has brought so far, where nothing is kept.</summary>
    public Seen Names { get; } = new();

    public async Task RunAsync(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        var books = await CustomerBooks.OpenAsync(job, cancel);
        var reader = new CustomerReader(map, job.Company, books.Scheme, job.Now.At);
        var position = job.Import.Position;
        await foreach (var drafts in ReadAhead.ChunksAsync(rows.Skip(position), chunkSize, reader.Read, cancel))
        {
            position += drafts.Count;
            await job.CommitAsync(position, () => PlaceAsync(drafts, books, cancel), cancel);
            ForgetWhatIsStored();
        }
    }

    private void ForgetWhatIsStored()
    {
        if (job.Keeps)
        {
            _identities.Clear();
            _keys.Values.ToList().ForEach(seen => seen.Clear());
        }
    }

    private async Task<ImportOutcome> PlaceAsync(IReadOnlyList<CustomerDraft> drafts, CustomerBooks books, CancellationToken cancel)
    {
        var (outcome, sound) = (new ImportOutcome(job.Import.Id), drafts.Where(draft => draft.Facts is not null).ToList());
        var lookup = await CustomerLookup.OfAsync(job.Db, sound.Select(draft => draft.Facts?.Name), sound.Select(draft => draft.Code), cancel);
        await lookup.FindAlikeAsync(job.Db, sound, cancel);
        var writer = new CustomerWriter(job, map, books, outcome);
        foreach (var draft in drafts)
        {
            if ((draft.Facts is null ? draft.Refusals : Refusals(draft, books)) is { Count: > 0 } refusals)
            {
                outcome.Rejected(draft.Row, refusals);
            }
            else if (lookup.Same(draft.ExactName, draft.Code) is { Count: > 0 } same)
            {
                Meet(draft, same, writer, outcome);
            }
            else
            {
                Admit(draft, lookup, writer, outcome);
            }
        }

        await writer.WriteAsync(cancel);
        return outcome;
    }

    private IReadOnlyList<Refusal> Refusals(CustomerDraft draft, CustomerBooks books)
    {
        var region = draft.Region is { } name && !books.Regions.MayBecome(name)
            ? new Refusal("ImportRegionUnknown", map.NameOf(ImportField.Region), name) : null;
        var twice = _identities.RowOf(draft.Identity) is not null ? new Refusal("ImportRowTwice") : null;
        return [.. new[] { twice, region, books.People.Refuse(draft.Owner, draft.Author) }.OfType<Refusal>()];
    }

    /// <summary>The row's customer is here.</summary>
    private void Meet(CustomerDraft draft, IReadOnlyList<KnownCustomer> same, CustomerWriter writer, ImportOutcome outcome)
    {
        if (same.Any(customer => customer.ImportId == job.Import.Id && job.Import.Id != 0))
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportRowTwice")]);
        }
        else if (job.Import.Mode == ImportMode.Create)
        {
            outcome.Known();
        }
        else if (CanUpdate(same) is { } refusal)
        {
            outcome.Rejected(draft.Row, [refusal]);
        }
        else
        {
            _identities.Add(draft.Identity, draft.Row.Number);
            writer.Change(draft, same[0].Id);
        }
    }

    private Refusal? CanUpdate(IReadOnlyList<KnownCustomer> same) =>
        same.Count > 1 ? new Refusal("ImportCustomerAmbiguous", same.Count)
        : !same[0].IsFor(job.Viewer, AccessAction.Write) ? new Refusal("ImportCustomerNotYours")
        : same[0].ArchivedAt is not null ? new Refusal("CustomerIsArchived", same[0].Name)
        : null;

    private void Admit(CustomerDraft draft, CustomerLookup lookup, CustomerWriter writer, ImportOutcome outcome)
    {
        if (job.Import.Mode == ImportMode.Update)
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportCustomerUnknown", draft.Facts?.Name)]);
            return;
        }

        var (likeness, isWeak) = LikenessOf(draft, lookup);
        if (likeness is not null && job.Import.SkipsDuplicates && !isWeak)
        {
            outcome.Skipped(draft.Row, likeness);
            return;
        }

        if (likeness is not null)
        {
            outcome.Duplicate(draft.Row, likeness);
        }

        outcome.Added();
        Remember(draft);
        writer.Add(draft);
    }

    /// <summary>Of a customer that the importer may not see he learns that it is there, and nothing else.</summary>
    private (Refusal? Likeness, bool IsWeak) LikenessOf(CustomerDraft draft, CustomerLookup lookup)
    {
        if (lookup.LikenessOf(draft) is { } alike)
        {
            return (alike.Customer.IsFor(job.Viewer, AccessAction.Read)
                ? new Refusal("ImportLooksLikeCustomer", alike.By, alike.Customer.Name)
                : new Refusal("ImportLooksLikeHidden", alike.By), alike.By == DuplicateBy.Sound);
        }

        var by = CustomerDraft.Likenesses.Select(by => (By: by, Row: _keys[by].RowOf(draft.Key(by)))).FirstOrDefault(pair => pair.Row is not null);
        return by.Row is null ? (null, false) : (new Refusal("ImportLooksLikeRow", by.By, by.Row), by.By == DuplicateBy.Sound);
    }

    private void Remember(CustomerDraft draft)
    {
        _identities.Add(draft.Identity, draft.Row.Number);
        foreach (var (by, seen) in _keys)
        {
            seen.Add(draft.Key(by), draft.Row.Number);
        }

        if (!job.Keeps)
        {
            Names.Add(draft.ExactName, draft.Row.Number);
            Names.Add(draft.NameKey, draft.Row.Number);
        }
    }
}
