using System.Globalization;
using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>Puts a backup in the place of the database; at every moment one of the two is there as a whole.</summary>
internal static class SqliteRestore
{
    /// <returns>Where the old file lies now; null when there was none.</returns>
    public static async Task<string?> RunAsync(string file, string path, SqliteCheckpoints checkpoints, DateTime now, CancellationToken cancel)
    {
        var fresh = path + ".restoring";
        File.Copy(file, fresh, overwrite: true);
        await BackupFile.FlushAsync(fresh);
        if (!File.Exists(path))
        {
            File.Move(fresh, path);
            return null;
        }

        await checkpoints.TruncateAsync(cancel);
        SqliteOptions.ClearPool(path);
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
        {
            throw new DatabaseTakenException(path, "?");
        }

        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.before-restore-{now:yyyyMMdd-HHmmss}");
        File.Replace(fresh, path, aside);
        return aside;
    }
}
