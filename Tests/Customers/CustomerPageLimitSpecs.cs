using System.Net;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

/// <summary>What a page may cost: statements of the database, and bytes on the way.</summary>
public sealed class CustomerPageLimitSpecs(Worlds.Worlds worlds, ITestOutputHelper output) : IClassFixture<Worlds.Worlds>
{
    private const int MostStatements = 6;
    private const int MostBytes = 60_000;

    /// <summary>What the sign-in of a test asks, which a cookie does not.</summary>
    private static readonly string[] SignIn = ["\"Accounts\"", "\"AspNet", "\"ManagerId\""];

    [Theory]
    [EveryDatabase("/customers", WorldPeople.Coordinator)]
    [EveryDatabase("/customers", WorldPeople.Rep)]
    [EveryDatabase("/customers?sort=LastTouch&q=Unit&parent=1", WorldPeople.Manager)]
    [EveryDatabase("/customers/filter", WorldPeople.Manager)]
    [EveryDatabase("/customers/2", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/facts", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/people", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/group", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/history", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/files", WorldPeople.Rep)]
    [EveryDatabase("/customers/categories", WorldPeople.Administrator)]
    [EveryDatabase("/", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/edit", WorldPeople.Rep)]
    [EveryDatabase("/customers/new?parent=1", WorldPeople.Rep)]
    [EveryDatabase("/customers/2/touches/new", WorldPeople.Rep)]
    public async Task A_page_takes_at_most_six_statements(DatabaseKind kind, string address, string person)
    {
        var world = await FamilyAsync(kind);
        var visitor = world.Visit(person);
        await visitor.GetAsync(address);

        using var statements = new Statements(world);
        var page = await visitor.GetAsync(address);
        var own = statements.Sent.Where(sql => !SignIn.Any(mark => sql.Contains(mark, StringComparison.Ordinal))).ToList();

        output.WriteLine($"{own.Count} {address} {person}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(own.Count is >= 1 and <= MostStatements, $"{own.Count}:\n{string.Join("\n\n", own)}");
    }

    [Theory]
    [InlineData(WorldPeople.Coordinator, "en")]
    [InlineData(WorldPeople.Coordinator, "zh-CN")]
    [InlineData(WorldPeople.Rep, "en")]
    [InlineData(WorldPeople.Rep, "zh-CN")]
    public async Task A_page_of_fifty_customers_is_under_60_kB(string person, string language)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 55; i++)
        {
            await world.CustomerAsync($"{(i % 2 == 0 ? "浦东数据科技股份有限公司" : "Northern Lights Data Systems GmbH")} {i}",
                change: facts => facts with { Industry = "Manufacturing", Tier = CustomerTier.A },
                verbs: customer => _ = new Touch(customer, null, TouchKind.Call, null, World.Start, isTwoWay: true, world.By(null)));
        }

        var page = await world.Visit(person, language).GetAsync("/customers");

        var bytes = System.Text.Encoding.UTF8.GetByteCount(page.Text);
        output.WriteLine($"{person}, {language}: {bytes} bytes");
        Assert.Equal(50, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.InRange(bytes, 1, MostBytes);
    }

    private async Task<World> FamilyAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (!db.Customers.Any())
        {
            var group = await world.CustomerAsync("Group");
            var unit = await world.CustomerAsync("Unit", verbs: customer => customer.Know(new ContactFacts { Name = "Li Lei" }, world.By(null)));
            await world.BelongAsync(unit, group);
            await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Unit" });
        }

        return world;
    }
}
