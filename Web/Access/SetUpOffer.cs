using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>Prints the one-time address of the set-up when nobody administers the program yet.</summary>
internal sealed class SetUpOffer(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, PublicAddress site)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var token = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().OfferSetUpAsync(cancellationToken);
        if (token is not null)
        {
            lifetime.ApplicationStarted.Register(() => Console.WriteLine(
                $"\nNobody administers this program yet. Create the administrator at\n\n    {site.Of($"/set-up?token={token}")}\n\nThe address works until that is done, or until the next start.\n"));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
