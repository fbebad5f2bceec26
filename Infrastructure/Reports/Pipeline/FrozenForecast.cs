using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What a method said when a week ended.</summary>
public sealed record FrozenExpectation(ForecastMethod Method, long Forecast, double Low, double High);

/// <summary>What was signed, open and forecast of the present period then, of one person or of all.</summary>
public sealed record FrozenSaid(string Key, long Won, long WonCount, long Commit, long BestCase, long Open, long OpenCount, IReadOnlyList<FrozenExpectation> Methods)
{
    public static FrozenSaid Of(ForecastSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return new(sum.Key, sum.Won, sum.WonCount, sum.Commit, sum.BestCase, sum.Open, sum.OpenCount, [.. Enum.GetValues<ForecastMethod>().Select(method =>
        {
            var (low, high) = sum[method].Around(sum.Won);
            return new FrozenExpectation(method, sum.Forecast(method), low, high);
        })]);
    }
}

/// <summary>A probability as it was known then.</summary>
public sealed record FrozenChance(string Of, double? Estimate, long Hits, long Cases);

/// <summary>The forecast by each method as it was when a week ended: what was said stays said, whatever is recorded later.</summary>
public sealed record FrozenForecast
{
    public const string Key = "sales-forecast";

    public required string Report { get; init; }

    public required string Week { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>The instant at which the week ended.</summary>
    public required DateTime At { get; init; }

    /// <summary>The fiscal period of that instant, which is forecast.</summary>
    public required string Period { get; init; }

    public required IReadOnlyList<FrozenChance> Stages { get; init; }

    public required IReadOnlyList<FrozenChance> Horizons { get; init; }

    public required FrozenSaid Total { get; init; }

    public required IReadOnlyList<FrozenSaid> People { get; init; }

    internal static FrozenForecast Parse(string json) =>
        JsonSerializer.Deserialize<FrozenForecast>(json, FrozenContent.Canonical) ?? throw new JsonException("A frozen week is empty.");

    internal static string Write(CrmDbContext db, IsoWeek week, DateTime at, ForecastSweep sweep)
    {
        var (chances, stages) = (sweep.ChancesAt(at), db.Company.Facts.Stages);
        var sums = sweep.Standing.Sums(chances.Present, chances.Present, chances, new PipelineView(PipelineGrouping.Owner, []));
        return JsonSerializer.Serialize(new FrozenForecast
        {
            Report = Key, Week = week.ToString(), TimeZone = db.Company.Time.Zone.Id, At = at, Period = chances.Present.ToString(),
            Stages = [.. stages.Open.Select(stage => Chance($"{stage.Id}", stage.Probability, chances.Learned.GetValueOrDefault(stage.Id)))],
            Horizons = [.. chances.Horizons.OrderBy(pair => pair.Key).Select(pair => Chance($"{pair.Key}", null, pair.Value))],
            Total = FrozenSaid.Of(sums[LedgerKey.Total]),
            People = [.. sums.Values.Where(sum => sum.Key != LedgerKey.Total).OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(FrozenSaid.Of)],
        }, FrozenContent.Canonical);
    }

    private static FrozenChance Chance(string of, int? estimate, WilsonInterval learnt) => new(of, estimate / 100.0, learnt.Hits, learnt.Of);
}

/// <summary>Freezes the forecast of each week that is over, in a chain of its own, once.</summary>
public static class ForecastFreeze
{
    /// <returns>How many weeks were frozen: with those that were missed, one that is frozen already is none.</returns>
    public static async Task<int> FreezeForecastsAsync(this CrmDbContext db, Stamp stamp, IsoWeek week, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var last = await LastAsync(db, cancel);
        List<IsoWeek> weeks = [];
        for (var next = last is null ? week : new IsoWeek(last.Week).Next; next <= week; next = next.Next)
        {
            weeks.Add(next);
        }

        if (weeks.Count == 0 || db.Company.Time.BoundsOf(week).To > stamp.At)
        {
            return 0;
        }

        var contents = await ContentsAsync(db, weeks, cancel);
        return await db.WriteAsync(async () =>
        {
            var frozen = await LastAsync(db, cancel);
            foreach (var one in weeks.Where(one => frozen is null || one.Monday > frozen.Week).ToList())
            {
                frozen = new FrozenWeek(FrozenForecast.Key, one, stamp.At, contents[one], frozen);
                db.FrozenWeeks.Add(frozen);
            }

            return await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>What was said of all together at the instants, where it was frozen.</summary>
    public static async Task<IReadOnlyDictionary<DateTime, FrozenForecast>> FrozenForecastsAsync(
        this CrmDbContext db, DateTime from, DateTime until, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (first, last) = (db.Company.Time.WeekOf(from).Previous.Monday, db.Company.Time.WeekOf(until).Monday);
        var rows = await db.FrozenWeeks.AsNoTracking().Where(row => row.Report == FrozenForecast.Key && row.Week >= first && row.Week < last)
            .OrderBy(row => row.Week).Select(row => row.Content).ToListAsync(cancel);
        return rows.ConvertAll(FrozenForecast.Parse).ToDictionary(week => week.At);
    }

    private static Task<IReadOnlyDictionary<IsoWeek, string>> ContentsAsync(CrmDbContext db, List<IsoWeek> weeks, CancellationToken cancel) =>
        db.ReadAsync<IReadOnlyDictionary<IsoWeek, string>>(async () =>
        {
            var ends = weeks.ToDictionary(week => db.Company.Time.BoundsOf(week).To);
            var contents = new Dictionary<IsoWeek, string>();
            await ForecastHistory.GoAsync(db, SalesForecast.LearntFrom(ends.Keys.First()), [.. ends.Keys],
                (at, sweep) => contents[ends[at]] = FrozenForecast.Write(db, ends[at], at, sweep), cancel);
            return contents;
        }, cancel);

    private static Task<FrozenWeek?> LastAsync(CrmDbContext db, CancellationToken cancel) =>
        db.FrozenWeeks.AsNoTracking().Where(row => row.Report == FrozenForecast.Key).OrderByDescending(row => row.Week).FirstOrDefaultAsync(cancel);
}
