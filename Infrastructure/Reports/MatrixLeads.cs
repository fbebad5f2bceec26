using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>The leads of one cell of the matrix, by where they stood at the week's start and end.</summary>
public static class MatrixLeads
{
    public static async Task<KeysetPage<PromotionLead>> PageAsync(
        CrmDbContext db, PromotionQuestion asked, LedgerPoint from, LedgerPoint to, KeysetCursor? cursor, int size, CancellationToken cancel = default) =>
        await PromotionLeads.LatestAsync(db, asked.Viewer, await BehindAsync(db, asked, from, to, cancel), cursor, size, cancel);

    public static async Task<PromotionTotal> TotalAsync(
        CrmDbContext db, PromotionQuestion asked, LedgerPoint from, LedgerPoint to, CancellationToken cancel = default) =>
        await PromotionTotal.OfAsync(await BehindAsync(db, asked, from, to, cancel), isDifference: false, cancel);

    private static async Task<IQueryable<EventOfLead>> BehindAsync(
        CrmDbContext db, PromotionQuestion asked, LedgerPoint from, LedgerPoint to, CancellationToken cancel) =>
        asked.IsOfEverything ? Standing(db, asked, from, to) : Named(db, asked, await CountedAsync(db, asked, from, to, cancel));

    private static IQueryable<EventOfLead> Standing(CrmDbContext db, PromotionQuestion asked, LedgerPoint from, LedgerPoint to)
    {
        if (!Enum.TryParse<LeadStatus>(to.ToString(), out var end))
        {
            return db.EventsOfLeads().Where(x => false);
        }

        var (start, stop) = db.Company.Time.BoundsOf(asked.Week);
        var there = At(db.EventsOfLeads(), stop).Where(x => x.Row.To == end);
        var came = db.LeadEvents.Where(row => row.At >= start && row.At < stop);
        return Enum.TryParse<LeadStatus>(from.ToString(), out var begin) switch
        {
            false => there.Where(x => came.Any(row => row.LeadId == x.Row.LeadId && row.Kind == LeadEventKind.Captured)),
            true when begin.IsOpen() => there.Where(x => db.LeadEvents.Any(row => row.LeadId == x.Row.LeadId && row.To == begin
                && row.At < start && (row.UntilAt == null || row.UntilAt >= start))),
            _ => there.Where(x => came.Any(row => row.LeadId == x.Row.LeadId && row.From == begin
                    && row.To != LeadStatus.Converted && row.To != LeadStatus.Disqualified))
                .Where(x => db.LeadEvents.Any(row => row.LeadId == x.Row.LeadId && row.To == begin
                    && row.At < start && (row.UntilAt == null || row.UntilAt >= start))),
        };
    }

    /// <summary>Of a part of the leads the ledger itself says which belong to the cell.</summary>
    private static async Task<List<long>> CountedAsync(
        CrmDbContext db, PromotionQuestion asked, LedgerPoint from, LedgerPoint to, CancellationToken cancel)
    {
        var week = asked with { Weeks = 1 };
        List<long> leads = [];
        await foreach (var history in LeadHistory.ReadAsync(SlicedRecount.Rows(db, week), cancel))
        {
            var ledger = new PromotionLedger(db.Company.Time, [], asked.Sees);
            ledger.Add(history.Lead, history.Rows);
            var path = ledger.Paths.FirstOrDefault(path => path.Week == asked.Week.Monday);
            var idle = LedgerPoints.Of(history.Rows[^1].To);
            if ((path?.From ?? idle, path?.To ?? idle) == (from, to))
            {
                leads.Add(history.LeadId);
            }
        }

        return leads;
    }

    /// <summary>Each lead's last row of the week that the viewer saw it in.</summary>
    private static IQueryable<EventOfLead> Named(CrmDbContext db, PromotionQuestion asked, List<long> leads) =>
        At(db.EventsOfLeads(), db.Company.Time.BoundsOf(asked.Week).To).Where(x => leads.Contains(x.Row.LeadId));

    private static IQueryable<EventOfLead> At(IQueryable<EventOfLead> rows, DateTime at) =>
        rows.Where(x => x.Row.At < at && (x.Row.UntilAt == null || x.Row.UntilAt >= at));
}
