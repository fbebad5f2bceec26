using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>Who wants which forecast.</summary>
/// <param name="AsOf">As all was known at the end of that day.</param>
public sealed record ForecastQuestion(Viewer Viewer, DateOnly AsOf, PipelineGrouping By = PipelineGrouping.Owner)
{
    /// <summary>The present period and so many after it.</summary>
    public int Periods { get; init; } = 4;

    /// <summary>1 for months, 3 for quarters; null: the company's own period.</summary>
    public int? Months { get; init; }

    public IReadOnlyList<PipelineSlice> Filter { get; init; } = [];

    public PipelineView View => new(By, [.. PipelineQuestion.SlicesOf(Viewer), .. Filter]);
}

/// <summary>The forecast of one period: a sum for each group, and one for all.</summary>
public sealed record PeriodForecast(FiscalSpan Period, IReadOnlyList<ForecastSum> Groups, ForecastSum Total);

/// <summary>The forecast with its own record.</summary>
/// <param name="Best">The method that has been right most nearly; it is the one that is shown first.</param>
/// <param name="Names">Of the groups, by their keys.</param>
public sealed record ForecastResult(
    DateOnly AsOf, IReadOnlyList<PeriodForecast> Periods, ForecastChances Chances, ForecastMethod Best, IReadOnlyList<ForecastScore> Scores,
    IReadOnlyList<ForecastPoint> Points, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> People);

/// <summary>
/// 销售预测 <c>sales-forecast</c>: per period signed + commit + best case + weighted pipeline by each method, and the backtest: the same
/// recomputed as of each of the last 52 weeks beside what came true (product text, sections 5 and 14).
/// </summary>
public static class SalesForecast
{
    private const int BacktestWeeks = 52;

    /// <summary>What is learnt at the first week of the backtest needs so many months before it.</summary>
    private const int LearntMonths = 30;

    public static Task<ForecastResult> OfAsync(CrmDbContext db, ForecastQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var time = db.Company.Time;
        var at = time.StartOf(asked.AsOf.AddDays(1));
        var weeks = Enumerable.Range(0, BacktestWeeks).Select(i => time.StartOf(IsoWeek.Of(asked.AsOf).Plus(i + 1 - BacktestWeeks).Monday)).ToList();
        var record = new ForecastRecord();
        var sweep = await ForecastHistory.GoAsync(db, weeks[0].AddMonths(-LearntMonths), [.. weeks, at], (stop, going) =>
        {
            if (stop != at)
            {
                record.Note(stop, going, asked.View);
            }
        }, cancel);
        return await ResultAsync(db, asked, sweep, record, at, cancel);
    }, cancel);

    /// <summary>What stands behind the signed, or the open, of a group: the biggest first.</summary>
    /// <param name="day">A day of the period that is meant.</param>
    public static Task<(FiscalSpan Period, IReadOnlyList<PipelineMark> Marks)> BehindAsync(
        CrmDbContext db, ForecastQuestion asked, DateOnly day, string? group, bool areWon, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var at = db.Company.Time.StartOf(asked.AsOf.AddDays(1));
        var (present, period) = (PeriodOf(db, asked, asked.AsOf), PeriodOf(db, asked, day));
        var start = db.Company.Time.StartOf(period.From);
        var sweep = await ForecastHistory.GoAsync(db, start < at ? start : at, [at], (_, _) => { }, cancel);
        var marks = areWon
            ? sweep.Won.Where(win => win.IsIn(period) && Has(win.Standing, win.Opportunity)).Select(win => new PipelineMark(win.OpportunityId, null, win.Standing.Amount))
            : sweep.Open.Where(item => item.IsFor(period, present) && Has(item.Standing, item.Opportunity)).Select(item => new PipelineMark(item.OpportunityId, null, item.Amount));
        return (period, (IReadOnlyList<PipelineMark>)[.. marks.OrderByDescending(mark => mark.Amount).ThenBy(mark => mark.OpportunityId)]);

        bool Has(in OpportunityStanding standing, in OpportunityAttributes opportunity) =>
            asked.View.Has(standing, opportunity) && (group is null || PipelineKey.Of(asked.By, standing, opportunity) == group);
    }, cancel);

    private static FiscalSpan PeriodOf(CrmDbContext db, ForecastQuestion asked, DateOnly day) => asked.Months is { } months
        ? FiscalSpan.Of(day, months, db.Company.Settings.FiscalYearStart) : db.Company.Settings.FiscalSpanOf(day);

    private static async Task<ForecastResult> ResultAsync(
        CrmDbContext db, ForecastQuestion asked, ForecastSweep sweep, ForecastRecord record, DateTime at, CancellationToken cancel)
    {
        var chances = sweep.ChancesAt(at);
        var scores = record.Scores(sweep, asked.AsOf.AddDays(1), asked.View);
        var present = PeriodOf(db, asked, asked.AsOf);
        List<PeriodForecast> periods = [];
        for (var (period, i) = (present, 0); i < asked.Periods; period = period.Next, i++)
        {
            var sums = sweep.Sums(period, present, chances, asked.View);
            periods.Add(new PeriodForecast(period, [.. sums.Values.Where(sum => sum.Key != LedgerKey.Total)], sums[LedgerKey.Total]));
        }

        return new ForecastResult(
            asked.AsOf, periods, chances, ForecastRecord.Best(scores), scores, record.Points(sweep, asked.AsOf.AddDays(1), asked.View),
            await PipelineNames.OfAsync(db, asked.By, periods.SelectMany(period => period.Groups).Select(sum => sum.Key).Distinct(), cancel),
            await PipelineNames.OfAsync(db, PipelineGrouping.Owner, scores.Select(score => score.Key).Distinct(), cancel));
    }
}
