using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Prints or changes the company's settings.</summary>
internal sealed class SettingsCommand(CrmDbContext db, Auditor audit, Company company, Words T) : Command
{
    public override string Verb => "settings";

    public override string Syntax => "get [KEY]\nset KEY VALUE";

    public override Task<int> RunAsync(Arguments args, CancellationToken cancel) => args.Place(0, "get|set") switch
    {
        "get" => Task.FromResult(Get(args)),
        "set" => SetAsync(args, cancel),
        var other => throw new WrongUse("Commands.TooMuch", other),
    };

    private int Get(Arguments args)
    {
        args.AtMost(2);
        if (args.PlaceOrNull(1) is { } key)
        {
            Console.Out.WriteLine(company.Settings.Get(Known(key)));
            return ExitCode.Success;
        }

        foreach (var name in CompanySettings.Keys)
        {
            Console.Out.WriteLine($"{name}={company.Settings.Get(name)}");
        }

        return ExitCode.Success;
    }

    private async Task<int> SetAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(3);
        var (key, value) = (Known(args.Place(1, "KEY")), args.Place(2, "VALUE"));
        audit.Note(AuditKind.SettingsChanged, details: AuditDetails.Of(new AuditChange(key, company.Settings.Get(key), value)));
        return await db.SetAsync(key, value, cancel)
            ? ExitCode.Success
            : throw new WrongUse("Commands.NotAValue", value, key, T[$"Commands.Values.{key}"]);
    }

    private static string Known(string key) =>
        CompanySettings.Keys.FirstOrDefault(known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase))
        ?? throw new WrongUse("Commands.UnknownKey", key, string.Join(", ", CompanySettings.Keys));
}
