using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>Binary COPY in the transaction that runs; changes go by way of a temporary table.</summary>
internal sealed class PostgresBulkWriter(CrmDbContext db) : BulkWriter(db)
{
    private const string Changes = "BulkChanges";

    private NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();

    protected override async Task<IReadOnlyList<long>> ReserveKeysAsync(BulkTable table, int count, CancellationToken cancel)
    {
        var keys = new List<long>(count);
        await using var command = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence($1, $2)) FROM generate_series(1, $3)", Connection);
        command.Parameters.Add(new NpgsqlParameter { Value = $"\"{table.Name}\"" });
        command.Parameters.Add(new NpgsqlParameter { Value = table.Key.Name });
        command.Parameters.Add(new NpgsqlParameter { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            keys.Add(reader.GetInt64(0));
        }

        return keys;
    }

    protected override Task WriteAsync(BulkTable table, IReadOnlyList<object> rows, CancellationToken cancel) =>
        CopyAsync(table.Name, table.Columns, rows, cancel);

    protected override async Task WriteChangesAsync(
        BulkTable table, IReadOnlyList<object> rows, IReadOnlyList<BulkColumn> columns, CancellationToken cancel)
    {
        BulkColumn[] copied = [table.Key, .. columns];
        var sets = string.Join(", ", columns.Select(column => $"\"{column.Name}\" = c.\"{column.Name}\""));
        await RunAsync($"CREATE TEMP TABLE \"{Changes}\" ON COMMIT DROP AS SELECT {BulkTable.ListOf(copied)} FROM \"{table.Name}\" WITH NO DATA", cancel);
        await CopyAsync(Changes, copied, rows, cancel);
        await RunAsync($"UPDATE \"{table.Name}\" t SET {sets} FROM \"{Changes}\" c WHERE t.\"{table.Key.Name}\" = c.\"{table.Key.Name}\"", cancel);
        await RunAsync($"DROP TABLE \"{Changes}\"", cancel);
    }

    private async Task CopyAsync(string table, IReadOnlyList<BulkColumn> columns, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        await using var copy = await Connection.BeginBinaryImportAsync(
            $"COPY \"{table}\" ({BulkTable.ListOf(columns)}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in columns)
            {
                if (column.Stored(row) is { } value)
                {
                    await copy.WriteAsync(value, column.Mapping.StoreTypeNameBase, cancel);
                }
                else
                {
                    await copy.WriteNullAsync(cancel);
                }
            }
        }

        await copy.CompleteAsync(cancel);
    }

    private async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
