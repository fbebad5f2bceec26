using Npgsql;
using SiCrm.Infrastructure.Database.Backups;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>A server that looks after itself; several programs may serve one database.</summary>
internal sealed class PostgresEngine(string connection) : DatabaseEngine
{
    private readonly NpgsqlConnectionStringBuilder _address = new(connection);

    public override string Place => $"{_address.Host}:{_address.Port}/{_address.Database}";

    public override IReadOnlyList<(string Key, object?[] Args)> Warnings => [];

    public override IDisposable Claim() => new MemoryStream();

    /// <summary>A standby that is not the primary yet reads only.</summary>
    public override async Task<bool> CanWriteAsync(CancellationToken cancel = default)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'", server);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    public override Task<Backup> BackUpAsync(CrmDbContext db, string file, CancellationToken cancel = default) =>
        BackupFile.MakeAsync(file, part => BackupFilling.FillAsync(db, part, cancel), cancel);

    public override async Task<string?> RestoreAsync(CrmDbContext db, string file, DateTime now, CancellationToken cancel = default)
    {
        await BackupFile.VerifyAsync(file, cancel);
        await BackupFile.CompareSumAsync(file, cancel);
        await using (var backup = new OpenBackup(file, db.Company))
        {
            await BackupFile.RefuseOtherSchemaAsync(file, backup.Db, cancel);
        }

        await RefuseWhileServedAsync(cancel);
        return await PostgresRestore.RunAsync(file, db, now, cancel);
    }

    /// <summary>Foreign keys and indexes are the server's own care.</summary>
    public override Task<IReadOnlyList<string>> TroublesAsync(CrmDbContext db, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public override Task RebuildSearchAsync(CrmDbContext db, CancellationToken cancel = default) => Task.CompletedTask;

    private async Task RefuseWhileServedAsync(CancellationToken cancel)
    {
        await using var server = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(server);
        try
        {
            await server.OpenAsync(cancel);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "SELECT min(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()", server);
        if (await command.ExecuteScalarAsync(cancel) is string other)
        {
            throw new DatabaseTakenException(Place, other);
        }
    }

    public override async Task CareAsync(CancellationToken cancel = default)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("ANALYZE", server);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
