using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Tests.Worlds;

/// <summary>The people of every test: two teams in the East, one in the West, the lead desk and the management.</summary>
public static class WorldPeople
{
    public const string Coordinator = "Lena Coordinator";
    public const string Manager = "Max Manager";
    public const string Rep = "Sam Sales";
    public const string Colleague = "Sue Sales";
    public const string Stranger = "Will West";
    public const string GeneralManager = "Gina General";
    public const string Administrator = "Adam Admin";
    public const string Presales = "Pia Presales";

    private static readonly DateOnly Since = new(2025, 1, 1);

    internal static async Task SettleAsync(CrmDbContext db)
    {
        Region east = new("East"), west = new("West");
        db.AddRange(east, west);
        await db.SaveChangesAsync();
        Team eastOne = new("East 1", east.Id), westOne = new("West 1", west.Id), desk = new("Lead desk team", east.Id);
        db.AddRange(eastOne, westOne, desk);
        await db.SaveChangesAsync();
        db.People.AddRange(
            One(Coordinator, desk, Role.LeadCoordinator),
            One(Manager, eastOne, Role.SalesManager),
            One(Rep, eastOne, Role.Sales),
            One(Colleague, eastOne, Role.Sales),
            One(Stranger, westOne, Role.Sales),
            One(Presales, westOne, Role.Presales),
            new Person(GeneralManager, "gina.general@example.com", null, null, Since, Role.GeneralManager),
            new Person(Administrator, "adam.admin@example.com", null, null, Since, Role.Administrator));
        await db.SaveChangesAsync();
        foreach (var person in db.People.Local)
        {
            db.Users.Add(new Account
            {
                PersonId = person.Id, UserName = person.Email, NormalizedUserName = person.Email?.ToUpperInvariant(), Email = person.Email,
                NormalizedEmail = person.Email?.ToUpperInvariant(), SecurityStamp = "stamp", LockoutEnabled = true,
            });
        }

        await db.SaveChangesAsync();
    }

    private static Person One(string name, Team team, Role role) => new(
        name, name.ToLowerInvariant().Replace(' ', '.') + "@example.com", team.Id, team.RegionId, Since, role);
}
