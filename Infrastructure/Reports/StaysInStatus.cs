using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>The median days in each status, of the stays that a transition ended within the week.</summary>
internal static class StaysInStatus
{
    public static async Task<IReadOnlyList<StatusStay>> OfAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel)
    {
        var stays = asked.IsOfEverything ? await KeptAsync(db, asked, cancel) : await CountedAsync(db, asked, cancel);
        return [.. stays.GroupBy(stay => stay.Status).OrderBy(group => group.Key).Select(group => new StatusStay(
            group.Key, LeadWeekStay.MedianDays(group.Select(stay => (stay.Tenths, stay.Stays))) ?? 0, group.Sum(stay => stay.Stays)))];
    }

    private static async Task<List<(LeadStatus Status, int Tenths, long Stays)>> KeptAsync(
        CrmDbContext db, PromotionQuestion asked, CancellationToken cancel)
    {
        var week = asked.Week.Monday;
        var rows = await db.LeadWeekStays.Where(stay => stay.Week == week && stay.Stays > 0)
            .Select(stay => new { stay.Status, stay.Tenths, stay.Stays }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.Status, row.Tenths, row.Stays));
    }

    private static async Task<List<(LeadStatus Status, int Tenths, long Stays)>> CountedAsync(
        CrmDbContext db, PromotionQuestion asked, CancellationToken cancel)
    {
        var (from, to) = db.Company.Time.BoundsOf(asked.Week);
        var ended = db.EventsOfLeads().Where(x => x.Row.At >= from && x.Row.At < to)
            .Where(x => x.Row.Kind != LeadEventKind.Captured && x.Row.Kind != LeadEventKind.Undone
                && x.Row.Kind != LeadEventKind.Revalued && x.Row.Kind != LeadEventKind.TeamChanged && x.Row.Kind != LeadEventKind.HandedOver)
            .Within(asked.Slices, EventSide.Before);
        var rows = await (
            from x in ended
            join before in db.LeadEvents on new { x.Row.LeadId, Seq = x.Row.Seq - 1 } equals new { before.LeadId, before.Seq }
            where before.To != LeadStatus.Converted && before.To != LeadStatus.Disqualified
            select new { before.To, before.TransitionAt, x.Row.At }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.To, LeadWeekStay.TenthsOf(row.At - row.TransitionAt), 1L));
    }
}
