using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>A page and a person who may see it; null is nobody.</summary>
public sealed record Visit(string Address, string? Person);

/// <summary>Finds the pages of the program in its own routes, so that a new page is looked at without a word.</summary>
/// <param name="services">The program's.</param>
/// <param name="origin">Where it answers.</param>
/// <param name="examples">What to put in the places of routes, by the segments before and the name: <c>desk/rules/id</c>.</param>
/// <param name="more">Addresses whose query makes another page of them.</param>
public sealed class Pages(IServiceProvider services, Uri origin, IReadOnlyDictionary<string, string> examples, IReadOnlyList<string> more)
{
    private static readonly string?[] People =
    [
        null, WorldPeople.Coordinator, WorldPeople.Rep, WorldPeople.Administrator, WorldPeople.GeneralManager,
        WorldPeople.Manager, WorldPeople.Presales,
    ];

    /// <summary>The home page for each role, and every other page for the first who may see it.</summary>
    public async Task<IReadOnlyList<Visit>> AllAsync()
    {
        var visits = new List<Visit>();
        foreach (var address in Addresses())
        {
            foreach (var person in People)
            {
                if (!await IsPageAsync(address, person)) continue;
                visits.Add(new Visit(address, person));
                if (address != "/") break;
            }
        }
        return visits;
    }

    /// <summary>Routes that can't be visited for want of an example; files to download are no pages.</summary>
    public IReadOnlyList<string> WithoutExample =>
        [.. Routes().Where(route => Address(route) is null).Select(route => route.RawText ?? "")
            .Where(route => !route.Contains("export.", StringComparison.Ordinal))];

    private IEnumerable<string> Addresses() =>
        Routes().Select(Address).OfType<string>().Concat(more).Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<RoutePattern> Routes() =>
        services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(route => route.RoutePattern);

    /// <summary>The route with examples in its places; null where there is no example.</summary>
    private string? Address(RoutePattern route)
    {
        var parts = new List<string>();
        foreach (var segment in route.PathSegments)
        {
            if (segment.Parts[0] is RoutePatternLiteralPart literal) parts.Add(literal.Content);
            else if (segment.Parts[0] is not RoutePatternParameterPart place) return null;
            else if (place.IsOptional) break;
            else if (Example(route, place.Name) is { } some) parts.Add(some);
            else return null;
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>By the words of the route before the place: <c>desk/rules/id</c>.</summary>
    private string? Example(RoutePattern route, string place)
    {
        var words = route.PathSegments.TakeWhile(segment => !segment.Parts.OfType<RoutePatternParameterPart>().Any(part => part.Name == place))
            .SelectMany(segment => segment.Parts.OfType<RoutePatternLiteralPart>()).Select(part => part.Content);
        return examples.GetValueOrDefault(string.Join('/', words.Append(place)));
    }

    private async Task<bool> IsPageAsync(string address, string? person)
    {
        using var client = Server.Client(origin, person);
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html";
    }
}
