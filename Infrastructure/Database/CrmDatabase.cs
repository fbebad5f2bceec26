using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database.Postgres;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database;

/// <summary>
/// Chooses the database by configuration: <c>Database:Provider</c> (Sqlite or Postgres), <c>Database:Path</c>,
/// <c>ConnectionStrings:Postgres</c>.
/// </summary>
public static class CrmDatabase
{
    public static IServiceCollection AddCrmDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<Company>();
        services.AddSingleton<Organisation>();
        services.AddSingleton<ForecastCache>();
        services.AddSingleton<StageDays>();
        services.AddSingleton<FunnelPast>();
        services.AddSingleton<PipelinePast>();
        services.AddSingleton<AppraisalCache>();
        return configuration["Database:Provider"] switch
        {
            null or "" or "Sqlite" => services.AddSqlite(configuration["Database:Path"] ?? "App_Data/sicrm.db", configuration.GetValue("Database:PatienceSeconds", 5), configuration.GetValue<int?>("Database:CacheMegabytes")),
            "Postgres" => services.AddPostgres(configuration.GetConnectionString("Postgres")
                ?? throw new InvalidOperationException("Database:Provider is Postgres, but ConnectionStrings:Postgres is not set.")),
            var other => throw new InvalidOperationException($"Database:Provider is '{other}'; it can be Sqlite or Postgres."),
        };
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, string path, int patience, int? cache) => services
        .AddSingleton(_ => new SqliteWriteLock(path, TimeSpan.FromSeconds(patience)))
        .AddSingleton<DatabaseEngine>(services => new SqliteEngine(path, services.GetRequiredService<SqliteWriteLock>()))
        .AddDbContext<CrmDbContext, SqliteCrmDbContext>((services, options) => options.UseCrmSqlite(path, cache).Watched(services), optionsLifetime: ServiceLifetime.Singleton);

    private static IServiceCollection AddPostgres(this IServiceCollection services, string connection) => services
        .AddSingleton<DatabaseEngine>(_ => new PostgresEngine(connection))
        .AddDbContext<CrmDbContext, PostgresCrmDbContext>((services, options) => options.UseCrmPostgres(connection).Watched(services), optionsLifetime: ServiceLifetime.Singleton);

    /// <summary>That no two threads work on one context is watched while the program is built and tested; each row that is read pays for it.</summary>
    private static void Watched(this DbContextOptionsBuilder options, IServiceProvider services) =>
        options.EnableThreadSafetyChecks(!services.GetRequiredService<IHostEnvironment>().IsProduction());
}
