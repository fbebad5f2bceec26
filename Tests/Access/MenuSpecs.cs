using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>Nobody has to know an address by heart: the menu leads to the places of work, their links to all else.</summary>
public sealed class MenuSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    /// <summary>Reached by a sign of their own in the head of every page.</summary>
    private static readonly string[] OwnSigns = ["/me", "/notifications"];

    /// <summary>Not for people who are signed in, no page to walk to, or where a mailed link, another page or the search of every page sends one.</summary>
    private static readonly string[] NoPlaces =
    [
        "/sign-in", "/set-up", "/health/live", "/health/ready", "/forgotten-password", "/forgotten-password/sent", "/new-password", "/new-address", "/me/confirmation",
        "/search", "/search/suggestions", "/contracts/managers",
    ];

    public static TheoryData<string> Everybody =>
    [
        WorldPeople.Coordinator, WorldPeople.Manager, WorldPeople.Rep, WorldPeople.GeneralManager, WorldPeople.Administrator, WorldPeople.Presales,
    ];

    [Theory, MemberData(nameof(Everybody))]
    public async Task The_menu_leads_to_pages_that_one_may_see(string person)
    {
        var visitor = (await WorldAsync()).Visit(person);
        foreach (var path in await MenuAsync(visitor))
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await visitor.GetAsync(path)).Status));
        }
    }

    [Theory, MemberData(nameof(Everybody))]
    public async Task Every_page_that_stands_under_no_other_is_in_the_menu(string person)
    {
        var world = await WorldAsync();
        var visitor = world.Visit(person);
        var menu = await MenuAsync(visitor);
        var missing = new List<string>();
        foreach (var path in Places(world).Except(OwnSigns).Except(menu))
        {
            var page = await visitor.GetAsync(path);
            if (IsPage(page) && page.Document.QuerySelector(".crumbs") is null) missing.Add(path);
        }

        Assert.Empty(missing);
    }

    [Theory, MemberData(nameof(Everybody))]
    public async Task Every_page_is_found_by_following_links(string person)
    {
        var world = await WorldAsync();
        var visitor = world.Visit(person);
        var found = await WalkAsync(visitor);
        var lost = new List<string>();
        foreach (var path in Places(world).Except(found))
        {
            if (IsPage(await visitor.GetAsync(path))) lost.Add(path);
        }

        Assert.Empty(lost);
    }

    private static bool IsPage(Page page) =>
        page.Status == HttpStatusCode.OK && page.Answer.Content.Headers.ContentType?.MediaType == "text/html";

    private static async Task<IReadOnlyList<string>> MenuAsync(Visitor visitor) =>
        [.. (await visitor.GetAsync("/")).Document.QuerySelectorAll("#menu ul a").Select(link => link.GetAttribute("href") ?? "")];

    /// <summary>Follows links from the home page, into one example of each kind of page.</summary>
    private static async Task<HashSet<string>> WalkAsync(Visitor visitor)
    {
        var (found, kinds, waiting) = (new HashSet<string> { "/" }, new HashSet<string>(), new Queue<string>(["/"]));
        while (waiting.TryDequeue(out var path))
        {
            if (!kinds.Add(Kind(path))) continue;
            var page = await visitor.GetAsync(path);
            if (!IsPage(page)) continue;
            foreach (var next in page.Document.QuerySelectorAll("a[href^='/']").Select(link => (link.GetAttribute("href") ?? "").Split('?', '#')[0]).Where(found.Add))
            {
                waiting.Enqueue(next);
            }
        }

        return found;
    }

    private static string Kind(string path) =>
        string.Join('/', path.Split('/').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "0" : part));

    /// <summary>What can be got without naming a record.</summary>
    private static IEnumerable<string> Places(World world) =>
        world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Where(route => route.RoutePattern.PathSegments.All(segment => segment.Parts.All(part => part is RoutePatternLiteralPart)))
            .Select(route => "/" + route.RoutePattern.RawText?.TrimStart('/')).Except(NoPlaces);

    private async Task<World> WorldAsync()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        await using var db = world.Open();
        if (!db.Leads.Any())
        {
            foreach (var status in Enum.GetValues<LeadStatus>())
            {
                await world.LeadAsync(status);
            }
        }

        return world;
    }
}
