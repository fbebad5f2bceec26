using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>Brings leads in, chunk by chunk. A lead is known by its number; one that only looks like another is told, and comes in.</summary>
internal sealed class LeadImporter(ImportJob job, ColumnMap map, int chunkSize)
{
    private readonly Seen _identities = new();
    private readonly Dictionary<DuplicateBy, Seen> _keys = LeadDraft.Likenesses.ToDictionary(by => by, _ => new Seen());

    public async Task RunAsync(IEnumerable<TableRow> rows, CancellationToken cancel)
    {
        var regions = await RegionBook.OpenAsync(job, cancel);
        var (position, now) = (job.Import.Position, job.Now.At);
        await foreach (var drafts in ReadAhead.ChunksAsync(rows.Skip(position), chunkSize, row => LeadDraft.Of(row, map, job.Company, now), cancel))
        {
            position += drafts.Count;
            await job.CommitAsync(position, () => PlaceAsync(drafts, regions, cancel), cancel);
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

    private async Task<ImportOutcome> PlaceAsync(IReadOnlyList<LeadDraft> drafts, RegionBook regions, CancellationToken cancel)
    {
        var outcome = new ImportOutcome(job.Import.Id);
        var lookup = await LeadLookup.OfAsync(job, [.. drafts.Where(draft => draft.Facts is not null)], cancel);
        var places = new List<(LeadDraft Draft, LeadFacts Facts)>();
        foreach (var draft in drafts)
        {
            if (draft.Facts is { } facts && Admit(draft, lookup, regions, outcome))
            {
                var region = draft.Region is null ? (long?)null : await regions.IdAsync(draft.Region, outcome, cancel);
                places.Add((draft, facts with { RegionId = region }));
            }
            else if (draft.Facts is null)
            {
                outcome.Rejected(draft.Row, draft.Refusals);
            }
        }

        if (job.Keeps)
        {
            await WriteAsync(places, cancel);
        }

        return outcome;
    }

    /// <summary>Decides on a sound row and says so in the outcome; true when it comes in.</summary>
    private bool Admit(LeadDraft draft, LeadLookup lookup, RegionBook regions, ImportOutcome outcome)
    {
        if (Earlier(draft, lookup, outcome))
        {
            return false;
        }

        if (draft.Region is { } region && !regions.MayBecome(region))
        {
            outcome.Rejected(draft.Row, [new Refusal("ImportRegionUnknown", map.NameOf(ImportField.Region), region)]);
            return false;
        }

        var likeness = lookup.LikenessOf(draft) ?? LikenessWithin(draft);
        if (likeness is not null && job.Import.SkipsDuplicates)
        {
            outcome.Skipped(draft.Row, likeness);
            return false;
        }

        if (likeness is not null)
        {
            outcome.Duplicate(draft.Row, likeness);
        }

        outcome.Added();
        Remember(draft);
        return true;
    }

    private bool Earlier(LeadDraft draft, LeadLookup lookup, ImportOutcome outcome)
    {
        var known = draft.Number is { } number
            ? lookup.ImportOfNumber.TryGetValue(number, out var import)
            : lookup.ImportOfContent.TryGetValue(draft.Identity, out import);
        var isFromThisFile = (known && import == job.Import.Id) || _identities.RowOf(draft.Identity) is not null;
        if (isFromThisFile)
        {
            outcome.Rejected(draft.Row, [draft.Number is null ? new Refusal("ImportRowTwice") : new Refusal("ImportNumberTwice", draft.Number)]);
        }
        else if (known)
        {
            outcome.Known();
        }

        return known || isFromThisFile;
    }

    private Refusal? LikenessWithin(LeadDraft draft)
    {
        foreach (var by in LeadDraft.Likenesses)
        {
            if (_keys[by].RowOf(draft.Key(by)) is { } row)
            {
                return new Refusal("ImportLooksLikeRow", by, row);
            }
        }

        return null;
    }

    private void Remember(LeadDraft draft)
    {
        _identities.Add(draft.Identity, draft.Row.Number);
        foreach (var (by, seen) in _keys)
        {
            seen.Add(draft.Key(by), draft.Row.Number);
        }
    }

    private async Task WriteAsync(List<(LeadDraft Draft, LeadFacts Facts)> places, CancellationToken cancel)
    {
        var stamp = job.Now;
        var unnumbered = places.Count(place => place.Draft.Number is null);
        var numbers = new Queue<string>(unnumbered == 0 ? [] : await job.Db.NextNumbersAsync("L", stamp.Today.Year, unnumbered, cancel));
        var leads = places.ConvertAll(place => new Lead(
            place.Draft.Number ?? numbers.Dequeue(), place.Facts, LeadOrigin.Import, stamp, place.Draft.CapturedAt, job.Import.Id));
        await job.Db.InsertInBulkAsync(leads, cancel);
    }
}
