using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal.Keeping;

/// <summary>Histories that an appraisal is told by.</summary>
internal enum AppraisedHistory
{
    Opportunities,
    Leads,
    Plans,
    Contracts,

    /// <summary>What is logged for opportunities, also after they are signed.</summary>
    Presales,
}

/// <summary>An event of some history, and the record that it happened to.</summary>
internal sealed class EventKey
{
    public required AppraisedHistory History { get; init; }

    public required long Id { get; init; }

    public required long RecordId { get; init; }
}

/// <summary>
/// Tells which records' histories have grown since it was asked last. Where several write at once, an event may be seen before one that has the
/// smaller number: so the last ones are looked at again.
/// </summary>
internal sealed class EventTail
{
    /// <summary>With more than these it is quicker to read everything.</summary>
    private const int Most = 3000;
    private const int Again = 500;

    private static readonly AppraisedHistory[] Histories = Enum.GetValues<AppraisedHistory>();

    private readonly long[] _last = new long[Histories.Length];
    private readonly HashSet<long>[] _seen = new HashSet<long>[Histories.Length];

    /// <returns>By history; null for whatever there is: the first time, when too many have grown, and when events have gone.</returns>
    public async Task<IReadOnlyDictionary<AppraisedHistory, IReadOnlyCollection<long>?>> GrownAsync(CrmDbContext db, CancellationToken cancel)
    {
        var isNew = _seen[0] is null;
        var found = (await Together(history => isNew
            ? Of(db, history).OrderByDescending(row => row.Id).Take(Again)
            : After(db, history, _last[(int)history] - Again)).ToListAsync(cancel)).ToLookup(row => row.History);
        if (!isNew && found.Any(history => history.Count() == Most + Again))
        {
            Array.Clear(_seen);
            return await GrownAsync(db, cancel);
        }

        return Histories.ToDictionary(history => history, history => Grown((int)history, [.. found[history]]));
    }

    private IReadOnlyCollection<long>? Grown(int place, List<EventKey> found)
    {
        var seen = _seen[place];
        (_last[place], _seen[place]) = (Math.Max(_last[place], found.Count == 0 ? 0 : found.Max(row => row.Id)), [.. found.Select(row => row.Id)]);
        return seen is null || seen.Any(id => id > _last[place] - Again && !_seen[place].Contains(id))
            ? null : found.Where(row => !seen.Contains(row.Id)).Select(row => row.RecordId).ToHashSet();
    }

    private static IQueryable<EventKey> After(CrmDbContext db, AppraisedHistory history, long after) =>
        Of(db, history).Where(row => row.Id > after).OrderBy(row => row.Id).Take(Most + Again);

    private static IQueryable<EventKey> Together(Func<AppraisedHistory, IQueryable<EventKey>> part) => Histories.Select(part).Aggregate((one, other) => one.Concat(other));

    private static IQueryable<EventKey> Of(CrmDbContext db, AppraisedHistory history) => history switch
    {
        AppraisedHistory.Opportunities => db.OpportunityEvents.Select(row => new EventKey { History = AppraisedHistory.Opportunities, Id = row.Id, RecordId = row.OpportunityId }),
        AppraisedHistory.Leads => db.LeadEvents.Select(row => new EventKey { History = AppraisedHistory.Leads, Id = row.Id, RecordId = row.LeadId }),
        AppraisedHistory.Plans => db.Set<PlanEvent>().Select(row => new EventKey { History = AppraisedHistory.Plans, Id = row.Id, RecordId = row.ActionId }),
        AppraisedHistory.Presales => db.PresalesEntries.Select(row => new EventKey { History = AppraisedHistory.Presales, Id = row.Id, RecordId = row.OpportunityId }),
        _ => db.ContractEvents.Select(row => new EventKey { History = AppraisedHistory.Contracts, Id = row.Id, RecordId = row.ContractId }),
    };
}
