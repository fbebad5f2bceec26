using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;

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

    /// <summary>Whose target stands beside a group.</summary>
    public (TargetOf Of, long? Subject) TargetIs(string key) => key == LedgerKey.Total ? WholeIs : (TargetsOf(By), LedgerKey.IdOf(key));

    /// <summary>Whose target stands beside the total: the company's, or that of the part that is asked for.</summary>
    private (TargetOf Of, long? Subject) WholeIs => View.Slices is [.., var last] ? (TargetsOf(last.Grouping), LedgerKey.IdOf(last.Key)) : (TargetOf.Company, null);

    private static TargetOf TargetsOf(PipelineGrouping grouping) => grouping switch
    {
        PipelineGrouping.Owner => TargetOf.Person,
        PipelineGrouping.Team => TargetOf.Team,
        PipelineGrouping.Region => TargetOf.Region,
        PipelineGrouping.Product => TargetOf.Product,
        _ => TargetOf.Company,
    };
}

/// <summary>The forecast of one period: a sum for each group, and one for all.</summary>
public sealed record PeriodForecast(FiscalSpan Period, IReadOnlyList<ForecastSum> Groups, ForecastSum Total);

/// <summary>The forecast with its own record.</summary>
/// <param name="Best">The method that has been right most nearly; it is the one that is shown first.</param>
/// <param name="Names">Of the groups, by their keys.</param>
public sealed record ForecastResult(
    DateOnly AsOf, IReadOnlyList<PeriodForecast> Periods, ForecastChances Chances, ForecastMethod Best, IReadOnlyList<ForecastScore> Scores,
    IReadOnlyList<ForecastPoint> Points, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> People)
{
    /// <summary>By the period's first day and the group's key; what is not known or not for the viewer is missing.</summary>
    public IReadOnlyDictionary<(DateOnly From, string Key), Money> Targets { get; init; } = new Dictionary<(DateOnly, string), Money>();

    /// <summary>The period that the record tells of: the company's own present one.</summary>
    public FiscalSpan Recorded { get; init; }

    /// <summary>What the record tells of a forecast of all, or of a person, for the present period; null where it tells nothing.</summary>
    public RecordedRange? RangeOf(PeriodForecast period, ForecastSum sum, ForecastMethod method)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(sum);
        return period.Period == Recorded && (By == PipelineGrouping.Owner || sum.Key == LedgerKey.Total)
            && Scores.FirstOrDefault(score => score.Key == sum.Key && score.Method == method)?.Now is { } range && range.IsOf(sum.Forecast(method)) ? range : null;
    }

    /// <summary>What the groups are.</summary>
    public PipelineGrouping By { get; init; }

    /// <summary>How far it reaches towards the target; null without one.</summary>
    public ForecastGap? Gap(PeriodForecast period, ForecastSum sum, ForecastMethod method)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(sum);
        return Targets.TryGetValue((period.Period.From, sum.Key), out var target)
            ? new ForecastGap(target, new Money(sum.Won), new Money(sum[method].Weighted)) : null;
    }
}

/// <summary>
/// 销售预测 <c>sales-forecast</c>: per period signed + commit + best case + weighted pipeline by each method, and the backtest: the same
/// recomputed as of each of the last 52 weeks beside what came true (product text, sections 5 and 14).
/// </summary>
public static partial class SalesForecast
{
    private const int BacktestWeeks = 52;

    /// <summary>What is learnt at the first week of the backtest needs so many months before it: eight periods that ended three periods ago.</summary>
    private const int LearntMonths = 36;

    /// <param name="cache">What holds the weeks before this one, where a program asks more than once.</param>
    /// <param name="told">Hears now and then which part of the way is gone.</param>
    public static Task<ForecastResult> OfAsync(
        CrmDbContext db, ForecastQuestion asked, ForecastCache? cache = null, Action<double>? told = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        return db.ReadAsync(async () =>
        {
            var at = db.Company.Time.StartOf(asked.AsOf.AddDays(1));
            var present = cache is null
                ? await ForecastPresent.AfterAsync(await PastAsync(db, asked.AsOf, cancel, told), db, at, cancel)
                : await cache.AtAsync(db, asked.AsOf, at, cancel, told);
            var standing = await DescribedAsync(db, asked, present.Standing, PeriodOf(db, asked, asked.AsOf).From, cancel);
            return await ResultAsync(db, asked, present with { Standing = standing }, cancel);
        }, cancel);
    }

    /// <summary>The history until the week of the day, with what was known when each of the last weeks began.</summary>
    /// <param name="told">Hears now and then which part of the way is gone.</param>
    internal static async Task<ForecastPast> PastAsync(CrmDbContext db, DateOnly day, CancellationToken cancel, Action<double>? told = null)
    {
        var (weeks, record) = (WeeksOf(db, day), new ForecastRecord(db.Company.Time));
        var sweep = await ForecastHistory.GoAsync(db, LearntFrom(weeks[0]), weeks, record.Note, cancel, told);
        sweep.Trim();
        return new ForecastPast(weeks[^1], sweep, record);
    }

    /// <summary>The instants at which the weeks of the backtest began.</summary>
    private static List<DateTime> WeeksOf(CrmDbContext db, DateOnly day) =>
        [.. Enumerable.Range(0, BacktestWeeks).Select(i => db.Company.Time.StartOf(IsoWeek.Of(day).Plus(i + 1 - BacktestWeeks).Monday))];

