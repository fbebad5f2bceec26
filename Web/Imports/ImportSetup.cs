using SiCrm.Infrastructure.Imports;

namespace SiCrm.Web.Imports;

public static class ImportSetup
{
    public static IServiceCollection AddCrmImports(this IServiceCollection services) => services
        .AddSingleton<ImportSignal>()
        .AddScoped<ImportWork>()
        .AddHostedService<ImportWorker>();
}
