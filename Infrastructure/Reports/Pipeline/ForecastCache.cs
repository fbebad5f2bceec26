using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>How right the forecast has been, as one viewer may know it.</summary>
/// <param name="Points">Of all together: the weeks of each person would be half a company's memory, and nobody shows them.</param>
internal sealed record ForecastJudgement(IReadOnlyList<ForecastScore> Scores, IReadOnlyList<ForecastPoint> Points);

/// <summary>The history until the present week began; whoever wants to go on takes a copy.</summary>
internal sealed record ForecastPast(DateTime Monday, ForecastSweep Sweep, ForecastRecord Record)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, ForecastJudgement> _judged = new();

    /// <summary>What a period brought is known when it is over, and then stays: so it is judged once a day and view.</summary>
    public ForecastJudgement RecordFor(ForecastStanding standing, DateOnly today, PipelineView view, FiscalSpan present)
    {
        var key = $"{today:yyyyMMdd}:{string.Join(',', view.Slices)}";
        if (_judged.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_judged.Count >= Most)
        {
            _judged.Clear();
        }

        var (points, scores) = Record.Judge(standing, today, view, present);
        return _judged[key] = new(scores, [.. points.Where(point => point.Key == LedgerKey.Total)]);
    }
}

/// <summary>All that was known at one instant; many read it at once, so nobody changes it.</summary>
internal sealed record ForecastPresent(ForecastPast Past, ForecastStanding Standing, ForecastChances Chances)
{
    /// <summary>Goes on from the past to the instant.</summary>
    public static async Task<ForecastPresent> AfterAsync(ForecastPast past, CrmDbContext db, DateTime at, CancellationToken cancel)
    {
        var sweep = new ForecastSweep(past.Sweep);
        await ForecastHistory.GoOnAsync(db, sweep, past.Monday, at, cancel);
        return new(past, sweep.Standing, sweep.ChancesAt(at));
    }
}

/// <summary>
/// Keeps the weeks of the past, and the present one until something is written. It can't disagree with the history: before it
/// is used it looks whether anything was written since, into the past or the present week, or whether stages or periods have changed.
/// </summary>
public sealed class ForecastCache : IDisposable
{
    private readonly Shelf _latest = new();

    /// <summary>Of an earlier week that somebody looks at; one, because each is big.</summary>
    private readonly Shelf _earlier = new();

    public void Dispose()
    {
        _latest.Dispose();
        _earlier.Dispose();
    }

    /// <param name="at">The end of the day.</param>
    /// <param name="told">Hears now and then which part of the way is gone.</param>
    internal async Task<ForecastPresent> AtAsync(CrmDbContext db, DateOnly day, DateTime at, CancellationToken cancel, Action<double>? told = null)
    {
        var shelf = ShelfOf(db, day);
        await shelf.Reading.WaitAsync(cancel);
        try
        {
            if (await FittingAsync(shelf, db, day, cancel) is { } fitting)
            {
                return await KeepAsync(shelf, fitting, db, at, cancel);
            }

            var (last, terms) = (await LastAsync(db, cancel), TermsOf(db));
            shelf.Held = _earlier.Held = null;
            Leftovers.GiveBack();
            var present = await KeepAsync(shelf, new Held(await SalesForecast.PastAsync(db, day, cancel, told), last, terms), db, at, cancel);
            Leftovers.GiveBack();
            return present;
        }
        finally
        {
            shelf.Reading.Release();
        }
    }

    private static async Task<ForecastPresent> KeepAsync(Shelf shelf, Held held, CrmDbContext db, DateTime at, CancellationToken cancel)
    {
        var week = await WeekAsync(held, db, at, cancel);
        shelf.Held = held with { Week = week };
        return week.Present;
    }

    /// <summary>
    /// The present week as it is held, or read anew. It is counted too: where several write at once, a row may be seen
    /// before one that has the smaller number.
    /// </summary>
    private static async Task<Week> WeekAsync(Held held, CrmDbContext db, DateTime at, CancellationToken cancel)
    {
        var count = await db.OpportunityEvents.CountAsync(row => row.At >= held.Past.Monday && row.At < at, cancel);
        return held.Week is { } week && week.At == at && week.Last == held.Last && week.Count == count
            ? week : new Week(at, held.Last, count, await ForecastPresent.AfterAsync(held.Past, db, at, cancel));
    }

    private static DateTime MondayOf(CrmDbContext db, DateOnly day) => db.Company.Time.StartOf(IsoWeek.Of(day).Monday);

    private static async Task<Held?> FittingAsync(Shelf shelf, CrmDbContext db, DateOnly day, CancellationToken cancel)
    {
        if (shelf.Held is not { } held || held.Past.Monday != MondayOf(db, day) || held.Terms != TermsOf(db))
        {
            return null;
        }

        var last = await LastAsync(db, cancel);
        return last == held.Last || (last > held.Last && !await PipelineHistory.IsRewrittenAsync(db, held.Last, held.Past.Monday, cancel)) ? held with { Last = last } : null;
    }

    private static async Task<long> LastAsync(CrmDbContext db, CancellationToken cancel) => await db.OpportunityEvents.MaxAsync(row => (long?)row.Id, cancel) ?? 0;

    private static string TermsOf(CrmDbContext db)
    {
        var (settings, stages) = (db.Company.Settings, db.Company.Facts.Stages);
        return $"{settings.TimeZone}|{settings.FiscalPeriod}|{settings.FiscalYearStart}|{string.Join(',', stages.Open.Select(stage => $"{stage.Id}:{stage.Probability}"))}";
    }

    private Shelf ShelfOf(CrmDbContext db, DateOnly day) =>
        _latest.Held is { } newer && newer.Past.Monday > MondayOf(db, day) ? _earlier : _latest;

    private sealed record Week(DateTime At, long Last, int Count, ForecastPresent Present);

    private sealed record Held(ForecastPast Past, long Last, string Terms)
    {
        public Week? Week { get; init; }
    }

    private sealed class Shelf : IDisposable
    {
        private volatile Held? _held;

        public SemaphoreSlim Reading { get; } = new(1, 1);

        public Held? Held
        {
            get => _held;
            set => _held = value;
        }

        public void Dispose() => Reading.Dispose();
    }
}
