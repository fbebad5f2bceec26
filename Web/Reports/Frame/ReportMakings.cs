using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace SiCrm.Web.Reports.Frame;

/// <summary>
/// The reports that are being made at the moment, and those that are ready and not fetched yet. They live in this process: a visitor whom
/// another node answers finds the same address there, and that node makes the report for him; what he left behind ends by itself and is
/// forgotten. <c>Reports:Patience</c> are the seconds before somebody is told to wait, <c>Reports:AtOnce</c> is how many are made at the same time.
/// </summary>
public sealed class ReportMakings(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    /// <summary>More of one person's at once would leave nothing to the others.</summary>
    public const int MostOfOne = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What is fetched later is made anew: it would show what its reader may have lost the right to see since.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, ReportMaking> _makings = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _usual = new(StringComparer.Ordinal);
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, configuration.GetValue("Reports:AtOnce", Math.Max(2, Environment.ProcessorCount))),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private long _last;

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(configuration.GetValue("Reports:Patience", 1.0));

    /// <summary>What somebody waits for, the newest first.</summary>
    public IReadOnlyList<ReportMaking> Of(long? personId) =>
        [.. _makings.Values.Where(making => making.Key.PersonId == personId && making.IsAwaited && making.Lying <= KeptFor).OrderByDescending(making => making.Number)];

    public ReportMaking? Find(MakingKey key) => _makings.Values.Where(making => making.IsAwaited && making.Key == key && making.Lying <= KeptFor).MaxBy(making => making.Number);

    /// <summary>
    /// More at once than there are cores are not ready sooner, and each has its rows in memory meanwhile: the others wait for their turn,
    /// which ends when what is answered is disposed.
    /// </summary>
    public async Task<IDisposable> TurnAsync(CancellationToken cancel) => await _turns.AcquireAsync(1, cancel);

    /// <param name="kind">Reports of one kind take about as long as each other.</param>
    public ReportMaking Begin(MakingKey key, string title, string kind, Func<ReportMaking, Task<MadeAnswer>> work)
    {
        ForgetOld();
        var making = new ReportMaking(Interlocked.Increment(ref _last), key, title, _usual.TryGetValue(kind, out var usual) ? usual : null, Longest, clock);
        _makings[making.Id] = making;
        making.Begin(async it =>
        {
            try
            {
                var answer = await work(it);
                _usual[kind] = it.Elapsed;
                return answer;
            }
            finally
            {
                it.End();
            }
        });
        return making;
    }

    public void Forget(ReportMaking making)
    {
        ArgumentNullException.ThrowIfNull(making);
        _makings.TryRemove(making.Id, out _);
    }

    public void Dispose()
    {
        foreach (var making in _makings.Values)
        {
            making.Stop();
        }

        _turns.Dispose();
    }

    /// <summary>What nobody fetched: after a while, and of one person more than he can be waiting for.</summary>
    private void ForgetOld()
    {
        foreach (var ready in _makings.Values.Where(making => making.IsReady).GroupBy(making => making.Key.PersonId))
        {
            foreach (var (place, making) in ready.OrderByDescending(making => making.Number).Index())
            {
                if (place >= MostOfOne || making.Lying > KeptFor)
                {
                    Forget(making);
                }
            }
        }
    }
}
