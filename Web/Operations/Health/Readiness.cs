using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Operations.Health;

/// <summary>What a look found; words for machines.</summary>
public sealed record Findings(IReadOnlyList<string> Troubles, IReadOnlyList<string> Warnings)
{
    public bool IsReady => Troubles.Count == 0;
}

/// <summary>Whether the program can work: the database opens, has this program's schema, and can be written. However many ask, it looks once a second.</summary>
public sealed class Readiness(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateTimeOffset At, Findings Found)? _last;

    public async Task<Findings> LookAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_last is not { } last || clock.GetUtcNow() - last.At is var age && (age >= Kept || age < TimeSpan.Zero))
            {
                last = (clock.GetUtcNow(), await FindAsync());
                _last = last;
            }

            return last.Found;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Findings> FindAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, engine) = (scope.ServiceProvider.GetRequiredService<CrmDbContext>(), scope.ServiceProvider.GetRequiredService<DatabaseEngine>());
        using var patience = new CancellationTokenSource(Patience, clock);
        var trouble = await TroubleAsync("database", async () =>
                !await db.Database.CanConnectAsync(patience.Token) ? "database" : await db.IsCurrentAsync(patience.Token) ? null : "schema")
            ?? await TroubleAsync("writer", async () => await engine.CanWriteAsync(patience.Token) ? null : "writer");
        return new Findings(trouble is null ? [] : [trouble], [.. Warnings(engine)]);
    }

    private async Task<string?> TroubleAsync(string name, Func<Task<string?>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception trouble)
        {
            log.LogWarning("Not ready, {Trouble}: {Reason}", name, trouble.GetBaseException().Message);
            return name;
        }
    }

    /// <summary>The names of the texts say it to machines.</summary>
    private static IEnumerable<string> Warnings(DatabaseEngine engine)
    {
        try
        {
            return engine.Warnings.Select(warning => warning.Key.Split('.')[^1]).ToList();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
