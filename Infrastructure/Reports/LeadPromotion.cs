using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>
/// 客户线索升迁状况表 <c>lead-promotion</c>: what became of the leads within an ISO week. In every row
/// opening + captured + reopened + moved in − moved out − converted − disqualified = closing, and closing is the next week's opening;
/// the promotion rate is leads with at least one promotion ÷ (opening + captured) (product text, section 4).
/// </summary>
public static class LeadPromotion
{
    public static Task<PromotionFlow> FlowAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var count = await PromotionCount.OfAsync(db, asked, cancel);
        var rows = count.Rows(asked).Where(weeks => weeks.Any(row => !row.IsEmpty)).ToList();
        if (asked.By == LedgerGrouping.Total)
        {
            rows = [Sum(rows, asked)];
        }

        var names = await GroupNames.OfAsync(db, asked.By, rows.Select(weeks => weeks[^1].Key), cancel);
        var total = asked.By == LedgerGrouping.Total ? rows[0] : Sum(rows, asked);
        return new PromotionFlow(
            asked.By,
            [.. rows.Where(weeks => !weeks[^1].IsEmpty).Select(weeks => PromotionLine.Of(names.GetValueOrDefault(weeks[^1].Key), weeks))],
            PromotionLine.Of(null, total),
            Trend(asked, total),
            await StaysInStatus.OfAsync(db, asked, cancel));
    }, cancel);

    /// <summary>The same flow beside the week of the same number a year before, where anything is known of that.</summary>
    public static Task<PromotionFlow> BesideLastYearAsync(CrmDbContext db, PromotionFlow flow, PromotionQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        ArgumentNullException.ThrowIfNull(flow);
        var then = asked with { Week = asked.Week.YearBefore, Weeks = 1 };
        var rows = (await PromotionCount.OfAsync(db, then, cancel)).Rows(then).Where(weeks => !weeks[0].IsEmpty).ToList();
        if (rows.Count == 0)
        {
            return flow;
        }

        var (total, groups) = (Sum(rows, then)[0], rows.ToDictionary(weeks => weeks[0].Key, weeks => weeks[0]));
        return flow with
        {
            Lines = [.. flow.Lines.Select(line => line.Beside(line.Key == LedgerKey.Total ? total : groups.GetValueOrDefault(line.Key) ?? new PromotionRow(line.Key)))],
            Total = flow.Total.Beside(total),
        };
    }, cancel);

    public static Task<IReadOnlyList<MatrixCell>> MatrixAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        if (!asked.IsOfEverything)
        {
            var recount = await SlicedRecount.OfAsync(db, asked with { Weeks = 1 }, cancel);
            return PromotionMatrix.Of(recount.Opening, recount.Paths);
        }

        var week = asked.Week.Monday;
        var paths = await db.LeadWeekPaths.AsNoTracking().Where(path => path.Week == week).ToListAsync(cancel);
        var before = await db.LeadWeekPaths.Where(path => path.Week < week).GroupBy(path => new { path.From, path.To })
            .Select(all => new MatrixFlow(all.Key.From, all.Key.To, all.Sum(p => p.Leads), all.Sum(p => p.AmountFrom), all.Sum(p => p.AmountTo)))
            .ToListAsync(cancel);
        return PromotionMatrix.Of(PromotionMatrix.OpeningOf(before), paths);
    }, cancel);

    private static List<PromotionRow> Sum(List<IReadOnlyList<PromotionRow>> rows, PromotionQuestion asked) =>
        [.. Enumerable.Range(0, asked.Weeks).Select(i => rows.Aggregate(new PromotionRow(LedgerKey.Total), (sum, weeks) => sum.Add(weeks[i])))];

    private static IReadOnlyList<TrendWeek> Trend(PromotionQuestion asked, IReadOnlyList<PromotionRow> total) =>
        [.. total.Select((row, i) => new TrendWeek(asked.FirstWeek.Plus(i).Monday, [.. Enum.GetValues<FlowFigure>().Select(row.Leads)]))];
}
