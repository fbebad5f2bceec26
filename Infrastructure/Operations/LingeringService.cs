using Microsoft.Extensions.Hosting;

namespace SiCrm.Infrastructure.Operations;

/// <summary>Works beside the requests, and once more when the program ends; whoever ends it, and however often, waits for that last work.</summary>
public abstract class LingeringService : BackgroundService
{
    private readonly Lock _gate = new();
    private Task? _end;

    public sealed override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _end ??= EndAsync(cancellationToken);
        }
    }

    /// <summary>What is left to do when nothing new can come.</summary>
    protected abstract Task FinishAsync(CancellationToken cancel);

    private async Task EndAsync(CancellationToken cancel)
    {
        await base.StopAsync(cancel);
        await FinishAsync(cancel);
    }
}
