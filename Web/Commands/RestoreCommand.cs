using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Puts a backup in the place of the database, whose old content is kept aside.</summary>
internal sealed class RestoreCommand(CrmDbContext db, DatabaseEngine engine, TimeProvider clock, Words T) : Command
{
    public override string Verb => "restore";

    public override string Syntax => "FILE";

    public override DatabaseNeed Needs => DatabaseNeed.None;

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        var file = args.Place(0, "FILE");
        var aside = await engine.RestoreAsync(db, file, clock.GetUtcNow().UtcDateTime, cancel);
        Console.Out.WriteLine(aside is null ? T["Commands.Restored", file, engine.Place] : T["Commands.RestoredKeeping", file, engine.Place, aside]);
        return ExitCode.Success;
    }
}
