using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class StatementCountSpecs(Worlds.Worlds worlds, ITestOutputHelper output) : IClassFixture<Worlds.Worlds>
{
    private const int Most = 6;

    /// <summary>What the sign-in of a test asks, which a cookie does not.</summary>
    private static readonly string[] SignIn = ["\"Accounts\"", "\"AspNet", "\"ManagerId\"", "SecondFactorRoles"];

    [Theory]
    [EveryDatabase("/leads", WorldPeople.Coordinator)]
    [EveryDatabase("/leads", WorldPeople.Rep)]
    [EveryDatabase("/leads?sort=Amount", WorldPeople.Manager)]
    [EveryDatabase("/leads?sort=NextDue&q=Green", WorldPeople.Coordinator)]
    [EveryDatabase("/leads/1", WorldPeople.Coordinator)]
    [EveryDatabase("/leads/1/facts", WorldPeople.Coordinator)]
    [EveryDatabase("/leads/1/decisions", WorldPeople.Coordinator)]
    [EveryDatabase("/my/leads", WorldPeople.Rep)]
    [EveryDatabase("/desk/triage", WorldPeople.Coordinator)]
    [EveryDatabase("/desk/stale", WorldPeople.Coordinator)]
    [EveryDatabase("/desk/stale", WorldPeople.Manager)]
    [EveryDatabase("/", WorldPeople.Coordinator)]
    [EveryDatabase("/", WorldPeople.Rep)]
    [EveryDatabase("/", WorldPeople.Manager)]
    [EveryDatabase("/", WorldPeople.GeneralManager)]
    [EveryDatabase("/lead-forms", WorldPeople.Coordinator)]
    [EveryDatabase("/leads/1/fields/plan", WorldPeople.Coordinator)]
    public async Task A_page_takes_at_most_six_statements(DatabaseKind kind, string address, string person)
    {
        var world = await WithLeadsAsync(kind);
        var visitor = world.Visit(person);
        await visitor.GetAsync(address);
        using var statements = new Statements(world);

        var page = await visitor.GetAsync(address);

        var own = statements.Sent.Where(sql => !SignIn.Any(mark => sql.Contains(mark, StringComparison.Ordinal))).ToList();
        output.WriteLine($"{own.Count} {address} {person}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(own.Count is >= 1 and <= Most, $"{own.Count}:\n{string.Join("\n\n", own)}");
    }

    private async Task<World> WithLeadsAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (!db.Leads.Any())
        {
            await world.LeadAsync(LeadStatus.Working);
            foreach (var status in Enum.GetValues<LeadStatus>())
            {
                await world.LeadAsync(status);
            }
        }

        return world;
    }
}
