using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>Fills a fresh schema from a backup file; the old one stays aside under another name.</summary>
internal static class PostgresRestore
{
    /// <returns>The name of the schema with the old data; null when there was none.</returns>
    public static async Task<string?> RunAsync(string file, CrmDbContext target, DateTime now, CancellationToken cancel)
    {
        var aside = await PutAsideAsync(target, now, cancel);
        var copy = Path.Combine(Directory.CreateTempSubdirectory("sicrm-restore-").FullName, "backup.db");
        try
        {
            File.Copy(file, copy);
            await target.MigrateAsync(cancel);
            await FillAsync(copy, target, cancel);
            return aside;
        }
        catch
        {
            await BringBackAsync(target, aside);
            throw;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(copy) ?? copy, recursive: true);
        }
    }

    private static async Task<string?> PutAsideAsync(CrmDbContext target, DateTime now, CancellationToken cancel)
    {
        if (!await target.Database.CanConnectAsync(cancel) || !(await target.Database.GetAppliedMigrationsAsync(cancel)).Any())
        {
            return null;
        }

        var aside = string.Create(CultureInfo.InvariantCulture, $"before_restore_{now:yyyyMMdd_HHmmss}");
        await RunAsync(target, $"ALTER SCHEMA public RENAME TO {aside}; CREATE SCHEMA public;");
        return aside;
    }

    private static Task BringBackAsync(CrmDbContext target, string? aside) =>
        aside is null ? Task.CompletedTask : RunAsync(target, $"DROP SCHEMA public CASCADE; ALTER SCHEMA {aside} RENAME TO public;");

    private static async Task FillAsync(string file, CrmDbContext target, CancellationToken cancel)
    {
        await using var backup = new OpenBackup(file, target.Company);
        await backup.Db.MigrateAsync(cancel);
        await using var snapshot = await backup.Db.Database.BeginTransactionAsync(cancel);
        await target.WriteAsync(async () =>
        {
            var copy = new TableCopy(backup.Db, target);
            foreach (var table in copy.Tables)
            {
                await TableCopy.MakeRoomAsync(table, target, cancel);
                await CopyAsync(copy, table, target, snapshot, cancel);
                await MoveCounterAsync(table, target);
            }
        }, cancel);
    }

    private static async Task CopyAsync(TableCopy copy, ITable table, CrmDbContext target, IDbContextTransaction snapshot, CancellationToken cancel)
    {
        var columns = copy.ColumnsOf(table);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        await using var copying = await ((NpgsqlConnection)target.Database.GetDbConnection())
            .BeginBinaryImportAsync($"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        await foreach (var row in copy.RowsAsync(table, columns, snapshot.GetDbTransaction()).WithCancellation(cancel))
        {
            await copying.StartRowAsync(cancel);
            for (var i = 0; i < row.Length; i++)
            {
                await (row[i] is { } value ? copying.WriteAsync(value, columns[i].StoreType, cancel) : copying.WriteNullAsync(cancel));
            }
        }

        await copying.CompleteAsync(cancel);
    }

    /// <summary>The next row gets the number after the last one that came.</summary>
    private static async Task MoveCounterAsync(ITable table, CrmDbContext target)
    {
        if (table.PrimaryKey is { Columns: [{ Name: "Id" } key] } && key.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd)
        {
            await RunAsync(target,
                $"SELECT setval(s, (SELECT max(\"Id\") FROM \"{table.Name}\")) FROM pg_get_serial_sequence('\"{table.Name}\"', 'Id') s "
                + $"WHERE s IS NOT NULL AND EXISTS (SELECT 1 FROM \"{table.Name}\")");
        }
    }

    private static async Task RunAsync(CrmDbContext target, string sql)
    {
        await using var command = target.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await target.Database.OpenConnectionAsync();
        await command.ExecuteNonQueryAsync();
        await target.Database.CloseConnectionAsync();
    }
}
