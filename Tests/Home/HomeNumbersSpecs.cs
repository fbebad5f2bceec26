using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Demo;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Home;

/// <summary>Every number of every card of every role's home page opens a page that states it (product text, sections 1 and 11).</summary>
public sealed partial class HomeNumbersSpecs
{
    /// <summary>The records of a list that is no table: of a calendar the days that have too much, or what was to be done until today; of what somebody was told what he has not read.</summary>
    private static readonly (string Page, string Record)[] Lists =
    [
        ("/calendar?view=Agenda&days=", ".cal-agenda-day:has(.cal-load)"),
        ("/calendar?view=Agenda", "section[aria-labelledby=overdue] li, .cal-today li:has(a[href^='/plan-actions/'][href*='/done/new'])"),
        ("/notifications", "li.told-new"), ("/desk/triage", ".desk-queue ol > li"), ("/presales", "section.card-body:has(form.gate-quick)"), ("/", "table tbody tr"),
    ];

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task Every_number_of_every_card_of_every_role_opens_a_page_that_states_it(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var people = await SeedAsync(world);
        List<string> wrong = [];
        foreach (var (role, name) in people)
        {
            var visitor = world.Visit(name, language);
            var opened = new Dictionary<string, Page>();
            var home = await visitor.GetAsync($"/?role={role}");
            var cards = home.Document.QuerySelectorAll(".home > section");
            Assert.NotEmpty(cards);
            foreach (var number in cards.SelectMany(NumbersOf))
            {
                var card = $"{role} {number.Closest("section")?.GetAttribute("aria-labelledby")} “{number.TextContent.Trim()}”";
                if (LinkOf(number) is not { } link)
                {
                    wrong.Add($"{card}: no link");
                    continue;
                }

                opened[link] = opened.TryGetValue(link, out var known) ? known : await visitor.GetAsync(link);
                if (opened[link].Status != HttpStatusCode.OK)
                {
                    wrong.Add($"{card}: {link} answers {opened[link].Status}");
                }
                else if (!await StatesAsync(visitor, opened[link], number))
                {
                    wrong.Add($"{card}: {link} does not state it");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<List<(Role Role, string Name)>> SeedAsync(World world)
    {
        await using var db = world.Open();
        await DemoCompany.SeedAsync(db, World.Start);
        var people = await db.People.Where(person => person.ActiveUntil == null).OrderBy(person => person.Id).Select(person => new { person.Name, Roles = person.RoleRows.Select(row => row.Role).ToList() }).ToListAsync();
        return [.. Enum.GetValues<Role>().Select(role => (role, people.First(person => person.Roles.Contains(role)).Name))];
    }

    /// <summary>What holds a text with a number in it that is no name, day or period.</summary>
    private static IEnumerable<IElement> NumbersOf(IElement card) => card.QuerySelectorAll("*")
        .Where(one => one.Closest("time, bdi, h2, dt, thead, tbody th, svg, .home-asof, .home-week, .told, .status, [title$=前]") is null)
        .Where(one => one.ChildNodes.OfType<IText>().Any(text => Number().IsMatch(Period().Replace(text.Data, ""))));

    /// <summary>Its own link, or that of its row.</summary>
    private static string? LinkOf(IElement number) =>
        (number.Closest("a") ?? number.QuerySelector("a") ?? number.Closest("li, tr, dl > div, p")?.QuerySelector("a[href]:not(.btn)"))?.GetAttribute("href");

    /// <summary>An amount is told as it is; a number alone as it is, or by as many rows. What a row says of a record in words is the record's own.</summary>
    private static async Task<bool> StatesAsync(Visitor visitor, Page page, IElement number)
    {
        var (main, said) = (page.Find("main"), number.TextContent.Trim());
        if (number.GetAttribute("title") is { } exact && Amount().IsMatch(exact))
        {
            return main.TextContent.Contains(exact, StringComparison.Ordinal) || main.QuerySelector($"[title='{exact}']") is not null;
        }

        if (!Alone().IsMatch(said))
        {
            return true;
        }

        return said.EndsWith('+') || Figures(main).Any(figure => figure.Split(' ', ':', '：', '·', '(', '（').Contains(said)) || await RowsAsync(visitor, page) == said;
    }

    /// <summary>What a page tells of all that it shows, or of a row.</summary>
    private static IEnumerable<string> Figures(IElement main) => main.QuerySelectorAll("b, strong, dd, td, [data-sum], [data-count], .figure-total, .key-figures a").Select(one => one.TextContent.Trim());

    /// <summary>The records of a list, on all of its pages.</summary>
    private static async Task<string> RowsAsync(Visitor visitor, Page page)
    {
        var (rows, record) = (0, Lists.First(list => page.Address.StartsWith(list.Page, StringComparison.Ordinal)).Record);
        for (var one = page; ; one = await visitor.GetAsync(one.Find("main nav a[rel=next]").GetAttribute("href") ?? ""))
        {
            rows += one.Find("main").QuerySelectorAll(record).Length;
            if (one.Document.QuerySelector("main nav a[rel=next]") is null || one.Document.QuerySelector("main .cal-agenda-day") is not null)
            {
                return rows.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    [GeneratedRegex(@"\d")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d{4}-(Q\d|W\d\d|\d\d(-\d\d)?)|\d\d:\d\d")]
    private static partial Regex Period();

    [GeneratedRegex(@"^-?[\d,]+\.\d\d$")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[\d,]+(\.\d+)?[+%]?$")]
    private static partial Regex Alone();
}
