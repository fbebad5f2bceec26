using Microsoft.Data.Sqlite;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// Writes the log back into the file, always in a turn of the write lock: after every 1,000 pages or five seconds after a
/// write, and as a whole at night and at the end.
/// </summary>
internal sealed class SqliteCheckpoints : IAsyncDisposable
{
    private const int ManyPages = 1000;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly SqliteWriteLock _writeLock;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _many = new(0, 1);
    private readonly Task _loop;
    private int _pages;

    public SqliteCheckpoints(string path, SqliteWriteLock writeLock)
    {
        (_path, _writeLock) = (path, writeLock);
        _writeLock.Written = Note;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>All of the log, and the log's file emptied; readers that are at work may prevent it, until the next time.</summary>
    public Task TruncateAsync(CancellationToken cancel) => RunAsync("PRAGMA busy_timeout=500; PRAGMA wal_checkpoint(TRUNCATE)", cancel);

    /// <summary>Runs a statement in a turn of the write lock, if there is a database.</summary>
    public async Task RunAsync(string sql, CancellationToken cancel)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        using var turn = await _writeLock.TakeAsync(cancel);
        await using var connection = new SqliteConnection(SqliteOptions.ConnectionString(_path) + ";Pooling=False");
        await connection.OpenAsync(cancel);
        SqlitePragmas.Set(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _end.Dispose();
        _many.Dispose();
    }

    private void Note(int pages)
    {
        var before = Interlocked.Add(ref _pages, pages) - pages;
        if (before < ManyPages && before + pages >= ManyPages && _many.CurrentCount == 0)
        {
            _many.Release();
        }
    }

    private async Task LoopAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await _many.WaitAsync(Rest, _end.Token);
                if (Interlocked.Exchange(ref _pages, 0) > 0)
                {
                    await RunAsync("PRAGMA wal_checkpoint(PASSIVE)", _end.Token);
                }
            }
            catch (Exception problem) when (problem is OperationCanceledException or TimeoutException or SqliteException)
            {
                // The log is longer for now, nothing is lost; the next write brings the next try.
            }
        }
    }
}
