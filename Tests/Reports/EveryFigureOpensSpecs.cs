using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Demo;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports;

namespace SiCrm.Tests.Reports;

/// <summary>Every figure of every report of the catalogue is a link to what it counts or how it is made (product text, section 10).</summary>
public sealed partial class EveryFigureOpensSpecs
{
    /// <summary>The ways in which reports are shown that have figures of their own.</summary>
    private static readonly string[] Further =
    [
        "?all=true", "?part=Contacts", "?part=Backtest", "?by=Owner", "?by=Team", "?compare=true", "?date=2026-11-17", "?split=Year", "?weeks=4", "?step=Quarter", "/overrides", "/learned",
    ];

    private static readonly Dictionary<string, Role> For = new()
    {
        ["lead-daily"] = Role.LeadCoordinator, ["lead-promotion"] = Role.LeadCoordinator, ["opportunity-promotion"] = Role.Sales, ["stage-funnel"] = Role.SalesManager,
        ["sales-forecast"] = Role.SalesManager, ["key-projects"] = Role.SalesManager, ["neglect"] = Role.SalesManager, ["key-contacts"] = Role.Sales, ["workload"] = Role.SalesManager,
        ["continuity"] = Role.SalesManager, ["presales-cost"] = Role.Presales, ["contract-execution"] = Role.Finance, ["performance"] = Role.Sales, ["customer-purchases"] = Role.Sales,
        ["sales-by-time"] = Role.SalesManager, ["regional-sales"] = Role.SalesManager, ["product-sales"] = Role.SalesManager,
    };

    [Theory, EachDatabaseInALanguage]
    public async Task Every_figure_of_every_report_opens_what_it_counts_or_how_it_is_made(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var people = await SeedAsync(world);
        var (wrong, seen) = (new List<string>(), 0);
        foreach (var (report, role) in For.SelectMany(one => new[] { (one.Key, Role.GeneralManager), (one.Key, one.Value) }))
        {
            var visitor = world.Visit(people[role], language);
            var opened = new HashSet<string>();
            foreach (var address in Further.Prepend("").Select(further => $"/reports/{report}{further}"))
            {
                var page = await visitor.GetAsync(address);
                // What this report does not know of the ways of others it says, and shows itself as it opens.
                foreach (var figure in page.Status == HttpStatusCode.OK && Alert(page) is null ? FiguresOf(page.Document) : [])
                {
                    seen++;
                    var column = $"{role} {address} {ColumnOf(figure)}";
                    if (LinksOf(figure).FirstOrDefault()?.GetAttribute("href") is not { } link)
                    {
                        wrong.Add($"{column}: no link");
                    }
                    else if (opened.Add(column) && Trouble(figure, await visitor.GetAsync(link)) is { } trouble)
                    {
                        wrong.Add($"{column}: {link} {trouble}");
                    }
                }
            }
        }

        Assert.True(seen > 2000, $"{seen}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.GroupBy(one => one).Select(one => $"{one.Count()} × {one.Key}")));
    }

    [Fact]
    public void Every_report_of_the_catalogue_is_walked() => Assert.All(For.Keys, key => Assert.NotNull(ReportCatalogue.Find(key)));

    /// <summary>What is wrong with the page that a figure opens: not there, of another question, or of another number of records than the figure says.</summary>
    private static string? Trouble(IElement figure, Page opened) => opened.Status != HttpStatusCode.OK ? $"answers {opened.Status} {opened.Location}"
        : Alert(opened) is { } alert ? Space().Replace(alert.TextContent, " ")
        : Whole().Match(LinksOf(figure).First().TextContent.Trim()) is { Success: true } said && !opened.Address.Contains("days=", StringComparison.Ordinal)
            && opened.Document.QuerySelector("main .figure-total strong") is { } all && InAll().Match(all.TextContent) is { Success: true } count && count.Groups[1].Value != said.Value
            ? $"says {said.Value} and opens {count.Groups[1].Value}" : null;

    private static IElement? Alert(Page page) => page.Document.QuerySelector("main p.flash-warning[role=alert]");

    /// <summary>
    /// Cells and key figures with a number in them that is no day. Nothing stands behind a zero; the sums of a matrix stand beside what they add up,
    /// the data of a chart repeat what the table above them opens, and of the days in status only the weekly sums are kept.
    /// </summary>
    private static IEnumerable<IElement> FiguresOf(IDocument page) => page.QuerySelectorAll("main table td.num, main .key-figures:not(.money-figures) li")
        .Where(cell => cell.Closest("figure[data-chart], #stays, table:has(td.same) tfoot") is null && cell.QuerySelector("span.quiet") is not { TextContent: "0" })
        .Where(cell => !(cell.Closest("table:has(td.same)") is not null && cell.NextElementSibling is null))
        .Where(cell => Number().IsMatch(string.Concat(cell.Descendants<IText>().Where(text => text.ParentElement?.Closest("time, bdi") is null).Select(text => Day().Replace(text.Data, "")))));

    private static IEnumerable<IElement> LinksOf(IElement figure) => figure.QuerySelectorAll("a[href]:not(.log-link)").Concat(figure.Closest("a") is { } around ? [around] : []);

    private static string ColumnOf(IElement cell) =>
        cell.Closest("li") is { } figure ? Space().Replace(figure.TextContent, " ").Trim() : cell.Closest("table")?.QuerySelector("thead tr:last-child")?.Children.ElementAtOrDefault(cell.Index())?.TextContent.Trim() ?? "?";

    private static async Task<Dictionary<Role, string>> SeedAsync(World world)
    {
        await using var db = world.Open();
        await DemoCompany.SeedAsync(db, World.Start);
        var people = await db.People.Where(person => person.ActiveUntil == null).OrderBy(person => person.Id).Select(person => new { person.Name, Roles = person.RoleRows.Select(row => row.Role).ToList() }).ToListAsync();
        return For.Values.Append(Role.GeneralManager).Distinct().ToDictionary(role => role, role => people.First(person => person.Roles.Contains(role)).Name);
    }

    [GeneratedRegex(@"^[\d,]+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?:In all: |共 )([\d,]+)")]
    private static partial Regex InAll();

    [GeneratedRegex(@"\d")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d{4}-(Q\d|W\d\d|\d\d(-\d\d)?)|\d\d:\d\d")]
    private static partial Regex Day();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
