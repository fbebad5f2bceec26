using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using Person = SiCrm.Domain.Access.Person;

namespace SiCrm.Infrastructure.Demo;

/// <summary>
/// Some forty people in four regions. The mail addresses tell the seat: <c>coordinator@demo.example</c>,
/// <c>east1.rep2@demo.example</c>. Nobody has a password: Development signs in by a click, elsewhere one is set.
/// </summary>
internal sealed class DemoCast
{
    private const string Mail = "demo.example";

    /// <summary>The sales teams of the demonstration company: some forty people with those around them.</summary>
    public static readonly IReadOnlyList<SalesTeam> Company =
        [new("East", "East 1", 5), new("East", "East 2", 4), new("North", "North 1", 5), new("South", "South 1", 5), new("West", "West 1", 4)];

    /// <summary>The sales teams of a group of companies: with five in each of the four regions two hundred people with those around them, with twelve five hundred.</summary>
    public static IReadOnlyList<SalesTeam> Group(int teamsOfRegion) =>
        [.. from region in (string[])["East", "North", "South", "West"] from i in Enumerable.Range(1, teamsOfRegion) select new SalesTeam(region, $"{region} {i}", teamsOfRegion > 9 ? 9 : 8)];

    private readonly List<Person> _people = [];

    public Dictionary<string, Region> Regions { get; } = [];

    public Dictionary<string, Team> Teams { get; } = [];

    public IReadOnlyList<Person> People => _people;

    public IEnumerable<Person> Reps => With(Role.Sales);

    public IReadOnlyList<Person> Coordinators => [.. With(Role.LeadCoordinator)];

    public List<Person> Presales => [.. With(Role.Presales)];

    /// <summary>The head of the person's team.</summary>
    public Person ManagerOf(Person rep) => With(Role.SalesManager).First(person => person.TeamId == rep.TeamId);

    public Person Seat(string seat) => _people.Single(person => person.Email == $"{seat}@{Mail}");

    public static async Task<DemoCast> HireAsync(CrmDbContext db, DemoTalk talk, IReadOnlyList<SalesTeam> teams, int presales, DateOnly since, CancellationToken cancel)
    {
        var cast = new DemoCast();
        await cast.FoundAsync(db, teams, cancel);
        cast.Hire(talk, teams, presales, since);
        db.People.AddRange(cast._people);
        await db.SaveChangesAsync(cancel);
        cast.Report();
        db.Users.AddRange(cast._people.Select(AccountOf));
        await db.SaveChangesAsync(cancel);
        return cast;
    }

    private async Task FoundAsync(CrmDbContext db, IReadOnlyList<SalesTeam> sales, CancellationToken cancel)
    {
        foreach (var name in sales.Select(team => team.Region).Distinct())
        {
            Regions[name] = new Region(name);
        }

        db.AddRange(Regions.Values);
        await db.SaveChangesAsync(cancel);
        foreach (var (region, team, _) in sales.Concat([new("East", "Coordination", 0), new("East", "Solutions", 0), new("North", "Delivery", 0), new("South", "Service", 0)]))
        {
            Teams[team] = new Team(team, Regions[region].Id);
        }

        db.AddRange(Teams.Values);
        await db.SaveChangesAsync(cancel);
    }

    private void Hire(DemoTalk talk, IReadOnlyList<SalesTeam> sales, int presales, DateOnly since)
    {
        Add("admin", null, Role.Administrator);
        Add("gm", null, Role.GeneralManager);
        Add("coordinator", "Coordination", Role.LeadCoordinator);
        Add("coordinator2", "Coordination", Role.LeadCoordinator);
        Add("coordinator3", "Coordination", Role.LeadCoordinator);
        foreach (var (_, team, reps) in sales)
        {
            var seat = team.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            Add($"{seat}.manager", team, Role.SalesManager);
            for (var i = 1; i <= reps; i++)
            {
                Add($"{seat}.rep{i}", team, Role.Sales);
            }
        }

        (string Seat, string? Team, Role Role)[] others =
        [
            .. Enumerable.Range(1, presales).Select(i => (i == 1 ? "presales" : $"presales{i}", (string?)"Solutions", Role.Presales)),
            ("project", "Delivery", Role.ProjectManager), ("project2", "Delivery", Role.ProjectManager), ("service.manager", "Service", Role.ServiceManager),
            ("service", "Service", Role.ServiceEngineer), ("service2", "Service", Role.ServiceEngineer), ("rnd", null, Role.RnD), ("finance", null, Role.Finance),
        ];
        Array.ForEach(others, one => Add(one.Seat, one.Team, one.Role));

        void Add(string seat, string? team, Role role)
        {
            var person = new Person(Name(talk), $"{seat}@{Mail}", team is null ? null : Teams[team].Id, team is null ? null : Teams[team].RegionId, since, role);
            if (role == Role.Sales)
            {
                person.Learn([.. talk.Chance.ListItems([.. DemoCompanies.Industries], 2)]);
                person.Limit(80);
            }

            _people.Add(person);
        }
    }

    /// <summary>Three of four names are Chinese; nobody has the name of another.</summary>
    private string Name(DemoTalk talk)
    {
        var name = talk.Names.Of(talk.Chance.Bool(0.75f));
        return _people.Any(person => person.Name == name) ? Name(talk) : name;
    }

    private void Report()
    {
        foreach (var person in _people.Where(person => !person.Roles.Contains(Role.GeneralManager)))
        {
            person.ReportTo(person.Roles.Contains(Role.Sales) ? ManagerOf(person) : Seat("gm"));
        }
    }

    private IEnumerable<Person> With(Role role) => _people.Where(person => person.Roles.Contains(role));

    private static Account AccountOf(Person person) => new()
    {
        PersonId = person.Id, UserName = person.Email, NormalizedUserName = person.Email?.ToUpperInvariant(), Email = person.Email,
        NormalizedEmail = person.Email?.ToUpperInvariant(), SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true,
    };
}

/// <summary>So many reps and their manager.</summary>
internal sealed record SalesTeam(string Region, string Name, int Reps);
