using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>Compares the roll-ups with a recount of all events, and writes them anew.</summary>
public static class RollupCheck
{
    /// <summary>The roll-up rows that are not what the events say, in words; none when all is well.</summary>
    public static Task<IReadOnlyList<string>> DifferencesAsync(this CrmDbContext db, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var counted = Values(await WholeAsync(db, cancel));
        var kept = Values(await db.LeadWeekLines.AsNoTracking().ToListAsync(cancel), await db.LeadWeekPaths.AsNoTracking().ToListAsync(cancel),
            await db.LeadWeekStays.AsNoTracking().ToListAsync(cancel));
        return (IReadOnlyList<string>)[.. counted.Keys.Union(kept.Keys)
            .Where(key => counted.GetValueOrDefault(key, "") != kept.GetValueOrDefault(key, ""))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{key}: kept [{kept.GetValueOrDefault(key)}], counted [{counted.GetValueOrDefault(key)}]")];
    }, cancel);

    /// <summary>Counts everything anew: after the company's time zone changed, or when <see cref="DifferencesAsync"/> found something.</summary>
    public static Task RebuildRollupsAsync(this CrmDbContext db, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        await db.HoldRollupsAsync(cancel);
        var ledger = await WholeAsync(db, cancel);
        await db.LeadWeekLines.ExecuteDeleteAsync(cancel);
        await db.LeadWeekPaths.ExecuteDeleteAsync(cancel);
        await db.LeadWeekStays.ExecuteDeleteAsync(cancel);
        await db.AddRollupsAsync(ledger, cancel);
    }, cancel);

    /// <summary>The ledger of the whole company, from its first event on.</summary>
    private static async Task<PromotionLedger> WholeAsync(CrmDbContext db, CancellationToken cancel)
    {
        var ledger = new PromotionLedger(db.Company.Time, PromotionLedger.Kept);
        await foreach (var history in LeadHistory.ReadAsync(db.EventsOfLeads().Select(HistoryRow.Of), cancel))
        {
            ledger.Add(history.Lead, history.Rows);
        }

        return ledger;
    }

    private static Dictionary<string, string> Values(PromotionLedger ledger) => Values(ledger.Lines, ledger.Paths, ledger.Stays);

    /// <summary>A row whose numbers have all gone back to zero is as good as none.</summary>
    private static Dictionary<string, string> Values(
        IEnumerable<LeadWeekLine> lines, IEnumerable<LeadWeekPath> paths, IEnumerable<LeadWeekStay> stays) =>
        lines.Where(line => !line.IsZero).Select(line => (Key: $"{line.Week:O} {line.Grouping} {line.Key}", Value: Numbers(line)))
            .Concat(paths.Where(path => !path.IsZero).Select(path =>
                (Key: $"{path.Week:O} {path.From} to {path.To}", Value: $"{path.Leads} {path.AmountFrom} {path.AmountTo}")))
            .Concat(stays.Where(stay => stay.Stays != 0).Select(stay => (Key: $"{stay.Week:O} {stay.Status} for {stay.Tenths}", Value: $"{stay.Stays}")))
            .ToDictionary(row => row.Key, row => row.Value);

    private static string Numbers(LeadWeekLine line) =>
        string.Join(' ', FlowFigures.Kept.Select(figure => $"{figure} {line.Leads[figure]} {line.Amounts[figure]}"));
}
