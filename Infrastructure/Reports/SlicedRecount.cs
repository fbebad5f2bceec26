using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>
/// The weekly promotion of a part of the leads, counted from the events: what was in the part when the first week began, and
/// what happened in it since. A lead that leaves the part moves out of it.
/// </summary>
internal sealed record SlicedRecount(PromotionCount Flow, IReadOnlyList<StatusBalance> Opening, IReadOnlyList<LeadWeekPath> Paths)
{
    public static async Task<SlicedRecount> OfAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel)
    {
        var start = db.Company.Time.BoundsOf(asked.FirstWeek).From;
        var ledger = new PromotionLedger(db.Company.Time, [asked.By], asked.Sees);
        var groups = new Dictionary<string, (long Leads, long Amount)>();
        var statuses = new Dictionary<LeadStatus, (long Leads, long Amount)>();
        await foreach (var history in LeadHistory.ReadAsync(Rows(db, asked), cancel))
        {
            ledger.Add(history.Lead, history.Rows);
            if (history.Rows[0] is { IsOpen: true } first && first.At < start && asked.Sees(first.After, history.Lead))
            {
                Add(groups, LedgerKey.Of(asked.By, first.After, history.Lead), first.Amount);
                Add(statuses, first.To, first.Amount);
            }
        }

        var monday = asked.FirstWeek.Monday;
        return new SlicedRecount(
            new PromotionCount(groups, [.. ledger.Lines.Where(line => line.Week >= monday)]),
            [.. statuses.Select(status => new StatusBalance(status.Key, status.Value.Leads, status.Value.Amount))],
            [.. ledger.Paths.Where(path => path.Week >= monday)]);
    }

    /// <summary>What stood when the first week began, came since, and left since: three walks along an index each.</summary>
    public static IQueryable<HistoryRow> Rows(CrmDbContext db, PromotionQuestion asked)
    {
        var start = db.Company.Time.BoundsOf(asked.FirstWeek).From;
        var end = db.Company.Time.BoundsOf(asked.Week).To;
        var all = db.EventsOfLeads();
        var inside = all.Within(asked.Slices, EventSide.After).Where(IsOpen).Where(x => x.Row.At < end);
        var outside = all.Where(x => x.Row.At >= start && x.Row.At < end).Within(asked.Slices, EventSide.Before)
            .Where(EventSlices.Not(EventSlices.Both(EventSlices.All(asked.Slices, EventSide.After), IsOpen)));
        return inside.Where(x => x.Row.UntilAt == null).Select(HistoryRow.Of)
            .Concat(inside.Where(x => x.Row.UntilAt >= start).Select(HistoryRow.Of))
            .Concat(outside.Select(HistoryRow.Of));
    }

    private static readonly Expression<Func<EventOfLead, bool>> IsOpen =
        x => x.Row.To != LeadStatus.Converted && x.Row.To != LeadStatus.Disqualified;

    private static void Add<T>(Dictionary<T, (long Leads, long Amount)> sums, T key, long amount)
        where T : notnull
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = (sum.Leads + 1, sum.Amount + amount);
    }
}
