using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>
/// Keeps what was read of a time that is over. It can't disagree with the history, which is only added to: before it is used it looks whether anything was
/// recorded since into that time.
/// </summary>
/// <param name="most">So many questions are kept at once.</param>
internal sealed class KeptPast<T>(int most) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<string, Held> _held = [];

    public void Dispose() => _reading.Dispose();

    /// <param name="terms">All that the answer depends on besides the history.</param>
    /// <param name="until">What is recorded from this instant on does not change it.</param>
    public async Task<T> OfAsync(CrmDbContext db, string terms, DateTime until, Func<Task<T>> read, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            var last = await db.OpportunityEvents.MaxAsync(row => (long?)row.Id, cancel) ?? 0;
            var held = _held.GetValueOrDefault(terms);
            if (held is null || last < held.Last || (last > held.Last && await PipelineHistory.IsRewrittenAsync(db, held.Last, until, cancel)))
            {
                if (_held.Count >= most)
                {
                    _held.Clear();
                }

                held = new(last, await read());
            }

            _held[terms] = held with { Last = last };
            return held.Value;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <param name="Last">The last row of history that is known not to change it.</param>
    private sealed record Held(long Last, T Value);
}
