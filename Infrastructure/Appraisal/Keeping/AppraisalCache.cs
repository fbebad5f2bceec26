using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal.Keeping;

/// <summary>Keeps the facts of the periods that were asked for last, so that not every sheet reads a year of the company.</summary>
public sealed class AppraisalCache : IDisposable
{
    /// <summary>Of all periods together; the one asked for stays, however many it has. These are some 20 MB.</summary>
    private const int MostFacts = 600_000;
    private const int MostPeriods = 8;

    private readonly Lock _lock = new();
    private readonly List<(FiscalSpan Period, KeptPeriod Kept)> _held = [];

    public void Dispose() => _held.ForEach(one => one.Kept.Dispose());

    /// <summary>What everybody did until this moment; without care and targets.</summary>
    internal Task<AppraisalFacts> FactsAsync(CrmDbContext db, FiscalSpan period, DateOnly today, IReadOnlyList<AppraisalScheme> schemes, CancellationToken cancel) =>
        UseAsync(period, kept => kept.FactsAsync(db, AppraisedSpan.Of(db, period, today), schemes, cancel), cancel);

    /// <summary>The same, appraised by these versions of the scheme.</summary>
    internal Task<CompanyAppraisal> AppraiseAsync(CrmDbContext db, FiscalSpan period, DateOnly today, IReadOnlyList<AppraisalScheme> schemes, CancellationToken cancel) =>
        UseAsync(period, kept => kept.AppraiseAsync(db, AppraisedSpan.Of(db, period, today), schemes, cancel), cancel);

    private async Task<T> UseAsync<T>(FiscalSpan period, Func<KeptPeriod, Task<T>> use, CancellationToken cancel)
    {
        var kept = Take(period);
        await kept.Turn.WaitAsync(cancel);
        try
        {
            return await use(kept);
        }
        catch
        {
            kept.Forget();
            throw;
        }
        finally
        {
            kept.Turn.Release();
            lock (_lock)
            {
                MakeRoom(MostFacts, least: 1);
            }
        }
    }

    private KeptPeriod Take(FiscalSpan period)
    {
        lock (_lock)
        {
            var at = _held.FindIndex(one => one.Period == period);
            var found = at < 0 ? (period, new KeptPeriod()) : _held[at];
            if (at >= 0)
            {
                _held.RemoveAt(at);
            }
            else
            {
                MakeRoom(MostFacts / 2, least: 0);
            }

            _held.Add(found);
            return found.Item2;
        }
    }

    /// <summary>Those that were asked for longest ago go; who reads one of them just now finishes.</summary>
    private void MakeRoom(int most, int least)
    {
        while (_held.Count > MostPeriods || (_held.Count > least && _held.Sum(one => one.Kept.Size) > most))
        {
            _held.RemoveAt(0);
        }
    }
}
