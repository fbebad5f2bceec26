using System.Collections.Concurrent;
using System.Diagnostics;

namespace SiCrm.Benchmarks;

/// <summary>What a closed loop found: each connection asks again as soon as it has its answer.</summary>
/// <param name="Median">In milliseconds, as the other times.</param>
internal sealed record Measure(double Median, double P99, double Worst, double PerSecond, long Bytes)
{
    /// <summary>What each answer took, beside what the machine took for its own work right before and after it (see <see cref="Pace"/>); empty where many ask at once.</summary>
    public IReadOnlyList<(double Time, double Pace)> Beside { get; init; } = [];

    /// <summary>The 99th percentile as it would be if the machine were always as fast as it was at its best; null where that is not known.</summary>
    public double? P99AtBest => Beside.Count == 0 ? null : Beside.Select(one => one.Time * Pace.Best / one.Pace).Order().ElementAt((int)(Beside.Count * 0.99));

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Until the code of a page is optimised and its rows are in memory, as they are in a program that runs for days.</summary>
    public static Task WarmUpAsync(Func<int, Task<int>> ask)
    {
        var count = 0;
        return LoopAsync(8, WarmUp, async _ => await ask(Interlocked.Increment(ref count)));
    }

    /// <param name="ask">Gets the number of the request and answers with the bytes that it read.</param>
    public static async Task<Measure> OfAsync(int connections, TimeSpan time, Func<int, Task<int>> ask)
    {
        if (connections == 1)
        {
            return await AloneAsync(time, ask);
        }

        var (count, bytes, times) = (0, 0L, new ConcurrentBag<double>());
        var begun = Stopwatch.GetTimestamp();
        await LoopAsync(connections, time, async _ =>
        {
            var sent = Stopwatch.GetTimestamp();
            Interlocked.Add(ref bytes, await ask(Interlocked.Increment(ref count)));
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        });
        return Of([.. times.Order()], Stopwatch.GetElapsedTime(begun).TotalSeconds, bytes);
    }

    private static async Task<Measure> AloneAsync(TimeSpan time, Func<int, Task<int>> ask)
    {
        var (bytes, beside, before) = (0L, new List<(double Time, double Pace)>(), Pace.Take());
        await LoopAsync(1, time, async _ =>
        {
            var sent = Stopwatch.GetTimestamp();
            bytes += await ask(beside.Count + 1);
            var took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            var after = Pace.Take();
            beside.Add((took, (before + after) / 2));
            before = after;
        });
        return Of([.. beside.Select(one => one.Time).Order()], beside.Sum(one => one.Time) / 1000, bytes) with { Beside = beside };
    }

    public static Measure Of(IReadOnlyList<double> sorted, double seconds, long bytes) => new(
        sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)], sorted[^1], sorted.Count / seconds, bytes / sorted.Count);

    private static Task LoopAsync(int connections, TimeSpan time, Func<int, Task> step) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(async i =>
        {
            for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time;)
            {
                await step(i);
            }
        }));
}
