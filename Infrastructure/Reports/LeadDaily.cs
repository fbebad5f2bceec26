using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>
/// 销售线索日报 <c>lead-daily</c>: every lead captured on a day of the company, who triaged it and how fast, where it stands now;
/// totals by channel, region and product; and the backlog that is still New from earlier days (product text, section 4).
/// </summary>
public static class LeadDaily
{
    private static readonly KeysetOrder<Lead, DailyLead> ByArrival =
        new(row => row.Id, new KeysetLeg<Lead, DailyLead, DateTime>(lead => lead.CapturedAt, row => row.CapturedAt));

    public static Task<KeysetPage<DailyLead>> PageAsync(
        CrmDbContext db, Viewer viewer, DateOnly day, DailyFilter filter, KeysetCursor? cursor, int size, CancellationToken cancel = default) =>
        ByArrival.PageAsync(Of(db, viewer, day, filter), leads => DailyRows.Of(db, viewer, leads), descending: false, cursor, size, cancel);

    public static IAsyncEnumerable<DailyLead> AllAsync(CrmDbContext db, Viewer viewer, DateOnly day, DailyFilter filter) =>
        ByArrival.AllAsync(Of(db, viewer, day, filter), leads => DailyRows.Of(db, viewer, leads), descending: false);

    /// <summary>Still New though captured before the day; the longest waiting first.</summary>
    public static Task<KeysetPage<DailyLead>> BacklogAsync(
        CrmDbContext db, Viewer viewer, DateOnly day, KeysetCursor? cursor, int size, CancellationToken cancel = default) =>
        ByArrival.PageAsync(Waiting(db, viewer, day), leads => DailyRows.Of(db, viewer, leads), descending: false, cursor, size, cancel);

    public static IAsyncEnumerable<DailyLead> BacklogAsync(CrmDbContext db, Viewer viewer, DateOnly day) =>
        ByArrival.AllAsync(Waiting(db, viewer, day), leads => DailyRows.Of(db, viewer, leads), descending: false);

    public static Task<int> BacklogCountAsync(CrmDbContext db, Viewer viewer, DateOnly day, CancellationToken cancel = default) =>
        Waiting(db, viewer, day).CountAsync(cancel);

    /// <summary>How many leads of the day are meant, and what they are estimated at together.</summary>
    public static async Task<(int Count, Money Amount)> SumAsync(CrmDbContext db, Viewer viewer, DateOnly day, DailyFilter filter, CancellationToken cancel = default)
    {
        var sum = await Of(db, viewer, day, filter).GroupBy(lead => 1).Select(all => new { Count = all.Count(), Minor = all.Sum(lead => (long?)(object?)lead.Amount) ?? 0 }).SingleOrDefaultAsync(cancel);
        return (sum?.Count ?? 0, new Money(sum?.Minor ?? 0));
    }

    public static async Task<DailyTotals> TotalsAsync(CrmDbContext db, Viewer viewer, DateOnly day, CancellationToken cancel = default)
    {
        var totals = new DailyTotals();
        await foreach (var lead in DailyRows.Facts(db, viewer, Of(db, viewer, day, new DailyFilter())).AsAsyncEnumerable().WithCancellation(cancel))
        {
            totals.Add(lead, LedgerKey.Of(LedgerGrouping.Region, default, new LeadAttributes(lead.RegionId, lead.Channel, null)));
        }

        totals.RegionNames = await GroupNames.OfAsync(db, LedgerGrouping.Region, totals.ByRegion.Keys, cancel);
        return totals;
    }

    private static IQueryable<Lead> Of(CrmDbContext db, Viewer viewer, DateOnly day, DailyFilter filter)
    {
        var (from, to) = db.Company.Time.BoundsOf(day);
        return db.Leads.AsNoTracking().VisibleTo(viewer).Where(lead => lead.CapturedAt >= from && lead.CapturedAt < to).Matching(db, filter);
    }

    private static IQueryable<Lead> Matching(this IQueryable<Lead> leads, CrmDbContext db, DailyFilter filter)
    {
        leads = filter.Channel is { } channel ? leads.Where(lead => lead.Channel == channel) : leads;
        leads = filter.Region is not { } region ? leads
            : LedgerKey.IdOf(region) is { } id ? leads.Where(lead => lead.RegionId == id) : leads.Where(lead => lead.RegionId == null);
        leads = filter.Product is { } product ? leads.Where(lead => ("\n" + lead.Products + "\n").Contains("\n" + product + "\n")) : leads;
        leads = filter.Outcome switch
        {
            null => leads,
            TriageOutcome.Undecided => leads.Where(lead => !DailyRows.Triages(db).Any(row => row.LeadId == lead.Id)),
            TriageOutcome.Qualified => leads.Where(lead => DailyRows.Triages(db).Where(row => row.LeadId == lead.Id).OrderBy(row => row.Seq)
                .Select(row => row.Kind).FirstOrDefault() == LeadEventKind.Qualified),
            _ => leads.Where(lead => DailyRows.Triages(db).Where(row => row.LeadId == lead.Id).OrderBy(row => row.Seq)
                .Select(row => row.Kind).FirstOrDefault() == LeadEventKind.Disqualified),
        };
        return filter.Assigned == true ? leads.Where(lead => DailyRows.Assignments(db).Any(row => row.LeadId == lead.Id)) : leads;
    }

    private static IQueryable<Lead> Waiting(CrmDbContext db, Viewer viewer, DateOnly day)
    {
        var from = db.Company.Time.StartOf(day);
        return db.Leads.AsNoTracking().VisibleTo(viewer).Where(lead => lead.Status == LeadStatus.New && lead.CapturedAt < from);
    }
}
