using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// Sets what every connection needs. Checkpoints are never automatic: the engine in use is inside the range of the
/// WAL-reset bug, so they happen behind the write lock only.
/// </summary>
/// <param name="cache">Megabytes of pages that a connection keeps.</param>
internal sealed class SqlitePragmas(int cache) : DbConnectionInterceptor
{
    /// <summary>The cache is each connection's own, and sixteen of them are busy at once: the system's file cache serves all of them.</summary>
    public const int Cache = 2;

    private const string Pragmas =
        "PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; "
        + "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=0; PRAGMA mmap_size=0;";

    private static readonly ConditionalWeakTable<object, object> Done = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Set((SqliteConnection)connection, cache);
    }

    /// <summary>A connection that comes from the pool has them already; the kind of log is a property of the file.</summary>
    public static void Set(SqliteConnection connection, int cache = Cache)
    {
        if (connection.Handle is { } handle && Done.TryAdd(handle, Pragmas))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"{Pragmas}PRAGMA cache_size=-{1000 * cache};" + (connection.ConnectionString.Contains("ReadOnly", StringComparison.Ordinal) ? "" : "PRAGMA journal_mode=WAL;");
            command.ExecuteNonQuery();
        }
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
