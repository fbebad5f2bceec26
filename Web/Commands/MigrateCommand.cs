using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Brings the database to this program's schema.</summary>
internal sealed class MigrateCommand(CrmDbContext db, DatabaseEngine engine, Words T) : Command
{
    public override string Verb => "migrate";

    public override string Syntax => "";

    public override DatabaseNeed Needs => DatabaseNeed.None;

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(0);
        var pending = await db.Database.CanConnectAsync(cancel)
            ? (await db.Database.GetPendingMigrationsAsync(cancel)).Count()
            : db.Database.GetMigrations().Count();
        using var claim = pending > 0 ? engine.Claim() : null;
        await db.MigrateAsync(cancel);
        Console.Out.WriteLine(T["Commands.Migrated", pending]);
        return ExitCode.Success;
    }
}
