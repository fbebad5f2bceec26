using Npgsql;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>A server that looks after itself; several programs may serve one database.</summary>
internal sealed class PostgresEngine(string connection) : DatabaseEngine
{
    private readonly NpgsqlConnectionStringBuilder _address = new(connection);

    public override string Place => $"{_address.Host}:{_address.Port}/{_address.Database}";

    public override IReadOnlyList<(string Key, object?[] Args)> Warnings => [];

    public override IDisposable Claim() => new MemoryStream();

    public override async Task CareAsync(CancellationToken cancel = default)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("ANALYZE", server);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
