using System.Runtime.InteropServices;

namespace SiCrm.Web.Operations;

/// <summary>
/// Gives back to the system what the C library keeps of freed memory. SQLite and the runtime take theirs from it, on each thread
/// from a store of its own, and of sixteen busy threads it kept a tenth of the server's memory for ever.
/// </summary>
public sealed class NativeHeap(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private static readonly Trim? Trimming = Find();

    private delegate int Trim(nuint kept);

    /// <returns>Whether anything was given back; never where the C library is not glibc.</returns>
    public static bool GiveBack() => Trimming is { } trim && trim(0) != 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(Round, clock);
        while (Trimming is not null && await round.WaitForNextTickAsync(stoppingToken))
        {
            GiveBack();
        }
    }

    private static Trim? Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var entry)
            ? Marshal.GetDelegateForFunctionPointer<Trim>(entry) : null;
}
