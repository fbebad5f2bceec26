namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// The process's one turn to write or to checkpoint: SQLite has a single writer, and waiting here is fair and asynchronous,
/// where waiting in the engine is neither.
/// </summary>
public sealed class SqliteWriteLock : IDisposable
{
    /// <summary>Longer than this a request does not wait; it is answered with "try again".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <exception cref="TimeoutException">No turn came within five seconds.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancel = default)
    {
        if (!await _turn.WaitAsync(Patience, cancel))
        {
            throw new TimeoutException("The database was busy for five seconds.");
        }

        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
