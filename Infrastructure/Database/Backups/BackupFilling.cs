using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>
/// Writes a server's database into a backup file: it needs no tools of the server, any version of it restores, and one
/// kind of database can be changed for the other.
/// </summary>
internal static class BackupFilling
{
    /// <summary>All tables as they are at one moment.</summary>
    public static async Task FillAsync(CrmDbContext source, string file, CancellationToken cancel)
    {
        await using var backup = new OpenBackup(file, source.Company);
        await backup.Db.MigrateAsync(cancel);
        await using var snapshot = await source.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await backup.Db.WriteAsync(async () =>
        {
            await backup.Db.Database.ExecuteSqlAsync($"PRAGMA defer_foreign_keys=ON", cancel);
            var copy = new TableCopy(source, backup.Db);
            foreach (var table in copy.Tables)
            {
                var columns = copy.ColumnsOf(table);
                await TableCopy.MakeRoomAsync(table, backup.Db, cancel);
                await using var insert = Insert(backup.Db, table.Name, columns);
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
    }

    private static SqliteCommand Insert(CrmDbContext target, string table, IReadOnlyList<CopiedColumn> columns)
    {
        var command = ((SqliteConnection)target.Database.GetDbConnection()).CreateCommand();
        command.Transaction = target.Database.CurrentTransaction?.GetDbTransaction() as SqliteTransaction;
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        }

        return command;
    }
}
