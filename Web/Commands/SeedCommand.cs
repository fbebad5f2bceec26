using System.Globalization;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Demo;
using SiCrm.Infrastructure.Demo.Scale;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Fills an empty database: with the demonstration company, or with as many leads as a benchmark wants.</summary>
internal sealed class SeedCommand(CrmDbContext db, TimeProvider clock, Words T) : Command
{
    public override string Verb => "seed";

    public override string Syntax => "demo\nscale --leads N [--sales]";

    public override IReadOnlyList<string> Options => ["leads"];

    public override IReadOnlyList<string> Flags => ["sales"];

    public override Task<int> RunAsync(Arguments args, CancellationToken cancel) => args.Place(0, "demo|scale") switch
    {
        "demo" => DemoAsync(args, cancel),
        "scale" => ScaleAsync(args, cancel),
        var other => throw new WrongUse("Commands.TooMuch", other),
    };

    private async Task<int> DemoAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        if (args.Option("leads") is not null || args.Has("sales"))
        {
            throw new WrongUse("Commands.UnknownOption", args.Has("sales") ? "--sales" : "--leads");
        }

        if (!await DemoCompany.SeedAsync(db, clock.GetUtcNow().UtcDateTime, cancel))
        {
            throw new CommandFailed("Commands.NotEmpty");
        }

        Console.Out.WriteLine(T["Commands.Seeded"]);
        return ExitCode.Success;
    }

    private async Task<int> ScaleAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        var leads = args.Number("leads", 1) ?? throw new WrongUse("Commands.Missing", "--leads");
        var begun = clock.GetTimestamp();
        var count = await ScaleCompany.SeedAsync(db, leads, args.Has("sales"), clock.GetUtcNow().UtcDateTime, cancel) ?? throw new CommandFailed("Commands.NotEmpty");
        var seconds = clock.GetElapsedTime(begun).TotalSeconds;
        Console.Out.WriteLine(T[
            "Commands.SeededScale", count.Leads, count.Events, count.Rows, seconds.ToString("0.0", CultureInfo.InvariantCulture), (long)(count.Rows / seconds)]);
        return ExitCode.Success;
    }
}
