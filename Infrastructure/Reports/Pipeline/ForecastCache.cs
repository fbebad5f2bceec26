using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>How right the forecast has been, as one viewer may know it.</summary>
internal sealed record ForecastJudgement(IReadOnlyList<ForecastScore> Scores, IReadOnlyList<ForecastPoint> Points);

/// <summary>The history until the present week began; whoever wants to go on takes a copy.</summary>
internal sealed record ForecastPast(DateTime Monday, ForecastSweep Sweep, ForecastRecord Record)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, ForecastJudgement> _judged = new();

    /// <summary>What a period brought is known when it is over, and then stays: so it is judged once a day and view.</summary>
    public ForecastJudgement RecordFor(ForecastSweep sweep, DateOnly today, PipelineView view)
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

        var points = Record.Points(sweep, today, view);
        return _judged[key] = new(Record.Scores(points, sweep, today, view), points);
    }
}

/// <summary>
/// Keeps the weeks of the past, so that a forecast only reads the present one. It can't disagree with the history: before it
/// is used it looks whether anything was written into the past since, or whether stages or periods have changed.
/// </summary>
public sealed class ForecastCache : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    public void Dispose() => _reading.Dispose();

    /// <summary>Of weeks before the latest one nothing is kept.</summary>
    internal async Task<ForecastPast> PastAsync(CrmDbContext db, DateOnly day, CancellationToken cancel)
    {
        if (_held is { } newer && newer.Past.Monday > db.Company.Time.StartOf(IsoWeek.Of(day).Monday))
        {
            return await SalesForecast.PastAsync(db, day, cancel);
        }

        await _reading.WaitAsync(cancel);
        try
        {
            var (monday, last, terms) = (db.Company.Time.StartOf(IsoWeek.Of(day).Monday), await LastAsync(db, cancel), TermsOf(db));
            if (_held is { } held && held.Past.Monday == monday && held.Terms == terms && last >= held.Last && !await IsRewrittenAsync(db, held, cancel))
            {
                _held = held with { Last = last };
                return held.Past;
            }

            var past = await SalesForecast.PastAsync(db, day, cancel);
            _held = new Held(past, last, terms);
            return past;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static async Task<long> LastAsync(CrmDbContext db, CancellationToken cancel) => await db.OpportunityEvents.MaxAsync(row => (long?)row.Id, cancel) ?? 0;

    /// <summary>Something is recorded late, into a week that is over.</summary>
    private static Task<bool> IsRewrittenAsync(CrmDbContext db, Held held, CancellationToken cancel) =>
        db.OpportunityEvents.AnyAsync(row => row.Id > held.Last && row.At < held.Past.Monday, cancel);

    private static string TermsOf(CrmDbContext db)
    {
        var (settings, stages) = (db.Company.Settings, db.Company.Facts.Stages);
        return $"{settings.TimeZone}|{settings.FiscalPeriod}|{settings.FiscalYearStart}|{string.Join(',', stages.Open.Select(stage => $"{stage.Id}:{stage.Probability}"))}";
    }

    private sealed record Held(ForecastPast Past, long Last, string Terms);
}
