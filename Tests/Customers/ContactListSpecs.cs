using System.Net;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class ContactListSpecs(Worlds.Worlds worlds, ITestOutputHelper output) : IClassFixture<Worlds.Worlds>
{
    private static readonly string[] SignIn = ["\"Accounts\"", "\"AspNet", "\"ManagerId\""];

    [Theory]
    [EveryDatabase("/contacts", 4)]
    [EveryDatabase("/contacts?sort=LastTouch", 4)]
    [EveryDatabase("/contacts?sort=LastTouch&dir=Desc", 4)]
    [EveryDatabase("/contacts?q=小明", 1)]
    [EveryDatabase("/contacts?q=138%201234%205678", 1)]
    [EveryDatabase("/contacts?key=true", 1)]
    [EveryDatabase("/contacts?role=TechnicalEvaluator", 1)]
    [EveryDatabase("/contacts?role=Coach", 0)]
    [EveryDatabase("/contacts?silent=30", 3)]
    [EveryDatabase("/contacts?silent=50", 2)]
    [EveryDatabase("/contacts?birthday=10", 1)]
    [EveryDatabase("/contacts?birthday=1", 0)]
    [EveryDatabase("/contacts?consent=Given", 0)]
    [EveryDatabase("/contacts?owner=me", 4)]
    [EveryDatabase("/contacts?owner=none", 0)]
    [EveryDatabase("/contacts?team=1", 4)]
    [EveryDatabase("/contacts?region=2", 0)]
    [EveryDatabase("/contacts?state=Archived", 0)]
    public async Task A_filter_shows_what_it_says_of_one_s_own(DatabaseKind kind, string address, int rows)
    {
        var world = await FivePeopleAsync(kind);
        var visitor = world.Visit(WorldPeople.Rep);
        await visitor.GetAsync(address);
        using var statements = new Statements(world);

        var page = await visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(rows, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.InRange(statements.Sent.Count(sql => !SignIn.Any(mark => sql.Contains(mark, StringComparison.Ordinal))), 1, 6);
    }

    [Theory]
    [EveryDatabase("Name", "Asc")]
    [EveryDatabase("Name", "Desc")]
    [EveryDatabase("LastTouch", "Asc")]
    [EveryDatabase("LastTouch", "Desc")]
    public async Task Pages_show_everybody_once(DatabaseKind kind, string sort, string dir)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Green Media");
        for (var i = 0; i < 112; i++)
        {
            await world.ContactAsync(customer, new ContactFacts { Name = $"Name {i % 7}" }, i % 3 == 0 ? i % 5 : null);
        }

        var visitor = world.Visit(WorldPeople.Rep);
        var seen = new List<string>();
        for (var address = $"/contacts?sort={sort}&dir={dir}"; address is not null;)
        {
            var page = await visitor.GetAsync(address);
            seen.AddRange(page.Document.QuerySelectorAll("tbody td:first-child a:first-child").Select(link => link.GetAttribute("href") ?? ""));
            address = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal((112, 112), (seen.Count, seen.Distinct().Count()));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_page_of_fifty_is_under_60_kB(string language)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var customer = await world.CustomerAsync("浦东数据科技股份有限公司上海分公司");
        for (var i = 0; i < 55; i++)
        {
            await world.ContactAsync(customer, new ContactFacts { Name = $"欧阳小明 {i}", Position = "信息中心副主任", Phone = "138 1234 5678" }, 3, isKey: true);
        }

        var page = await world.Visit(WorldPeople.Rep, language).GetAsync("/contacts");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(page.Text);

        output.WriteLine($"{language}: {bytes} bytes");
        Assert.Equal(50, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.InRange(bytes, 1, 60_000);
    }

    private async Task<World> FivePeopleAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (db.Contacts.Any())
        {
            return world;
        }

        var (own, foreign) = (await world.CustomerAsync("Green Media"), await world.CustomerAsync("West Wind", WorldPeople.Stranger));
        await world.ContactAsync(own, new ContactFacts { Name = "王小明", Phone = "138-1234-5678" }, 1, isKey: true);
        var tech = await world.ContactAsync(own, new ContactFacts { Name = "Li Lei", Birthday = new DateOnly(1980, 11, 26) }, 41);
        await world.ContactAsync(own, new ContactFacts { Name = "Han Meimei" }, null);
        await world.ContactAsync(own, new ContactFacts { Name = "Ann O'Neil" }, 60);
        await world.ContactAsync(foreign, new ContactFacts { Name = "王小明的同事", Phone = "138-1234-5678" }, 1);
        await world.PlaceAsync(await world.OpportunityAsync(own), tech, BuyingRole.TechnicalEvaluator, -1);
        return world;
    }
}
