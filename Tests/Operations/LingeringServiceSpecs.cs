using SiCrm.Infrastructure.Operations;

namespace SiCrm.Tests.Operations;

public sealed class LingeringServiceSpecs
{
    [Fact]
    public async Task Whoever_ends_it_waits_for_the_last_work_which_is_done_once()
    {
        using var service = new LastWords();
        await service.StartAsync(CancellationToken.None);

        var (one, other) = (service.StopAsync(CancellationToken.None), service.StopAsync(CancellationToken.None));
        await service.Begun.Task;
        Assert.False(one.IsCompleted || other.IsCompleted);
        service.Done.SetResult();
        await Task.WhenAll(one, other);

        Assert.Equal(1, service.Times);
    }

    private sealed class LastWords : LingeringService
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Times { get; private set; }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

        protected override Task FinishAsync(CancellationToken cancel)
        {
            Times++;
            Begun.SetResult();
            return Done.Task;
        }
    }
}
