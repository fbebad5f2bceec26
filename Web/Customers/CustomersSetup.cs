using SiCrm.Infrastructure.Customers;
using SiCrm.Web.Customers.Picking;

namespace SiCrm.Web.Customers;

/// <summary><c>Files:Folder</c> says where the files of customers lie; beside the database where nothing is said.</summary>
public static class CustomersSetup
{
    public static IServiceCollection AddCrmCustomers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new FileStore(
            configuration["Files:Folder"] ?? Path.Combine(Path.GetDirectoryName(configuration["Database:Path"]) ?? ".", "files")));
        services.AddScoped<CustomerNames>();
        return services;
    }
}
