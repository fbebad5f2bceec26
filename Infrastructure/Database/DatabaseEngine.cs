using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Infrastructure.Database;

/// <summary>What the operator of the program asks of the database, which each engine does in its own way.</summary>
public abstract class DatabaseEngine : IAsyncDisposable
{
    /// <summary>Where the data lies, for people: a file, or a server's database.</summary>
    public abstract string Place { get; }

    /// <summary>What to worry about, as keys of texts with their arguments: an engine with a known fault, a full disk.</summary>
    public abstract IReadOnlyList<(string Key, object?[] Args)> Warnings { get; }

    /// <summary>Makes this process the one that serves the database, where only one may.</summary>
    /// <exception cref="DatabaseTakenException">Another one serves it.</exception>
    public abstract IDisposable Claim();

    /// <summary>Whether a writer would get his turn, and the database takes it.</summary>
    /// <exception cref="TimeoutException">No turn came in time.</exception>
    public abstract Task<bool> CanWriteAsync(CancellationToken cancel = default);

    /// <summary>Copies the whole database, as it is at one moment, into one file; it may be in use meanwhile.</summary>
    /// <exception cref="BackupException">The copy is not good; an older file of the name stays.</exception>
    public abstract Task<Backup> BackUpAsync(CrmDbContext db, string file, CancellationToken cancel = default);

    /// <summary>Puts a backup in the place of the database, which nobody may serve meanwhile.</summary>
    /// <returns>Where the old data is kept; null when there was none.</returns>
    /// <exception cref="BackupException">The file is damaged or no backup.</exception>
    /// <exception cref="NewerSchemaException">A newer program made it.</exception>
    public abstract Task<string?> RestoreAsync(CrmDbContext db, string file, DateTime now, CancellationToken cancel = default);

    /// <summary>What the engine itself finds wrong with its files and indexes.</summary>
    public abstract Task<IReadOnlyList<string>> TroublesAsync(CrmDbContext db, CancellationToken cancel = default);

    /// <summary>Makes the full-text index anew.</summary>
    public abstract Task RebuildSearchAsync(CrmDbContext db, CancellationToken cancel = default);

    /// <summary>Nightly care: statistics for the planner, the log written back.</summary>
    public abstract Task CareAsync(CancellationToken cancel = default);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Another process serves the database.</summary>
/// <param name="process">Its id, as far as it is known.</param>
public sealed class DatabaseTakenException(string place, string process) : Exception($"{place} is served by process {process}.")
{
    public string Place { get; } = place;

    public string Process { get; } = process;
}
