using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Operations;

/// <summary>Notices what the command line or another node changed in the company's settings, calendar and policy.</summary>
public sealed class CompanyWatch(IServiceScopeFactory scopes, Company company, TimeProvider clock, ILogger<CompanyWatch> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    public async Task LookAsync(CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var before = company.Settings;
        await db.ReadCompanyAsync(cancel);
        if (company.Settings == before)
        {
            return;
        }

        log.LogInformation("The company's settings were changed elsewhere");
        if (company.Settings.TimeZone != before.TimeZone)
        {
            // What this program wrote in the meantime was cut in the old zone.
            await db.RebuildRollupsAsync(cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var round = new PeriodicTimer(Round, clock);
        while (await round.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(trouble, "The company's settings could not be read again this time");
            }
        }
    }
}
