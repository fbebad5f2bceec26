using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>The right to write, until it is disposed.</summary>
internal sealed class WriteTurn(SqliteWriteLock writeLock, IDisposable file) : IDisposable
{
    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE: pages that the connection has written, counted from the last time it was asked.</summary>
    private const int PagesWritten = 9;

    public void Wrote(SqliteConnection connection)
    {
        if (writeLock.Written is { } tell
            && raw.sqlite3_db_status(connection.Handle, PagesWritten, out var pages, out _, 1) == raw.SQLITE_OK)
        {
            tell(pages);
        }
    }

    public void Dispose()
    {
        file.Dispose();
        writeLock.Release();
    }
}
