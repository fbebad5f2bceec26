using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What an open opportunity adds to the spread of a weighted sum.</summary>
/// <param name="Chance">That it is won within the period.</param>
public readonly record struct ForecastSpread(long OpportunityId, long Amount, double Chance)
{
    /// <summary>p × (1 − p) × amount², as <see cref="ForecastExpectation.Variance"/> adds it up.</summary>
    public double Variance => Chance * (1 - Chance) * Amount * Amount;
}

/// <content>What stands behind the figures.</content>
public static partial class SalesForecast
{
    /// <summary>What stands behind a figure of a group: the biggest first.</summary>
    /// <param name="day">A day of the period that is meant.</param>
    /// <param name="method">Of what is weighted.</param>
    /// <param name="record">The day of the backtest that the figure is of: its weeks know as much of what came before them.</param>
    public static Task<(FiscalSpan Period, IReadOnlyList<PipelineMark> Marks)> BehindAsync(
        CrmDbContext db, ForecastQuestion asked, DateOnly day, string? group, ForecastFigure figure, ForecastMethod method = default, DateOnly? record = null,
        CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var (period, present) = (PeriodOf(db, asked, day), record is null ? PeriodOf(db, asked, asked.AsOf) : PeriodOf(db, asked, day));
        var isWeighted = figure is ForecastFigure.Weighted or ForecastFigure.Forecast;
        var (standing, chances) = await KnownAsync(db, asked, period, isWeighted ? method : null, record, cancel);
        var won = standing.Won.Where(win => win.IsIn(period) && Has(asked, group, win.Standing, win.Opportunity)).Select(win => new PipelineMark(win.OpportunityId, null, win.Standing.Amount));
        var open = standing.Open.Where(item => IsIn(item) && Has(asked, group, item.Standing, item.Opportunity)).Select(item => new PipelineMark(item.OpportunityId, null, Counts(item)));
        var marks = figure switch { ForecastFigure.Signed => won, ForecastFigure.Forecast => won.Concat(open), _ => open };
        return (period, (IReadOnlyList<PipelineMark>)[.. marks.OrderByDescending(mark => mark.Amount).ThenBy(mark => mark.OpportunityId)]);

        bool IsIn(in ForecastItem item) => isWeighted ? chances.PartIn(item, period, present) > 0
            : item.IsFor(period, present) && ForecastSum.IsOf(figure, chances.Of(ForecastMethod.Called, item));

        long Counts(ForecastItem item) => isWeighted ? ForecastExpectation.Of(chances.Of(method, item) * (chances.PartIn(item, period, present) ?? 0), item.Amount) : item.Amount;
    }, cancel);

    /// <summary>What the spread of a group's weighted sum is made of, what adds most to it first.</summary>
    /// <param name="day">A day of the period that is meant.</param>
    public static Task<IReadOnlyList<ForecastSpread>> SpreadAsync(
        CrmDbContext db, ForecastQuestion asked, DateOnly day, string? group, ForecastMethod method, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var (period, present) = (PeriodOf(db, asked, day), PeriodOf(db, asked, asked.AsOf));
        var (standing, chances) = await KnownAsync(db, asked, period, method, null, cancel);
        var spread = standing.Open.Where(item => chances.PartIn(item, period, present) > 0 && Has(asked, group, item.Standing, item.Opportunity))
            .Select(item => new ForecastSpread(item.OpportunityId, item.Amount, chances.Of(method, item) * (chances.PartIn(item, period, present) ?? 0)));
        return (IReadOnlyList<ForecastSpread>)[.. spread.OrderByDescending(one => one.Variance).ThenBy(one => one.OpportunityId)];
    }, cancel);

    /// <summary>The opportunities that the learned share of a stage is counted from, of the whole company as the share itself, and whether each was won.</summary>
    public static Task<IReadOnlyList<(long OpportunityId, bool IsWon)>> CasesAsync(CrmDbContext db, DateOnly asOf, int stageId, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var at = db.Company.Time.StartOf(asOf.AddDays(1));
        return (await ForecastHistory.GoAsync(db, LearntFrom(at), [at], (_, _) => { }, cancel)).CasesAt(at, stageId);
    }, cancel);

    /// <summary>What stood and what was known at the end of the day that is asked for.</summary>
    /// <param name="method">Null where nothing is weighted: what the history taught is not needed then.</param>
    private static async Task<(ForecastStanding Standing, ForecastChances Chances)> KnownAsync(
        CrmDbContext db, ForecastQuestion asked, FiscalSpan period, ForecastMethod? method, DateOnly? record, CancellationToken cancel)
    {
        var (at, start) = (db.Company.Time.StartOf(asked.AsOf.AddDays(1)), db.Company.Time.StartOf(period.From));
        var learnt = LearntFrom(record is { } last ? WeeksOf(db, last)[0] : at);
        var isLearnt = method is not null && (record is not null || method is ForecastMethod.Learned or ForecastMethod.Horizon);
        var sweep = await ForecastHistory.GoAsync(db, isLearnt ? learnt : start < at ? start : at, [at], (_, _) => { }, cancel);
        if (method is not null && !isLearnt && sweep.Open.Any(item => item.IsUndated))
        {
            sweep = await ForecastHistory.GoAsync(db, learnt, [at], (_, _) => { }, cancel);
        }

        return (await DescribedAsync(db, asked, sweep.Standing, start < at ? period.From : asked.AsOf, cancel), sweep.ChancesAt(at));
    }

    private static bool Has(ForecastQuestion asked, string? group, in OpportunityStanding one, in OpportunityAttributes opportunity) =>
        asked.View.Has(one, opportunity) && (group is null || PipelineKey.Of(asked.By, one, opportunity) == group);
}