    /// <summary>Where the history begins that teaches what is known at the instant.</summary>
    internal static DateTime LearntFrom(DateTime at) => at.AddMonths(-LearntMonths);

    /// <summary>Looks up the products and categories of what stood open or was won since the day, for who asks by them.</summary>
    private static async Task<ForecastStanding> DescribedAsync(CrmDbContext db, ForecastQuestion asked, ForecastStanding standing, DateOnly from, CancellationToken cancel)
    {
        if (!asked.View.AsksForDescription)
        {
            return standing;
        }

        var since = db.Company.Time.StartOf(from);
        return standing.Described(await db.Opportunities.AsNoTracking().Where(row => row.ClosedAt == null || row.ClosedAt >= since)
            .Select(row => new { row.Id, row.ProductId, Category = row.Customer == null ? null : row.Customer.Category })
            .ToDictionaryAsync(row => row.Id, row => new OpportunityAttributes(row.ProductId, row.Category), cancel));
    }

    private static FiscalSpan PeriodOf(CrmDbContext db, ForecastQuestion asked, DateOnly day) => asked.Months is { } months
        ? FiscalSpan.Of(day, months, db.Company.Settings.FiscalYearStart) : db.Company.Settings.FiscalSpanOf(day);

    private static async Task<ForecastResult> ResultAsync(
        CrmDbContext db, ForecastQuestion asked, ForecastPresent known, CancellationToken cancel)
    {
        var (standing, chances) = (known.Standing, known.Chances);
        var (scores, points) = known.Past.RecordFor(standing, asked.AsOf.AddDays(1), asked.View, db.Company.Settings.FiscalSpanOf(asked.AsOf));
        var present = PeriodOf(db, asked, asked.AsOf);
        List<PeriodForecast> periods = [];
        for (var (period, i) = (present, 0); i < asked.Periods; period = period.Next, i++)
        {
            var sums = standing.Sums(period, present, chances, asked.View);
            periods.Add(new PeriodForecast(period, [.. sums.Values.Where(sum => sum.Key != LedgerKey.Total)], sums[LedgerKey.Total]));
        }

        return new ForecastResult(
            asked.AsOf, periods, chances, ForecastRecord.Best(scores), scores, points,
            await PipelineNames.OfAsync(db, asked.By, periods.SelectMany(period => period.Groups).Select(sum => sum.Key).Distinct(), cancel),
            await PipelineNames.OfAsync(db, PipelineGrouping.Owner, scores.Select(score => score.Key).Distinct(), cancel))
        {
            Targets = await TargetsAsync(db, asked, periods, cancel),
            By = asked.By,
            Recorded = db.Company.Settings.FiscalSpanOf(asked.AsOf),
        };
    }

    /// <summary>Where the groups sit, if these are people or teams: who went to another team signs for that one now.</summary>
    private static async Task<IReadOnlyDictionary<long, (long? Team, long? Region)>> SeatsAsync(
        CrmDbContext db, ForecastQuestion asked, List<PeriodForecast> periods, CancellationToken cancel)
    {
        var wanted = periods.SelectMany(period => period.Groups.Append(period.Total)).Select(sum => asked.TargetIs(sum.Key)).Distinct().ToLookup(one => one.Of, one => one.Subject ?? 0);
        var (people, teams) = (wanted[TargetOf.Person].ToList(), wanted[TargetOf.Team].ToList());
        return people.Count > 0
            ? await db.People.AsNoTracking().Where(person => EF.Parameter(people).Contains(person.Id)).Select(person => new { person.Id, person.TeamId, person.RegionId })
                .ToDictionaryAsync(person => person.Id, person => (person.TeamId, person.RegionId), cancel)
            : await db.Teams.AsNoTracking().Where(team => EF.Parameter(teams).Contains(team.Id)).Select(team => new { team.Id, team.RegionId })
                .ToDictionaryAsync(team => team.Id, team => ((long?)team.Id, (long?)team.RegionId), cancel);
    }

    /// <summary>The target of each period and group whom the viewer may know it of.</summary>
    private static async Task<IReadOnlyDictionary<(DateOnly From, string Key), Money>> TargetsAsync(
        CrmDbContext db, ForecastQuestion asked, List<PeriodForecast> periods, CancellationToken cancel)
    {
        var targets = await db.TargetsAsync(periods[0].Period.From, periods[^1].Period.Until, cancel);
        var reads = asked.Viewer.May(RecordType.Target, AccessAction.Read);
        var seats = await SeatsAsync(db, asked, periods, cancel);
        return (
            from period in periods
            from sum in period.Groups.Append(period.Total)
            let of = asked.TargetIs(sum.Key)
            where of is (TargetOf.Company, _) or (_, not null)
            let seat = seats.GetValueOrDefault(of.Item2 ?? 0)
            let target = reads ? targets.SumFor(asked.Viewer, of, seat, period.Period.From, period.Period.Until)
                : of == (TargetOf.Person, asked.Viewer.PersonId) ? targets.Of(of, period.Period.From, period.Period.Until) : null
            where target is not null
            select (Key: (period.Period.From, sum.Key), Target: target.Value)).ToDictionary(row => row.Key, row => row.Target);
    }
}
