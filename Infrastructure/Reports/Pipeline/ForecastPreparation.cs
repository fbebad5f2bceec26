using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>
/// Goes through the history in the background while somebody waits for the forecast on a page that looks again and again; whoever
/// leaves stops looking, and when nobody looks any more it ends.
/// </summary>
public sealed class ForecastPreparation(ForecastCache cache, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>After so long without a look the visitor has left.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _one = new();
    private readonly Dictionary<IsoWeek, Work> _works = [];

    /// <summary>So long a page waits before it shows how far it is: less than the report frame does, so that the nearer page of the two is shown.</summary>
    public TimeSpan AtOnce { get; set; } = TimeSpan.FromMilliseconds(500);

    public void Dispose()
    {
        lock (_one)
        {
            foreach (var work in _works.Values)
            {
                work.Stop.Cancel();
            }
        }
    }

    /// <summary>Null once the forecast of the day can be shown; else which part of the way to it is gone.</summary>
    public async Task<double?> ProgressAsync(CrmDbContext db, DateOnly day, CancellationToken cancel)
    {
        if (await cache.IsReadyAsync(db, day, cancel))
        {
            return null;
        }

        var work = Begun(day);
        try
        {
            await work.Done.WaitAsync(AtOnce, cancel);
            return null;
        }
        catch (TimeoutException)
        {
            return work.Gone;
        }
    }

    private Work Begun(DateOnly day)
    {
        lock (_one)
        {
            var week = IsoWeek.Of(day);
            if (!_works.TryGetValue(week, out var work) || work.Stop.IsCancellationRequested)
            {
                _works[week] = work = new Work();
                work.Done = Task.Run(() => PrepareAsync(week, day, work));
            }

            work.LookedAt = clock.GetTimestamp();
            return work;
        }
    }

    private async Task PrepareAsync(IsoWeek week, DateOnly day, Work work)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
            await db.ReadAsync(() => cache.PastAsync(db, day, work.Stop.Token, gone => Tell(work, gone)), work.Stop.Token);
        }
        finally
        {
            lock (_one)
            {
                if (_works.GetValueOrDefault(week) == work)
                {
                    _works.Remove(week);
                }
            }
        }
    }

    private void Tell(Work work, double gone)
    {
        work.Gone = gone;
        if (clock.GetElapsedTime(work.LookedAt) > Patience)
        {
            work.Stop.Cancel();
        }
    }

    /// <summary>One history that is gone through.</summary>
    private sealed class Work
    {
        private long _lookedAt;
        private double _gone;

        public CancellationTokenSource Stop { get; } = new();

        public Task Done { get; set; } = Task.CompletedTask;

        public long LookedAt
        {
            get => Volatile.Read(ref _lookedAt);
            set => Volatile.Write(ref _lookedAt, value);
        }

        public double Gone
        {
            get => Volatile.Read(ref _gone);
            set => Volatile.Write(ref _gone, value);
        }
    }
}
