using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>What the database knows of a chunk's rows, asked in one statement for each key and never row by row.</summary>
internal sealed record LeadLookup(
    IReadOnlyDictionary<string, long?> ImportOfNumber,
    IReadOnlyDictionary<string, long?> ImportOfContent,
    IReadOnlyDictionary<DuplicateBy, IReadOnlyDictionary<string, string>> NumberByKey)
{
    public static async Task<LeadLookup> OfAsync(ImportJob job, IReadOnlyList<LeadDraft> drafts, CancellationToken cancel)
    {
        var (db, visible) = (job.Db, Visible(job));
        return new LeadLookup(
            await NumbersAsync(db, drafts, cancel),
            await ContentsAsync(db, drafts, cancel),
            new Dictionary<DuplicateBy, IReadOnlyDictionary<string, string>>
            {
                [DuplicateBy.Company] = await MatchesAsync(db.Texts(Keys(drafts, draft => draft.CompanyKey)).Select(key =>
                    new Match(key, visible.Where(lead => lead.CompanyKey == key).OrderBy(lead => lead.Id).Select(lead => lead.Number).FirstOrDefault())), cancel),
                [DuplicateBy.Phone] = await MatchesAsync(db.Texts(Keys(drafts, draft => draft.PhoneKey)).Select(key =>
                    new Match(key, visible.Where(lead => lead.PhoneKey == key).OrderBy(lead => lead.Id).Select(lead => lead.Number).FirstOrDefault())), cancel),
                [DuplicateBy.MailDomain] = await MatchesAsync(db.Texts(Keys(drafts, draft => draft.MailDomain)).Select(key =>
                    new Match(key, visible.Where(lead => lead.MailDomain == key).OrderBy(lead => lead.Id).Select(lead => lead.Number).FirstOrDefault())), cancel),
            });
    }

    /// <summary>The strongest likeness to a lead that is here: a phone number says more than a name.</summary>
    public Refusal? LikenessOf(LeadDraft draft)
    {
        foreach (var by in LeadDraft.Likenesses)
        {
            if (NumberByKey[by].TryGetValue(draft.Key(by), out var number))
            {
                return new Refusal("ImportLooksLikeLead", by, number);
            }
        }

        return null;
    }

    /// <summary>What the importer may see, and what this import has brought already, though it may lie with the lead desk.</summary>
    private static IQueryable<Lead> Visible(ImportJob job)
    {
        var (leads, importId) = (job.Db.Leads.AsNoTracking(), job.Import.Id);
        var visible = leads.VisibleTo(job.Viewer);
        return job.MayCreate ? visible : leads.Where(lead => lead.ImportId == importId || visible.Any(seen => seen.Id == lead.Id));
    }

    private static IEnumerable<string> Keys(IEnumerable<LeadDraft> drafts, Func<LeadDraft, string> key) =>
        drafts.Select(key).Where(text => text.Length > 0).Distinct();

    private static async Task<IReadOnlyDictionary<string, string>> MatchesAsync(IQueryable<Match> matches, CancellationToken cancel) =>
        (await matches.ToListAsync(cancel)).Where(match => match.Number is not null).ToDictionary(match => match.Key, match => match.Number ?? "");

    private static async Task<Dictionary<string, long?>> NumbersAsync(CrmDbContext db, IReadOnlyList<LeadDraft> drafts, CancellationToken cancel)
    {
        var numbers = drafts.Select(draft => draft.Number).OfType<string>().ToList();
        return numbers.Count == 0 ? [] : await db.Leads.Where(lead => EF.Parameter(numbers).Contains(lead.Number))
            .Select(lead => new { lead.Number, lead.ImportId }).ToDictionaryAsync(lead => lead.Number, lead => lead.ImportId, cancel);
    }

    /// <summary>A row without a number is known by all that it says; so only leads of the same company and telephone are read to compare.</summary>
    private static async Task<Dictionary<string, long?>> ContentsAsync(CrmDbContext db, IReadOnlyList<LeadDraft> drafts, CancellationToken cancel)
    {
        var unnumbered = drafts.Where(draft => draft.Number is null).ToList();
        var (keys, phones) = (unnumbered.Select(draft => draft.CompanyKey).Distinct().ToList(), unnumbered.Select(draft => draft.PhoneKey).Distinct().ToList());
        var contents = new Dictionary<string, long?>();
        if (keys.Count == 0)
        {
            return contents;
        }

        var leads = db.Leads.AsNoTracking().Where(lead => lead.Origin == LeadOrigin.Import
            && EF.Parameter(keys).Contains(lead.CompanyKey) && EF.Parameter(phones).Contains(lead.PhoneKey));
        await foreach (var lead in leads.AsAsyncEnumerable().WithCancellation(cancel))
        {
            contents.TryAdd(LeadDraft.ContentOf(lead.Facts, lead.CapturedAt), lead.ImportId);
            contents.TryAdd(LeadDraft.ContentOf(lead.Facts, null), lead.ImportId);
        }

        return contents;
    }

    private sealed record Match(string Key, string? Number);
}
