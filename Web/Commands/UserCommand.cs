using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Commands;

/// <summary>People who may sign in: adds one, lists them, gives one a new password.</summary>
internal sealed class UserCommand(
    CrmDbContext db, UserManager<Account> users, Factors factors, Auditor audit, Company company, TimeProvider clock, Words T) : Command
{
    public override string Verb => "user";

    public override string Syntax =>
        "add EMAIL NAME --role ROLE[,ROLE] [--team TEAM] [--password PASSWORD]\nlist\nreset EMAIL [--password PASSWORD]\nfree EMAIL";

    public override IReadOnlyList<string> Options => ["role", "team", "password"];

    public override Task<int> RunAsync(Arguments args, CancellationToken cancel) => args.Place(0, "add|list|reset|free") switch
    {
        "add" => AddAsync(args, cancel),
        "list" => ListAsync(args, cancel),
        "reset" => ResetAsync(args, cancel),
        "free" => FreeAsync(args),
        var other => throw new WrongUse("Commands.TooMuch", other),
    };

    private async Task<int> AddAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(3);
        var (email, name, roles) = (args.Place(1, "EMAIL"), args.Place(2, "NAME"), RolesOf(args.Option("role")));
        var team = args.Option("team") is not { } wanted ? null
            : await db.Teams.FirstOrDefaultAsync(t => t.Name == wanted, cancel) ?? throw new CommandFailed("Commands.UnknownTeam", wanted);
        var today = company.Time.DayOf(clock.GetUtcNow().UtcDateTime);
        var password = args.Option("password") ?? NewPassword();
        await db.WriteAsync(async () =>
        {
            var person = new Person(name, email, team?.Id, team?.RegionId, today, roles);
            db.People.Add(person);
            await db.SaveChangesAsync(cancel);
            audit.Note(AuditKind.PersonAdded, person.Id);
            Succeed(await users.CreateAsync(new Account { PersonId = person.Id, UserName = email, Email = email, LockoutEnabled = true }, password));
        }, cancel);
        Tell(args, password);
        return ExitCode.Success;
    }

    private async Task<int> ListAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(1);
        var people = await db.People.AsNoTracking().Where(person => person.Email != null).OrderBy(person => person.Email).ToListAsync(cancel);
        foreach (var person in people)
        {
            Console.Out.WriteLine(string.Join('\t', person.Email, person.Name, string.Join(',', person.Roles.Order())));
        }

        return ExitCode.Success;
    }

    private async Task<int> ResetAsync(Arguments args, CancellationToken cancel)
    {
        args.AtMost(2);
        var email = args.Place(1, "EMAIL");
        var account = await users.FindByEmailAsync(email) ?? throw new CommandFailed("Commands.UnknownUser", email);
        var password = args.Option("password") ?? NewPassword();
        await db.WriteAsync(async () =>
        {
            audit.Note(AuditKind.PasswordReset, account.PersonId);
            Succeed(await users.RemovePasswordAsync(account));
            Succeed(await users.AddPasswordAsync(account, password));
            Succeed(await users.SetLockoutEndDateAsync(account, null));
            Succeed(await users.ResetAccessFailedCountAsync(account));
        }, cancel);
        Tell(args, password);
        return ExitCode.Success;
    }

    /// <summary>Takes the second factor away: the way back for the one administrator who lost phone and codes.</summary>
    private async Task<int> FreeAsync(Arguments args)
    {
        args.AtMost(2);
        var email = args.Place(1, "EMAIL");
        var account = await users.FindByEmailAsync(email) ?? throw new CommandFailed("Commands.UnknownUser", email);
        await db.WriteAsync(async () =>
        {
            await factors.TurnOffAsync(account);
            Succeed(await users.UpdateSecurityStampAsync(account));
        });
        return ExitCode.Success;
    }

    /// <summary>A password that was made here is shown, once; one that was given is not repeated.</summary>
    private void Tell(Arguments args, string password)
    {
        if (args.Option("password") is null)
        {
            Console.Out.WriteLine(T["Commands.NewPassword", password]);
        }
    }

    private static Role[] RolesOf(string? text) =>
    [
        .. (text ?? throw new WrongUse("Commands.Missing", "--role")).Split(',', StringSplitOptions.TrimEntries).Select(word =>
            Enum.TryParse<Role>(word, true, out var role) && Enum.IsDefined(role) && !int.TryParse(word, out _) ? role
            : throw new WrongUse("Commands.UnknownRole", word, string.Join(", ", Enum.GetNames<Role>()))),
    ];

    /// <summary>Letters and digits that nobody mistakes for each other, 100 bits of them.</summary>
    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20);

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new CommandFailed("Commands.AccountRefused", string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}
