using System.Globalization;

namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>The folder of the backups that the program makes by itself or at a click; the newest stay.</summary>
public sealed class BackupFolder(string path, int keep)
{
    private const string Pattern = "sicrm-*.db";

    public string Path { get; } = path;

    public int Keep { get; } = keep;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<KeptBackup> Kept => !Directory.Exists(Path) ? [] :
    [
        .. new DirectoryInfo(Path).EnumerateFiles(Pattern).OrderByDescending(file => file.LastWriteTimeUtc)
            .Select(file => new KeptBackup(file.Name, file.Length, file.LastWriteTimeUtc, File.Exists(BackupFile.SumFile(file.FullName)))),
    ];

    public KeptBackup? Newest => Kept is [var newest, ..] ? newest : null;

    /// <summary>Makes the backup of a night; a second one of the same night takes the first one's place.</summary>
    public Task<Backup> AddAsync(CrmDbContext db, DatabaseEngine engine, DateOnly night, CancellationToken cancel = default) =>
        AddAsync(db, engine, night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancel);

    /// <summary>Makes one now.</summary>
    /// <param name="local">By the company's clock.</param>
    public Task<Backup> AddAsync(CrmDbContext db, DatabaseEngine engine, DateTime local, CancellationToken cancel = default) =>
        AddAsync(db, engine, local.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture), cancel);

    private async Task<Backup> AddAsync(CrmDbContext db, DatabaseEngine engine, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var backup = await engine.BackUpAsync(db, System.IO.Path.Combine(Path, $"sicrm-{name}.db"), cancel);
        foreach (var old in Kept.Skip(Keep))
        {
            var file = System.IO.Path.Combine(Path, old.Name);
            File.Delete(file);
            File.Delete(BackupFile.SumFile(file));
        }

        return backup;
    }
}

/// <param name="IsVerified">It was opened and found whole when it was made, and its checksum lies beside it.</param>
public sealed record KeptBackup(string Name, long Bytes, DateTime At, bool IsVerified);
