using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>The care of one database file: who serves it, when the log is written back, and what the engine's version means.</summary>
internal sealed class SqliteEngine : DatabaseEngine
{
    private const long LittleSpace = 1L << 30;

    /// <summary>The WAL-reset bug: from WAL's beginning up to 3.51.2, but for the branch that got the correction.</summary>
    private static readonly Version Corrected = new(3, 51, 3);
    private static readonly (Version From, Version Before) CorrectedBranch = (new(3, 50, 7), new(3, 51, 0));

    private readonly string _path;
    private readonly SqliteWriteLock _writeLock;
    private readonly SqliteCheckpoints _checkpoints;
    private IDisposable? _claim;

    public SqliteEngine(string path, SqliteWriteLock writeLock)
    {
        (_path, _writeLock) = (Path.GetFullPath(path), writeLock);
        _checkpoints = new SqliteCheckpoints(_path, writeLock);
    }

    public override string Place => _path;

    public override IReadOnlyList<(string Key, object?[] Args)> Warnings => [.. EngineWarnings(), .. SpaceWarnings()];

    public static bool HasResetBug(Version engine) =>
        engine < Corrected && !(engine >= CorrectedBranch.From && engine < CorrectedBranch.Before);

    public override IDisposable Claim()
    {
        var folder = FileTurn.FolderOf(_path);
        var nameplate = Path.Combine(folder, "process");
        if (FileTurn.TryHold(folder, "program") is not { } claim)
        {
            throw new DatabaseTakenException(_path, File.Exists(nameplate) ? File.ReadAllText(nameplate) : "?");
        }

        File.WriteAllText(nameplate, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        _claim = claim;
        return claim;
    }

    public override async Task<bool> CanWriteAsync(CancellationToken cancel = default)
    {
        using var turn = await _writeLock.TakeAsync(cancel);
        return !new FileInfo(_path).IsReadOnly;
    }

    public override Task<Backup> BackUpAsync(CrmDbContext db, string file, CancellationToken cancel = default) =>
        Path.GetFullPath(file) == _path
            ? throw new BackupException("Operations.BackupIntoItself", file)
            : BackupFile.MakeAsync(file, async part =>
            {
                await using var source = new SqliteConnection(SqliteOptions.ConnectionString(_path));
                await using var target = new SqliteConnection($"Data Source={part};Pooling=False");
                await source.OpenAsync(cancel);
                SqlitePragmas.Set(source);
                source.BackupDatabase(target);
            }, cancel);

    public override async Task<string?> RestoreAsync(CrmDbContext db, string file, DateTime now, CancellationToken cancel = default)
    {
        await BackupFile.VerifyAsync(file, cancel);
        await BackupFile.CompareSumAsync(file, cancel);
        await BackupFile.RefuseOtherSchemaAsync(file, db, cancel);
        using var claim = Claim();
        return await SqliteRestore.RunAsync(file, _path, _checkpoints, now, cancel);
    }

    public override async Task<IReadOnlyList<string>> TroublesAsync(CrmDbContext db, CancellationToken cancel = default) =>
    [
        .. (await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(cancel)).Where(line => line != "ok"),
        .. await db.Database.SqlQuery<string>($"SELECT \"table\" || ' ' || rowid || ' -> ' || parent AS Value FROM pragma_foreign_key_check LIMIT 20").ToListAsync(cancel),
        .. await SearchTroublesAsync(db, cancel),
    ];

    public override Task RebuildSearchAsync(CrmDbContext db, CancellationToken cancel = default) =>
        db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(SqliteSearch.Rebuild, cancel), cancel);

    /// <summary>Compares each full-text index with its table, row by row.</summary>
    private static async Task<IReadOnlyList<string>> SearchTroublesAsync(CrmDbContext db, CancellationToken cancel)
    {
        var troubles = new List<string>();
        foreach (var (search, compare) in SqliteSearch.Comparisons)
        {
            try
            {
                await db.Database.ExecuteSqlRawAsync(compare, cancel);
            }
            catch (SqliteException broken) when (broken.SqliteErrorCode == 11)
            {
                troubles.Add($"{search}: {broken.Message}");
            }
        }

        return troubles;
    }

    public override async Task CareAsync(CancellationToken cancel = default)
    {
        await _checkpoints.RunAsync("PRAGMA optimize=0x10002", cancel);
        await _checkpoints.TruncateAsync(cancel);
    }

    /// <summary>The program that serves leaves one file behind, with an empty log; while somebody else writes, the log stays for the next one.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _checkpoints.DisposeAsync();
        if (_claim is null)
        {
            return;
        }

        try
        {
            await _checkpoints.TruncateAsync(CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Whoever opens the database next reads the log first.
        }
        finally
        {
            _claim.Dispose();
        }
    }

    private static IEnumerable<(string Key, object?[] Args)> EngineWarnings()
    {
        using var memory = new SqliteConnection();
        var version = memory.ServerVersion;
        return HasResetBug(Version.Parse(version)) ? [("Operations.EngineInBugsRange", [version])] : [];
    }

    private IEnumerable<(string Key, object?[] Args)> SpaceWarnings()
    {
        var free = new DriveInfo(Path.GetDirectoryName(_path) ?? "/").AvailableFreeSpace;
        return free < LittleSpace ? [("Operations.LittleSpace", [free >> 20])] : [];
    }
}
