using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>A page and a person who may see it; null is nobody.</summary>
public sealed record Visit(string Address, string? Person);

/// <summary>Finds the pages of the program in its own routes, so that a new page is looked at without a word.</summary>
public static class Pages
{
    private static readonly string?[] People =
    [
        null, WorldPeople.Coordinator, WorldPeople.Rep, WorldPeople.Administrator, WorldPeople.GeneralManager,
        WorldPeople.Manager, WorldPeople.Presales,
    ];

    /// <summary>The home page for each role, and every other page for the first who may see it.</summary>
    public static async Task<IReadOnlyList<Visit>> AllAsync(World world, IReadOnlyDictionary<string, string> examples)
    {
        var visits = new List<Visit>();
        foreach (var address in Addresses(world, examples))
        {
            foreach (var person in People)
            {
                if (!await IsPageAsync(world, address, person)) continue;
                visits.Add(new Visit(address, person));
                if (address != "/") break;
            }
        }
        return visits;
    }

    private static IEnumerable<string> Addresses(World world, IReadOnlyDictionary<string, string> examples) =>
        world.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(route => Address(route.RoutePattern, examples))
            .OfType<string>().Distinct().Order(StringComparer.Ordinal);

    /// <summary>The route with examples in its places; null where there is no example.</summary>
    private static string? Address(RoutePattern route, IReadOnlyDictionary<string, string> examples)
    {
        var parts = new List<string>();
        foreach (var segment in route.PathSegments)
        {
            if (segment.Parts[0] is RoutePatternLiteralPart literal) parts.Add(literal.Content);
            else if (segment.Parts[0] is not RoutePatternParameterPart place) return null;
            else if (place.IsOptional) break;
            else if (examples.GetValueOrDefault($"{parts.FirstOrDefault()}/{place.Name}") is { } some) parts.Add(some);
            else return null;
        }
        return "/" + string.Join('/', parts);
    }

    private static async Task<bool> IsPageAsync(World world, string address, string? person)
    {
        var answer = await world.Visit(person).Http.GetAsync(new Uri(address, UriKind.Relative));
        return answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html";
    }
}
