using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>How long the company's opportunities stay in a stage: the days of the funnel of the last twelve months.</summary>
/// <param name="Median">P50.</param>
/// <param name="Eightieth">P80; null where too few have ever left.</param>
public sealed record StageStay(double? Median, double? Eightieth, int Sample, bool IsThin);

/// <summary>
/// Keeps the days of each stage as they were when the day began, since a year of a company has more than a hundred thousand stays; counted
/// anew when something was recorded into that time, or when stages have changed.
/// </summary>
public sealed class StageDays : IDisposable
{
    private const int Months = 12;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    public void Dispose() => _reading.Dispose();

    /// <param name="today">It and what happens on it are left out.</param>
    public async Task<IReadOnlyDictionary<int, StageStay>> OfAsync(CrmDbContext db, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await _reading.WaitAsync(cancel);
        try
        {
            var terms = $"{today:O}|{db.Company.Settings.TimeZone}|{string.Join(',', db.Company.Facts.Stages.Open.Select(stage => stage.Id))}";
            var last = await db.OpportunityEvents.MaxAsync(row => (long?)row.Id, cancel) ?? 0;
            var held = _held is { } known && known.Terms == terms
                && (last == known.Last || (last > known.Last && !await PipelineHistory.IsRewrittenAsync(db, known.Last, db.Company.Time.StartOf(today), cancel)))
                ? known : new Held(terms, last, await ReadAsync(db, today, cancel));
            _held = held with { Last = last };
            return held.Stays;
        }
        finally
        {
            _reading.Release();
        }
    }

    private static async Task<IReadOnlyDictionary<int, StageStay>> ReadAsync(CrmDbContext db, DateOnly today, CancellationToken cancel)
    {
        var funnel = await FunnelReport.OfAsync(db, new FunnelQuestion(Viewer.Program, today.AddMonths(-Months), today.AddDays(-1)), cancel);
        return db.Company.Facts.Stages.Open.Select(stage => funnel.Row(stage.Id))
            .ToDictionary(row => row.StageId, row => new StageStay(row.MedianDays, row.EightiethDays, row.Sample, row.IsThin));
    }

    private sealed record Held(string Terms, long Last, IReadOnlyDictionary<int, StageStay> Stays);
}
