using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Makes a backup and opens it to see that it is good; the program may serve meanwhile.</summary>
internal sealed class BackupCommand(CrmDbContext db, DatabaseEngine engine, Words T) : Command
{
    public override string Verb => "backup";

    public override string Syntax => "FILE";

    public override DatabaseNeed Needs => DatabaseNeed.Existing;

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        var backup = await engine.BackUpAsync(db, args.Place(0, "FILE"), cancel);
        Console.Out.WriteLine(T["Commands.BackedUp", backup.File, backup.Bytes, backup.Sha256]);
        foreach (var (table, rows) in backup.Tables)
        {
            Console.Out.WriteLine($"{table}\t{rows}");
        }

        return ExitCode.Success;
    }
}
