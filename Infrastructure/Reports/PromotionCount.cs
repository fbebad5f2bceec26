using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What the weekly promotion is made of: each group's opening before the first of the weeks, and what it did in each.</summary>
internal sealed record PromotionCount(IReadOnlyDictionary<string, (long Leads, long Amount)> Opening, IReadOnlyList<LeadWeekLine> Lines)
{
    /// <summary>From the roll-ups where they say it exactly: everything, or one group of them; else from the events.</summary>
    public static async Task<PromotionCount> OfAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel) => asked.Slices switch
    {
        [] => await KeptAsync(db, asked, asked.By == LedgerGrouping.Total ? LedgerGrouping.Channel : asked.By, null, cancel),
        [var slice] when asked.By == LedgerGrouping.Total || asked.By == slice.Grouping => await KeptAsync(db, asked, slice.Grouping, slice.Key, cancel),
        _ => (await SlicedRecount.OfAsync(db, asked, cancel)).Flow,
    };

    /// <summary>Each group's row week by week, the asked week last.</summary>
    public IEnumerable<IReadOnlyList<PromotionRow>> Rows(PromotionQuestion asked)
    {
        var lines = Lines.ToLookup(line => (line.Key, line.Week));
        foreach (var key in Opening.Keys.Union(Lines.Select(line => line.Key)))
        {
            var opening = Opening.GetValueOrDefault(key);
            var row = new PromotionRow(key).Open(opening.Leads, opening.Amount);
            var rows = new List<PromotionRow>(asked.Weeks);
            for (var week = asked.FirstWeek; week <= asked.Week; week = week.Next)
            {
                rows.Add(lines[(key, week.Monday)].Aggregate(row, (sum, line) => sum.Add(line)));
                row = row.Next();
            }

            yield return rows;
        }
    }

    private static async Task<PromotionCount> KeptAsync(
        CrmDbContext db, PromotionQuestion asked, LedgerGrouping grouping, string? key, CancellationToken cancel)
    {
        var (first, last) = (asked.FirstWeek.Monday, asked.Week.Monday);
        var kept = db.LeadWeekLines.AsNoTracking().Where(line => line.Grouping == grouping && (key == null || line.Key == key));
        var opening = await kept.Where(line => line.Week < first).GroupBy(line => line.Key).Select(lines => new
        {
            lines.Key,
            Leads = lines.Sum(line => line.Leads.Captured + line.Leads.Reopened + line.Leads.MovedIn
                - line.Leads.MovedOut - line.Leads.Converted - line.Leads.Disqualified),
            Amount = lines.Sum(line => line.Amounts.Captured + line.Amounts.Reopened + line.Amounts.MovedIn + line.Amounts.Revalued
                - line.Amounts.MovedOut - line.Amounts.Converted - line.Amounts.Disqualified),
        }).ToDictionaryAsync(group => group.Key, group => (group.Leads, group.Amount), cancel);
        return new PromotionCount(opening, await kept.Where(line => line.Week >= first && line.Week <= last).ToListAsync(cancel));
    }
}
