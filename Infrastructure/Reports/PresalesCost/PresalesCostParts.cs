using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>Sums the presales ledger up: the database first adds up each project's lines, and only then looks at the projects.</summary>
internal static class PresalesCostParts
{
    public static async Task<IReadOnlyList<PresalesCostPart>> OfAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel)
    {
        var end = db.Company.Time.StartOf(asked.Until.AddDays(1));
        // Whatever closed later and was not reopened since was open at the end; of the others the history tells.
        var reopened = db.OpportunityEvents.Where(row => row.Kind == OpportunityEventKind.Reopened && row.At >= end).Select(row => row.OpportunityId).Distinct();
        // By the day, as the index has them: those of all days together would be sorted first, which takes ten times as long.
        var days = await Within(db.PresalesEntries, asked).GroupBy(entry => entry.On)
            .Select(day => new NumberRange(day.Min(entry => entry.OpportunityId), day.Max(entry => entry.OpportunityId))).ToListAsync(cancel);
        if (NumberRange.Around(days) is not var (first, last))
        {
            return [];
        }

        var (byIndustry, byRegion) = (asked.By == PresalesCostGrouping.Industry, asked.By == PresalesCostGrouping.Region);
        var sums =
            from sum in Ledger(db.PresalesEntries.Where(entry => entry.OpportunityId >= first && entry.OpportunityId <= last && !reopened.Contains(entry.OpportunityId)), asked)
            join row in asked.Projects(db, viewer).Where(row => row.Id >= first && row.Id <= last) on sum.OpportunityId equals row.Id
            group sum by new
            {
                Industry = byIndustry ? EF.Property<string?>(row, OpportunityIndustry.Column) : null, RegionId = byRegion ? row.RegionId : null, sum.PersonId, row.State,
                IsLater = row.ClosedAt != null && row.ClosedAt >= end,
            } into one
            select new { one.Key, Projects = one.Count(), Minor = one.Sum(sum => sum.Minor), Minutes = one.Sum(sum => sum.Minutes) };
        List<PresalesCostPart> parts = (await sums.ToListAsync(cancel)).ConvertAll(one => new PresalesCostPart(
            one.Key.IsLater ? OpportunityState.Open : one.Key.State, PresalesCosts.Key(asked.By, one.Key.Industry, one.Key.RegionId, one.Key.PersonId), one.Projects, one.Minor, one.Minutes));
        parts.AddRange(await ReopenedAsync(db, viewer, asked, end, reopened, cancel));
        return parts;
    }

    /// <summary>Those that were reopened since the end of the period, as they stood then.</summary>
    private static async Task<IEnumerable<PresalesCostPart>> ReopenedAsync(
        CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, DateTime end, IQueryable<long> reopened, CancellationToken cancel)
    {
        var sums = await (
            from sum in Ledger(db.PresalesEntries.Where(entry => reopened.Contains(entry.OpportunityId)), asked)
            join row in asked.Projects(db, viewer) on sum.OpportunityId equals row.Id
            select new { row.Id, Industry = EF.Property<string?>(row, OpportunityIndustry.Column), row.RegionId, row.State, sum.PersonId, sum.Minor, sum.Minutes }).ToListAsync(cancel);
        if (sums.Count == 0)
        {
            return [];
        }

        var then = (await db.OpportunityEvents.Where(row => reopened.Contains(row.OpportunityId) && row.At < end && (row.UntilAt == null || row.UntilAt >= end))
            .Select(row => new { row.OpportunityId, row.Seq, row.State }).ToListAsync(cancel)).ToLookup(row => row.OpportunityId);
        return sums.Select(row => new PresalesCostPart(
            then[row.Id].MaxBy(standing => standing.Seq)?.State ?? row.State, PresalesCosts.Key(asked.By, row.Industry, row.RegionId, row.PersonId), 1, row.Minor, row.Minutes));
    }

    private static IQueryable<LedgerSum> Ledger(IQueryable<PresalesEntry> entries, PresalesCostQuestion asked)
    {
        var byPerson = asked.By == PresalesCostGrouping.Person;
        return Within(entries, asked)
            .GroupBy(entry => new { entry.OpportunityId, PersonId = byPerson ? entry.PersonId : 0 })
            .Select(lines => new LedgerSum
            {
                OpportunityId = lines.Key.OpportunityId, PersonId = lines.Key.PersonId,
                Minor = lines.Sum(entry => (long)(object)entry.Amount), Minutes = lines.Sum(entry => (long)entry.Minutes),
            });
    }

    private static IQueryable<PresalesEntry> Within(IQueryable<PresalesEntry> entries, PresalesCostQuestion asked)
    {
        var (first, until) = (asked.From, asked.Until);
        return entries.Where(entry => entry.On >= first && entry.On <= until);
    }

    private sealed class LedgerSum
    {
        public long OpportunityId { get; init; }

        public long PersonId { get; init; }

        public long Minor { get; init; }

        public long Minutes { get; init; }
    }
}
