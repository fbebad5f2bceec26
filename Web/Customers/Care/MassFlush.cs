using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations;

namespace SiCrm.Web.Customers.Care;

/// <summary>Writes down from time to time what <see cref="MassWatch"/> has counted.</summary>
public sealed class MassFlush(IServiceScopeFactory scopes, MassWatch watch, TimeProvider clock, ILogger<MassFlush> log) : LingeringService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);

    public async Task FlushAsync(CancellationToken cancel = default)
    {
        if (watch.Take() is not { Count: > 0 } additions)
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
            foreach (var alarm in await db.CountMassAsync(additions, Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time), cancel))
            {
                log.LogWarning("Person {Person} is beyond the limit of {Kind} in an hour: {Count}", alarm.PersonId, alarm.Kind, alarm.Count);
            }
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            watch.PutBack(additions);
            log.LogWarning(trouble, "What was seen and exported could not be written down this time");
        }
    }

    protected override Task FinishAsync(CancellationToken cancel) => FlushAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(Round, clock);
        while (await round.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
        }
    }
}
