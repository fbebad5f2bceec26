using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>
/// Every page, list, report and file that has to do with money, as somebody who sees everything but one sensitive field: nothing of the field
/// is in it. The walk first shows that each figure, and each share of amounts, is on some page at all.
/// </summary>
public sealed partial class EveryFieldSpecs(ITestOutputHelper output)
{
    private static readonly string[] Prefixes =
    [
        "", "opportunities", "quotes", "contracts", "products", "price-lists", "appraisal", "customers", "reports", "presales", "approvals", "notifications", "calendar",
        "plan-actions", "receipts", "targets", "search", "care",
    ];

    private int _checks;

    [Theory, EveryDatabase]
    public async Task What_is_hidden_goes_out_on_no_way(DatabaseKind kind)
    {
        await using var guarded = await FieldWorld.CreateAsync(kind);
        var (wrong, seen, addresses) = (new List<string>(), new HashSet<string>(), Addresses(guarded));
        foreach (var (name, role) in ((string, Role)[])[(WorldPeople.GeneralManager, Role.GeneralManager), (WorldPeople.Manager, Role.SalesManager), (WorldPeople.Rep, Role.Sales)])
        {
            var visitor = guarded.World.Visit(name);
            foreach (var address in addresses)
            {
                seen.UnionWith(In(await TextAsync(visitor, address)));
            }

            foreach (var field in FieldWorld.Figures.Keys)
            {
                await SetAsync(guarded.World, role, field, Scope.None);
                foreach (var address in addresses)
                {
                    var shown = In(await TextAsync(visitor, address));
                    _checks += FieldWorld.Told(field).Count;
                    wrong.AddRange(FieldWorld.Told(field).Where(shown.Contains).Select(figure => $"{role} without {field}: {address} shows {figure}"));
                }

                await SetAsync(guarded.World, role, field, Scope.All);
            }
        }

        output.WriteLine($"{addresses.Count} addresses, {_checks} checks");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.Empty(FieldWorld.Figures.Values.SelectMany(figures => figures).Select(figure => figure.ToString(CultureInfo.InvariantCulture)).Except(seen));
        Assert.All(FieldWorld.Shares, share => Assert.Contains(FieldWorld.Written(share), seen.Contains));
    }

    /// <summary>All that is got without a part that only a test could know.</summary>
    private static List<string> Addresses(FieldWorld guarded) =>
    [
        .. from source in guarded.World.App.Services.GetServices<EndpointDataSource>()
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
               && (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
           let pattern = endpoint.RoutePattern.RawText ?? ""
           let root = pattern.Split('/')[0]
           where Prefixes.Contains(root) && !pattern.EndsWith(".pdf", StringComparison.Ordinal)
           from format in pattern.Contains("{format", StringComparison.Ordinal) ? (string[])["csv", "xlsx"] : [""]
           from metric in pattern.Contains("{metric}", StringComparison.Ordinal) ? (string[])["Signed", "Points", "Margin", "Receipts", "Collection", "PresalesRatio"] : [""]
           from key in pattern.Contains("{key", StringComparison.Ordinal) ? (string[])["contract-execution", "regional-sales", "customer-purchases", "sales-by-time", "product-sales"] : [""]
           from tail in Tails(pattern)
           let filled = Field().Replace(pattern, part => part.Groups[1].Value switch
           {
               "id" when guarded.Ids.TryGetValue(root, out var id) => id.ToString(CultureInfo.InvariantCulture),
               "format" => format,
               "metric" => metric,
               "key" => key,
               "field" => "amount",
               _ => "{}",
           })
           where !filled.Contains('{', StringComparison.Ordinal)
           select "/" + filled + tail,
    ];

    private static string[] Tails(string pattern) => pattern switch
    {
        "reports/performance" => ["?period=2026-Q4", "?period=2026-Q4&all=true"],
        "appraisal/{id:long}/ratio" => [.. ((string[])["Attainment", "Margin", "Collection", "Presales"]).Select(ratio => $"?period=2026-Q4&of={ratio}")],
        _ => pattern.StartsWith("appraisal/{", StringComparison.Ordinal) ? ["?period=2026-Q4"] : [""],
    };

    private static HashSet<string> In(string text)
    {
        var plain = text.Replace(",", "", StringComparison.Ordinal);
        return [.. FieldWorld.Figures.Keys.SelectMany(FieldWorld.Told).Distinct()
            .Where(figure => Regex.IsMatch(plain, $@"(?<![\d.]){Regex.Escape(figure)}(?!\d)", RegexOptions.None, TimeSpan.FromSeconds(1)))];
    }

    private static async Task<string> TextAsync(Visitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address}: {answer.StatusCode}");
        if (!address.Contains(".xlsx", StringComparison.Ordinal) || answer.StatusCode != HttpStatusCode.OK)
        {
            return await answer.Content.ReadAsStringAsync();
        }

        using var book = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        foreach (var part in book.Entries.Where(part => part.Name.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var content = new StreamReader(part.Open());
            text.Append(await content.ReadToEndAsync());
        }

        return text.ToString();
    }

    private static async Task SetAsync(World world, Role role, SensitiveField field, Scope scope)
    {
        await using var services = world.App.Services.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<CrmDbContext>();
        await db.ReviseAsync(await db.LastRevisionAsync(), [new(role, AccessRight.Of(field), scope)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
    }

    [GeneratedRegex(@"\{(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}")]
    private static partial Regex Field();
}
