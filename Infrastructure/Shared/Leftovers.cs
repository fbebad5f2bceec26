namespace SiCrm.Infrastructure.Shared;

/// <summary>What a long reading leaves in memory.</summary>
internal static class Leftovers
{
    /// <summary>
    /// Years of history leave much behind, and what is asked for afterwards is so little that nothing would collect it for hours: a quarter of the
    /// server's memory. Before such a reading begins the same is done with what others have left.
    /// </summary>
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
}
