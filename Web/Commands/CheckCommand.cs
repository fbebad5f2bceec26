using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Operations;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Checks what must hold of the data; can first make anew what is derived from the history.</summary>
internal sealed class CheckCommand(CrmDbContext db, DatabaseEngine engine, TimeProvider clock, Words T) : Command
{
    public override string Verb => "check";

    public override string Syntax => "[--rebuild]";

    public override IReadOnlyList<string> Flags => ["rebuild"];

    public override DatabaseNeed Needs => DatabaseNeed.Existing;

    public override async Task<int> RunAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(0);
        if (args.Has("rebuild"))
        {
            await RebuildAsync(cancel);
        }

        var findings = await DataCheck.FindAsync(db, engine, cancel);
        foreach (var finding in findings)
        {
            Console.Out.WriteLine(T[finding.Key, finding.Detail]);
        }

        Console.Out.WriteLine(T["Commands.Checked", findings.Count]);
        return findings.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task RebuildAsync(CancellationToken cancel)
    {
        await db.RebuildRollupsAsync(cancel);
        await engine.RebuildSearchAsync(db, cancel);
        await db.RebuildIndustriesAsync(cancel);
        await db.ExpectAnewAsync(Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time), cancel);
    }
}
