using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>
/// A backup, of whichever database: one SQLite file without a log, and its checksum beside it in the form that
/// <c>sha256sum -c</c> reads. It is made under another name and takes its own once it is found good.
/// </summary>
internal static class BackupFile
{
    public static async Task<Backup> MakeAsync(string file, Func<string, Task> fill, CancellationToken cancel)
    {
        var part = Path.GetFullPath(file) + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(part) ?? ".");
        File.Delete(part);
        try
        {
            await fill(part);
            await RunAsync(part, "PRAGMA journal_mode=DELETE");
            var tables = await VerifyAsync(part, cancel);
            await FlushAsync(part);
            var sum = await SumAsync(part, cancel);
            File.Move(part, file, overwrite: true);
            await File.WriteAllTextAsync(SumFile(file), $"{sum}  {Path.GetFileName(file)}\n", cancel);
            return new Backup(file, new FileInfo(file).Length, sum, tables);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Opens the file and looks whether it is whole; answers with the rows of each table.</summary>
    /// <exception cref="BackupException">It is no backup, or damaged.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> VerifyAsync(string file, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException(null, file);
        }

        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly);
            var troubles = (await TextsAsync(connection, "PRAGMA integrity_check(5)")).Where(line => line != "ok")
                .Concat(await TextsAsync(connection, "SELECT \"table\" || ' ' || rowid FROM pragma_foreign_key_check LIMIT 5")).ToList();
            if (troubles.Count > 0)
            {
                throw new BackupException("Operations.BackupDamaged", file, string.Join("; ", troubles));
            }

            return await CountAsync(connection, cancel);
        }
        catch (SqliteException broken)
        {
            throw new BackupException("Operations.BackupUnreadable", file, broken.Message);
        }
    }

    /// <exception cref="BackupException">There is a checksum, and it is another.</exception>
    public static async Task CompareSumAsync(string file, CancellationToken cancel)
    {
        if (File.Exists(SumFile(file))
            && (await File.ReadAllTextAsync(SumFile(file), cancel)).Split(' ')[0] != await SumAsync(file, cancel))
        {
            throw new BackupException("Operations.BackupChanged", file);
        }
    }

    /// <exception cref="BackupException">It is not of this program.</exception>
    /// <exception cref="NewerSchemaException">It was made by a newer one.</exception>
    public static async Task RefuseOtherSchemaAsync(string file, CrmDbContext known, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly);
        var names = await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'");
        if (names.Count == 0)
        {
            throw new BackupException("Operations.NotOurBackup", file);
        }

        cancel.ThrowIfCancellationRequested();
        var applied = await TextsAsync(connection, "SELECT MigrationId FROM __EFMigrationsHistory");
        if (applied.Except(known.Database.GetMigrations()).FirstOrDefault() is { } unknown)
        {
            throw new NewerSchemaException(unknown);
        }
    }

    public static async Task RunAsync(string file, string sql)
    {
        await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite);
        await TextsAsync(connection, sql);
    }

    /// <summary>On disk, not only on the way there.</summary>
    public static async Task FlushAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    public static string SumFile(string file) => file + ".sha256";

    private static async Task<string> SumAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(SqliteConnection connection, CancellationToken cancel)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TextsAsync(connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%Search' AND name NOT LIKE '%Search\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\'"))
        {
            cancel.ThrowIfCancellationRequested();
            counts[table] = long.Parse((await TextsAsync(connection, $"SELECT count(*) FROM \"{table}\""))[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        return counts;
    }

    private static async Task<List<string>> TextsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(address.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
