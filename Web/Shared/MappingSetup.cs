namespace SiCrm.Web.Shared;

/// <summary>AutoMapper, for flat rows only. Its key comes from the configuration, never from the code.</summary>
internal static class MappingSetup
{
    public static IServiceCollection AddCrmMapping(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAutoMapper(mapping => mapping.LicenseKey = configuration["AutoMapper:LicenseKey"], typeof(MappingSetup).Assembly);
}
