namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// A turn among processes, by advisory locks on two files: the first is the queue, which is left once the second is held,
/// so that a process that writes without a pause lets the others in. The system releases both when a process dies.
/// </summary>
internal sealed class FileTurn(string folder)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Null when no turn came in time.</summary>
    public async Task<IDisposable?> TakeAsync(TimeSpan patience, CancellationToken cancel)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        using var queue = await HoldAsync("queue");
        return queue is null ? null : await HoldAsync("write");

        async Task<IDisposable?> HoldAsync(string name)
        {
            while (true)
            {
                if (TryHold(folder, name) is { } held)
                {
                    return held;
                }

                if (waited.Elapsed > patience)
                {
                    return null;
                }

                await Task.Delay(Pause, cancel);
            }
        }
    }

    /// <summary>The locks of a database lie in a folder beside it.</summary>
    public static string FolderOf(string databasePath) => $"{databasePath}.locks";

    /// <summary>Null while another holds the file.</summary>
    public static IDisposable? TryHold(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        try
        {
            return File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(folder);
            return TryHold(folder, name);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }
}
