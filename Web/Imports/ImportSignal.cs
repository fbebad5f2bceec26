using System.Threading.Channels;

namespace SiCrm.Web.Imports;

/// <summary>Wakes the worker of this process when a page has begun something.</summary>
internal sealed class ImportSignal
{
    private readonly Channel<long> _told = Channel.CreateUnbounded<long>();

    public void Tell(long importId) => _told.Writer.TryWrite(importId);

    /// <summary>The next import that was told of; null when none was in that time.</summary>
    public async Task<long?> WaitAsync(TimeSpan time, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(time);
        try
        {
            return await _told.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
