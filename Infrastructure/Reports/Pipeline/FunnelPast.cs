using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>
/// Keeps how everybody's opportunities left their stages until the present day began, and what that is compared with: a year of a company has more than a
/// hundred thousand stays, of which a day adds some hundred. It can't disagree with the history: before it is used it looks whether anything was recorded
/// since into a time that was over.
/// </summary>
public sealed class FunnelPast : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);

    /// <summary>The last question; one, because each is big.</summary>
    private volatile Held? _held;

    public void Dispose() => _reading.Dispose();

    /// <summary>The funnel, and what it is compared with; of a part of the opportunities, and of times that are not over, all is read anew.</summary>
    public async Task<(StageFunnel Funnel, FunnelComparison Compared)> OfAsync(CrmDbContext db, FunnelQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        if (!asked.IsOfEverything || asked.Category is not null || asked.From >= today || ReportSpan.LastYear(asked.From, asked.Until).Until >= today)
        {
            return await db.ReadTogetherAsync(here => FunnelReport.OfAsync(here, asked, cancel), other => FunnelComparison.OfAsync(other, asked, cancel), cancel);
        }

        var held = await HeldAsync(db, asked, today, cancel);
        return ((await FunnelReport.SinceAsync(db, asked, held.Until, cancel)).With(held.Gone), held.Compared);
    }

    private async Task<Held> HeldAsync(CrmDbContext db, FunnelQuestion asked, DateOnly today, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            var settings = db.Company.Settings;
            var terms = $"{asked.From:O}|{asked.Until:O}|{today:O}|{settings.TimeZone}|{settings.FiscalYearStart}|{string.Join(',', db.Company.Facts.Stages.Open.Select(stage => stage.Id))}";
            var last = await db.OpportunityEvents.MaxAsync(row => (long?)row.Id, cancel) ?? 0;
            var held = _held is { } known && known.Terms == terms && (last == known.Last || (last > known.Last && !await PipelineHistory.IsRewrittenAsync(db, known.Last, known.Until, cancel)))
                ? known : await ReadAsync(db, asked, today, terms, cancel);
            return _held = held with { Last = last };
        }
        finally
        {
            _reading.Release();
        }
    }

    private static async Task<Held> ReadAsync(CrmDbContext db, FunnelQuestion asked, DateOnly today, string terms, CancellationToken cancel)
    {
        var until = db.Company.Time.StartOf(asked.Until < today ? asked.Until.AddDays(1) : today);
        var (gone, compared) = await db.ReadTogetherAsync(
            here => FunnelReport.GoneAsync(here, asked, until, cancel), other => FunnelComparison.OfAsync(other, asked, cancel), cancel);
        return new(terms, 0, until, gone, compared);
    }

    /// <param name="Until">The instant up to which what left is known.</param>
    private sealed record Held(string Terms, long Last, DateTime Until, StageFunnel Gone, FunnelComparison Compared);
}
