using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Imports;

namespace SiCrm.Web.Imports;

/// <summary>Does what the pages begin: at once when told, and what an earlier process left unfinished.</summary>
internal sealed class ImportWorker(IServiceScopeFactory scopes, ImportSignal signal, ILogger<ImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var told = await signal.WaitAsync(Round, stoppingToken);
            foreach (var id in told is { } one ? [one] : await InterruptedAsync(stoppingToken))
            {
                await GoAsync(id, stoppingToken);
            }
        }
    }

    private async Task<List<long>> InterruptedAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await Work(scope).InterruptedAsync(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "Interrupted imports could not be looked for");
            return [];
        }
    }

    private async Task GoAsync(long id, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Work(scope).GoAsync(id, cancel);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException or DbUpdateConcurrencyException)
        {
            log.LogInformation("Import {Import} was left for another round: {Reason}", id, fault.Message);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Import {Import} failed", id);
            await FailAsync(id, cancel);
        }
    }

    private async Task FailAsync(long id, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Work(scope).FailAsync(id, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "Import {Import} could not be marked", id);
        }
    }

    private static ImportWork Work(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ImportWork>();
}
