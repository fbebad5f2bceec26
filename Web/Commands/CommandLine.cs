using System.Text;
using Microsoft.Extensions.Logging.Console;
using SiCrm.Web.Imports;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>The web program called with a verb: composed as for the pages, but it serves nothing and logs warnings only, to standard error.</summary>
public static class CommandLine
{
    public static bool IsCalledBy(IReadOnlyList<string> args) =>
        args is [{ Length: > 0 } first, ..] && (first[0] != '-' || CommandRunner.IsHelp(first));

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var builder = WebApplication.CreateBuilder(ProgramFolder.OptionsOf([]));
        builder.PlaceDatabase();
        builder.Configuration["Database:PatienceSeconds"] ??= "60";
        // One connection at work: what it fills or reads stays at hand.
        builder.Configuration["Database:CacheMegabytes"] ??= "128";
        builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Warning;
            options.Rules.Add(new LoggerFilterRule(null, "Microsoft.EntityFrameworkCore", LogLevel.None, null));
        });
        builder.Services.AddCrm(builder.Configuration);
        builder.Services.AddCommands();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandRunner>().RunAsync(args);
    }

    /// <summary>Every verb; a new one is a class and a line here.</summary>
    private static void AddCommands(this IServiceCollection services)
    {
        services.AddScoped<CommandRunner>();
        services.AddScoped<DatabaseGate>();
        services.AddScoped<Command, MigrateCommand>();
        services.AddScoped<Command, SettingsCommand>();
        services.AddScoped<Command, ImportCommand>();
        services.AddScoped<Command, UserCommand>();
        services.AddScoped<Command, SeedCommand>();
        services.AddScoped<Command, ReportCommand>();
        services.AddScoped<Command, BackupCommand>();
        services.AddScoped<Command, RestoreCommand>();
        services.AddScoped<Command, CheckCommand>();
    }
}
