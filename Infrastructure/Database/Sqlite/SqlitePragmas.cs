using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>
/// Sets what every connection needs. Checkpoints are never automatic: the engine in use is inside the range of the
/// WAL-reset bug, so they happen behind the write lock only.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; "
        + "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000; PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=0; PRAGMA mmap_size=0;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Set(connection);
    }

    public static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
