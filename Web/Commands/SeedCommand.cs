using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Demo;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Fills an empty database: with the demonstration company, or with as many leads as a benchmark wants.</summary>
internal sealed class SeedCommand(CrmDbContext db, TimeProvider clock, Words T) : Command
{
    public override string Verb => "seed";

    public override string Syntax => "demo";

    public override Task<int> RunAsync(Arguments args, CancellationToken cancel) => args.Place(0, "demo") switch
    {
        "demo" => DemoAsync(args, cancel),
        var other => throw new WrongUse("Commands.TooMuch", other),
    };

    private async Task<int> DemoAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        if (!await DemoCompany.SeedAsync(db, clock.GetUtcNow().UtcDateTime, cancel))
        {
            throw new CommandFailed("Commands.NotEmpty");
        }

        Console.Out.WriteLine(T["Commands.Seeded"]);
        return ExitCode.Success;
    }
}
