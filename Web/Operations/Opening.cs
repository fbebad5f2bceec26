using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Demo;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Operations;

/// <summary>
/// What happens before the program serves: in Development the schema is brought up to date and an empty database gets the
/// demonstration company; elsewhere both are somebody's decision, and a database that doesn't fit is refused in one line.
/// </summary>
internal static class Opening
{
    public static async Task<bool> OpenAsync(this WebApplication app)
    {
        var words = app.Services.GetRequiredService<Words>();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        if (await RefusalAsync(app, db, words) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return false;
        }

        await db.ReadCompanyAsync();
        if (app.Environment.IsDevelopment())
        {
            await DemoCompany.SeedAsync(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        }

        app.Lifetime.ApplicationStarted.Register(() => Welcome(app, words));
        return true;
    }

    private static async Task<string?> RefusalAsync(WebApplication app, CrmDbContext db, Words words)
    {
        try
        {
            app.Services.GetRequiredService<DatabaseEngine>().Claim();
            if (app.Environment.IsDevelopment())
            {
                await db.MigrateAsync();
                return null;
            }

            await db.RefuseNewerSchemaAsync();
            return !await db.Database.CanConnectAsync() ? words["Commands.NoDatabase", app.Services.GetRequiredService<DatabaseEngine>().Place]
                : (await db.Database.GetPendingMigrationsAsync()).Any() ? words["Commands.OlderSchema"] : null;
        }
        catch (NewerSchemaException newer)
        {
            return words["Commands.NewerSchema", newer.Migration];
        }
        catch (DatabaseTakenException taken)
        {
            return words["Commands.DatabaseTaken", taken.Place, taken.Process];
        }
    }

    private static void Welcome(WebApplication app, Words words)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        Console.Out.WriteLine(words["Operations.Serving", address]);
        if (app.Environment.IsDevelopment())
        {
            Console.Out.WriteLine(words["Operations.SignInByClick", $"{address}/sign-in", DemoCompany.Coordinator]);
        }
    }
}
