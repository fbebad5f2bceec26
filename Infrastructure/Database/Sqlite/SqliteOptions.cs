using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database.Sqlite;

public static class SqliteOptions
{
    private static readonly SqlitePragmas Pragmas = new(SqlitePragmas.Cache);
    private static readonly SqliteTurns Turns = new();

    /// <summary>A foreign writer is waited for five seconds, as <see cref="SqliteWriteLock"/> does; a statement at work is never cut off.</summary>
    public static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Cache = SqliteCacheMode.Private, DefaultTimeout = 5 }.ToString();

    /// <summary>Closes what rests in the pool of this file, and of no other: whoever works with another file is not disturbed.</summary>
    public static void ClearPool(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(connection);
    }

    /// <param name="cache">Megabytes that each connection keeps; null: few, for many connections.</param>
    public static DbContextOptionsBuilder UseCrmSqlite(this DbContextOptionsBuilder options, string path, int? cache = null)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        Directory.CreateDirectory(directory ?? ".");
        return options.UseSqlite(ConnectionString(path)).WithoutDriftCheck()
            .AddInterceptors(cache is { } megabytes ? new SqlitePragmas(megabytes) : Pragmas, Turns);
    }
}
