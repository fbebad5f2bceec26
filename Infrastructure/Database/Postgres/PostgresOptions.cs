using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SiCrm.Infrastructure.Database.Postgres;

public static class PostgresOptions
{
    /// <summary>Compiling a statement pays for questions of minutes; those of a page are answered sooner than they are compiled.</summary>
    private const string NoCompiling = "-c jit=off";

    public static DbContextOptionsBuilder UseCrmPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(Quick(connection), npgsql => npgsql.CommandTimeout(30)).WithoutDriftCheck();

    /// <summary>Closes what rests in the pool of this database, and of no other.</summary>
    public static void ClearPool(string connection)
    {
        using var pooled = new NpgsqlConnection(Quick(connection));
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>Whoever says in the connection string whether to compile is obeyed.</summary>
    private static string Quick(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (builder.Options?.Contains("jit", StringComparison.Ordinal) != true)
        {
            builder.Options = $"{builder.Options} {NoCompiling}".Trim();
        }

        return builder.ConnectionString;
    }
}
