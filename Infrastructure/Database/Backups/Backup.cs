namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>What a backup holds, as found by opening it.</summary>
/// <param name="Sha256">Of the file; also written beside it, so that a restore can compare.</param>
/// <param name="Tables">How many rows each table has.</param>
public sealed record Backup(string File, long Bytes, string Sha256, IReadOnlyDictionary<string, long> Tables);

/// <summary>A file is no good backup, or can't be restored here; the key names the text that says why.</summary>
public sealed class BackupException(string key, params object?[] args) : Exception($"{key} {string.Join(' ', args)}")
{
    public string Key { get; } = key;

    public IReadOnlyList<object?> Args { get; } = args;
}
