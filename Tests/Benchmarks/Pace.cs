using System.Diagnostics;

namespace SiCrm.Benchmarks;

/// <summary>
/// How fast the machine is at the moment: the time that a fixed piece of work takes, reckoning and walking through memory. A machine that shares its
/// processor takes twice as long from one second to the next; a time divided by the pace beside it can be compared with that of another hour.
/// </summary>
internal static class Pace
{
    private const int Steps = 400_000;

    private static readonly int[] Memory = new int[4 << 20];

    private static double _best = double.MaxValue;

    /// <summary>The shortest that the work has taken, in milliseconds.</summary>
    public static double Best => _best;

    /// <summary>Does the work.</summary>
    /// <returns>What it took, in milliseconds.</returns>
    public static double Take()
    {
        var begun = Stopwatch.GetTimestamp();
        var (seed, place) = (88_172_645_463_325_252UL, 0);
        for (var step = 0; step < Steps; step++)
        {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            if (step % 8 == 0)
            {
                place = (int)((seed + (ulong)Memory[place]) % (ulong)Memory.Length);
            }
        }

        Memory[place] = 0;
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        _best = Math.Min(_best, took);
        return took;
    }
}
