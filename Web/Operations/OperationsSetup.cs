using Microsoft.AspNetCore.Mvc;
using Quartz;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Web.Operations.Health;
using SiCrm.Web.Operations.Jobs;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Reports.Schedules;

namespace SiCrm.Web.Operations;

/// <summary>
/// What the program does by itself while it serves. <c>Jobs:Run=false</c> leaves the jobs to another node,
/// <c>Backups:Nightly=false</c> the backups to somebody else; <c>Backups:Folder</c> and <c>Backups:Keep</c> say where and how many.
/// </summary>
public static class OperationsSetup
{
    private const int KeptBackups = 14;

    public static IServiceCollection AddCrmOperations(this IServiceCollection services, IConfiguration configuration)
    {
        var backups = new BackupFolder(FolderOf(configuration), configuration.GetValue("Backups:Keep", KeptBackups));
        services.AddSingleton(backups);
        services.AddSingleton<ReportMaker>().AddSingleton<ReportMailing>().AddSingleton<ReportMakings>().AddSingleton<ReportNames>();
        services.Configure<MvcOptions>(options => options.Filters.Add<ReportAddressFilter>());
        services.AddSingleton<IReadOnlyList<Job>>(provider =>
            [.. CompanyJobs.All(configuration.GetValue("Backups:Nightly", true) ? backups : null), ReportMailing.Job(provider)]);
        services.AddSingleton<JobRunner>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<CompanyWatch>();
        services.AddHostedService<NativeHeap>();
        if (configuration.GetValue("Jobs:Run", true))
        {
            services.AddQuartz(JobRounds.Schedule);
            services.AddQuartzHostedService(options => (options.WaitForJobsToComplete, options.AwaitApplicationStarted) = (true, true));
        }

        return services;
    }

    /// <summary>Beside the database where nothing else is said.</summary>
    private static string FolderOf(IConfiguration configuration) => Path.GetFullPath(
        configuration["Backups:Folder"] ?? Path.Combine(Path.GetDirectoryName(configuration["Database:Path"]) ?? ".", "backups"));
}
