using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>One prepared statement, bound again for each row, in the transaction that runs.</summary>
internal sealed class SqliteBulkWriter(CrmDbContext db) : BulkWriter(db)
{
    private SqliteConnection Connection => (SqliteConnection)Db.Database.GetDbConnection();

    /// <summary>Behind the write lock nobody else takes a key; a row with its key given moves the table's counter on.</summary>
    protected override async Task<IReadOnlyList<long>> ReserveKeysAsync(BulkTable table, int count, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        command.Transaction = Db.Database.CurrentTransaction?.GetDbTransaction() as SqliteTransaction;
        command.CommandText = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = $table), 0)";
        command.Parameters.AddWithValue("$table", table.Name);
        var last = (long)(await command.ExecuteScalarAsync(cancel) ?? 0L);
        return [.. Enumerable.Range(1, count).Select(i => last + i)];
    }

    protected override Task WriteAsync(BulkTable table, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        Run(InsertInto(table), table.Columns, rows, cancel);
        return Task.CompletedTask;
    }

    protected override Task WriteChangesAsync(
        BulkTable table, IReadOnlyList<object> rows, IReadOnlyList<BulkColumn> columns, CancellationToken cancel)
    {
        var changes = string.Join(", ", columns.Select((column, i) => $"\"{column.Name}\" = ?{i + 1}"));
        Run($"UPDATE \"{table.Name}\" SET {changes} WHERE \"{table.Key.Name}\" = ?{columns.Count + 1}", [.. columns, table.Key], rows, cancel);
        return Task.CompletedTask;
    }

    /// <summary>Adds each row's numbers to the row that has its key, if there is one.</summary>
    public void Add(IEntityType type, IReadOnlyList<object> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = TableOf(type);
        var sums = table.Columns.Except(table.Keys).Select(column => $"\"{column.Name}\" = \"{column.Name}\" + excluded.\"{column.Name}\"");
        Run(InsertInto(table) + $" ON CONFLICT ({BulkTable.ListOf(table.Keys)}) DO UPDATE SET {string.Join(", ", sums)}", table.Columns, rows, CancellationToken.None);
    }

    private static string InsertInto(BulkTable table) =>
        $"INSERT INTO \"{table.Name}\" ({BulkTable.ListOf(table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"?{i + 1}"))})";

    private void Run(string sql, IReadOnlyList<BulkColumn> columns, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        using var statement = new SqliteStatement(Connection, sql);
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
            {
                statement.Bind(i + 1, columns[i].Stored(row));
            }

            statement.Run();
        }
    }
}
