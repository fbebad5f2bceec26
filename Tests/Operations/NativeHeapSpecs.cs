using System.Globalization;
using System.Runtime.InteropServices;
using SiCrm.Web.Operations;

namespace SiCrm.Tests.Operations;

/// <summary>The memory of the whole process is measured: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

[Collection(nameof(MeasuredAlone))]
public sealed class NativeHeapSpecs
{
    /// <summary>Some stay in use all over, so that what was freed lies between them.</summary>
    private const int Kept = 200;

    [Fact]
    public void What_was_freed_between_two_pieces_in_use_goes_back_to_the_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "another system keeps its memory in another way");
        var pieces = Enumerable.Range(0, 200_000).Select(_ => Touched(2000)).ToList();
        var kept = pieces.Where((_, number) => number % Kept == 0).ToList();
        pieces.Where((_, number) => number % Kept != 0).ToList().ForEach(Marshal.FreeHGlobal);
        var before = Resident();

        Assert.True(NativeHeap.GiveBack());

        Assert.True(before - Resident() > 200_000_000, $"{before} and then {Resident()}");
        kept.ForEach(Marshal.FreeHGlobal);
    }

    private static nint Touched(int bytes)
    {
        var piece = Marshal.AllocHGlobal(bytes);
        Marshal.WriteByte(piece, bytes / 2, 1);
        return piece;
    }

    private static long Resident() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2],
        CultureInfo.InvariantCulture);
}
