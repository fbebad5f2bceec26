using SiCrm.Infrastructure.Customers.Continuity;

namespace SiCrm.Web.Customers.Care;

/// <summary>What watches over the customers is made of.</summary>
public static class CareSetup
{
    public static IServiceCollection AddCustomerCare(this IServiceCollection services)
    {
        services.AddSingleton<MassWatch>();
        services.AddSingleton<MassFlush>();
        services.AddHostedService(provider => provider.GetRequiredService<MassFlush>());
        return services;
    }
}
