namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// The one turn to write or to checkpoint: SQLite has a single writer, and waiting here is fair and asynchronous, where
/// waiting in the engine is neither. The turn holds among processes too, so that the command line works while the program
/// serves, and no checkpoint ever meets a commit (the engine's WAL-reset bug needs that).
/// </summary>
public sealed class SqliteWriteLock(string databasePath, TimeSpan? patience = null) : IDisposable
{
    /// <summary>Longer than five seconds a request does not wait, it is answered with "try again"; a verb of the command line may wait longer.</summary>
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FileTurn _amongProcesses = new(FileTurn.FolderOf(databasePath));

    /// <summary>Told how many pages a turn has written.</summary>
    internal Action<int>? Written { get; set; }

    /// <exception cref="TimeoutException">No turn came in time.</exception>
    internal async Task<WriteTurn> TakeAsync(CancellationToken cancel = default)
    {
        if (!await _turn.WaitAsync(_patience, cancel))
        {
            throw Busy();
        }

        try
        {
            return new WriteTurn(this, await _amongProcesses.TakeAsync(_patience, cancel) ?? throw Busy());
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    internal void Release() => _turn.Release();

    private TimeoutException Busy() => new($"The database was busy for {_patience.TotalSeconds} seconds.");

}
