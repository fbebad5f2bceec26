using SiCrm.Infrastructure.Operations.Mail;

namespace SiCrm.Web.Operations.Mail;

/// <summary>
/// Mail goes out through <c>Mail:Host</c>; on a developer's machine without one it lies in a folder. Without either it waits.
/// </summary>
public static class MailSetup
{
    public static IServiceCollection AddCrmMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => MailSettings.Of(configuration, FolderOf(provider, configuration)));
        services.AddScoped<Outbox>().AddSingleton<MailSender>();
        if (configuration.GetValue("Jobs:Run", true))
        {
            services.AddHostedService<MailRounds>();
        }

        return services;
    }

    /// <summary>Beside the database.</summary>
    private static string? FolderOf(IServiceProvider services, IConfiguration configuration) =>
        services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(configuration["Database:Path"]) ?? ".", "mails")) : null;
}

/// <summary>Sends what is due, some times a minute: somebody may be waiting for his link.</summary>
internal sealed class MailRounds(MailSender sender, ILogger<MailRounds> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sender.SendDueAsync(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(trouble, "The outbox could not be looked through this time");
            }
        }
    }
}
