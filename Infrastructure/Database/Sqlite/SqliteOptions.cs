using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database.Sqlite;

public static class SqliteOptions
{
    private static readonly SqlitePragmas Pragmas = new();

    public static DbContextOptionsBuilder UseCrmSqlite(this DbContextOptionsBuilder options, string path)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        Directory.CreateDirectory(directory ?? ".");
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Cache = SqliteCacheMode.Private, DefaultTimeout = 30 };
        return options.UseSqlite(connection.ToString()).AddInterceptors(Pragmas);
    }
}
