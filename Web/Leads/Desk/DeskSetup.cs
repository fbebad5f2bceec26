namespace SiCrm.Web.Leads.Desk;

/// <summary>What the lead desk's pages are made with.</summary>
public static class DeskSetup
{
    public static IServiceCollection AddLeadDesk(this IServiceCollection services)
    {
        services.AddScoped<TriageReader>();
        services.AddSingleton<PolicyKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PolicyKeeper>());
        return services;
    }
}
