using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Web.Leads.Desk;

/// <summary>
/// Brings all expectations to a saved policy in the background: a request does not wait for a million leads. Whatever a
/// stop left undone is found at the next start by the policy that is not applied yet.
/// </summary>
public sealed class PolicyKeeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PolicyKeeper> log) : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(0);

    public void Wake() => _changed.Release();

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ApplyAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // The nightly run brings them up as well.
                log.LogError(failed, "The reclaim expectations could not be brought to the saved policy.");
            }

            await _changed.WaitAsync(stoppingToken);
        }
    }

    private async Task ApplyAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        if (await db.ReclaimPolicies.AnyAsync(policy => policy.AppliedAt == null, cancel))
        {
            var changed = await db.ExpectAnewAsync(Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time), cancel);
            log.LogInformation("The reclaim expectations of {Leads} leads follow the saved policy.", changed);
        }
    }
}
