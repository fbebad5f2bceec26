using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Tests.Worlds;

/// <summary>How a database goes about a query.</summary>
public static class QueryPlans
{
    /// <summary>
    /// The plan as text. A small table is read whole by a server that knows its size, and sorted; so it is told to do neither
    /// if there is another way.
    /// </summary>
    public static string Explain<T>(this IQueryable<T> query, CrmDbContext db)
    {
        using var command = query.CreateDbCommand();
        var isServer = db.Database.ProviderName?.Contains("Npgsql", StringComparison.Ordinal) == true;
        command.CommandText = isServer
            ? "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_incremental_sort = off; EXPLAIN " + command.CommandText
            : "EXPLAIN QUERY PLAN " + command.CommandText;
        // A plan is no page: a machine that is shared with others may stand still for longer than a page would wait.
        command.CommandTimeout = 300;
        db.Database.OpenConnection();
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(isServer ? reader.GetString(0) : reader.GetString(3));
        }

        return string.Join('\n', lines);
    }
}
