using System.Collections.Concurrent;
using System.Diagnostics;

namespace SiCrm.Benchmarks;

/// <summary>What a closed loop found: each connection asks again as soon as it has its answer.</summary>
/// <param name="Median">In milliseconds, as the other times.</param>
internal sealed record Measure(double Median, double P99, double Worst, double PerSecond, long Bytes)
{
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
