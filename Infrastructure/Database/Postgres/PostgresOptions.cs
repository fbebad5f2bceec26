using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SiCrm.Infrastructure.Database.Postgres;

public static class PostgresOptions
{
    /// <summary>
    /// Compiling a statement and starting helpers for it pays for questions of minutes; those of a page are answered sooner than they are compiled, and
    /// sooner than helpers are there.
    /// </summary>
    private static readonly (string Setting, string Value)[] ForPages = [("jit", "off"), ("max_parallel_workers_per_gather", "0")];

    public static DbContextOptionsBuilder UseCrmPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(Quick(connection), npgsql => npgsql.CommandTimeout(30)).WithoutDriftCheck();

    /// <summary>Closes what rests in the pool of this database, and of no other.</summary>
    public static void ClearPool(string connection)
    {
        using var pooled = new NpgsqlConnection(Quick(connection));
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>Whoever says one of them in the connection string is obeyed.</summary>
    private static string Quick(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        foreach (var (setting, value) in ForPages.Where(one => builder.Options?.Contains(one.Setting, StringComparison.Ordinal) != true))
        {
            builder.Options = $"{builder.Options} -c {setting}={value}".Trim();
        }

        return builder.ConnectionString;
    }
}
