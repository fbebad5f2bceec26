using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>
/// The backup of a server's database is the same file as that of the embedded one: it needs no tools of the server, any
/// version of it restores, and one kind of database can be changed for the other.
/// </summary>
internal static class PostgresBackup
{
    /// <summary>All tables as they are at one moment.</summary>
    public static async Task FillAsync(CrmDbContext source, string file, CancellationToken cancel)
    {
        using var turns = new SqliteWriteLock(file);
        await using var target = OpenFile(file, source.Company, turns);
        await target.MigrateAsync(cancel);
        await using var snapshot = await source.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await target.WriteAsync(async () =>
        {
            await target.Database.ExecuteSqlAsync($"PRAGMA defer_foreign_keys=ON", cancel);
            var copy = new TableCopy(source, target);
            foreach (var table in copy.Tables)
            {
                var columns = copy.ColumnsOf(table);
                await using var insert = Insert((SqliteConnection)target.Database.GetDbConnection(), table.Name, columns);
                insert.Transaction = target.Database.CurrentTransaction?.GetDbTransaction() as SqliteTransaction;
                await foreach (var row in copy.RowsAsync(table, columns, snapshot.GetDbTransaction()).WithCancellation(cancel))
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        insert.Parameters[i].Value = row[i] ?? DBNull.Value;
                    }

                    insert.ExecuteNonQuery();
                }
            }
        }, cancel);
        SqliteConnection.ClearPool((SqliteConnection)target.Database.GetDbConnection());
        Directory.Delete(FileTurn.FolderOf(file), recursive: true);
    }

    public static SqliteCrmDbContext OpenFile(string file, Company company, SqliteWriteLock turns)
    {
        var options = new DbContextOptionsBuilder<SqliteCrmDbContext>();
        options.UseCrmSqlite(file);
        return new SqliteCrmDbContext(options.Options, company, turns);
    }

    private static SqliteCommand Insert(SqliteConnection connection, string table, IReadOnlyList<CopiedColumn> columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        }

        return command;
    }
}
