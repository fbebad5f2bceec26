using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>Every figure of the appraisal opens what it is made of, also those of people together (product text, section 10).</summary>
public sealed class AppraisalFiguresOpenSpecs
{
    private const string Parts = "/reports/performance/parts";

    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager, "period=2026-Q2")]
    [EveryDatabase(WorldPeople.GeneralManager, "period=2026-Q2&by=Team")]
    [EveryDatabase(WorldPeople.GeneralManager, "period=2026-Q2&by=Region")]
    [EveryDatabase(WorldPeople.GeneralManager, "period=2026&by=Team&region=2")]
    [EveryDatabase(WorldPeople.Manager, "period=2026-Q2")]
    [EveryDatabase(WorldPeople.Rep, "period=2026-Q2")]
    public async Task A_figure_of_people_together_opens_the_parts_that_add_up_to_it(DatabaseKind kind, string person, string asked)
    {
        await using var world = await FilledAsync(kind);
        var visitor = world.Visit(person);
        var page = await visitor.GetAsync($"/reports/performance?{asked}");
        var heads = page.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        var rows = page.Document.QuerySelectorAll(asked.Contains("by=", StringComparison.Ordinal) ? ".table-scroll table.figures tbody tr, table.figures tfoot tr" : "table.figures tfoot tr");
        var told = new HashSet<string>();
        foreach (var (cell, head) in rows.SelectMany(row => row.Children.Zip(heads)).Where(pair => pair.First.ClassList.Contains("num")))
        {
            var figure = cell.TextContent.Trim();
            if (figure is "" or "—" or "–" || (head is "Target" or "Attainment" && person == WorldPeople.Rep))
            {
                continue;
            }

            var href = cell.QuerySelector("a")?.GetAttribute("href");
            Assert.True(href is not null, $"{head} {figure} opens nothing.");
            var list = await visitor.GetAsync(href);
            var sums = list.Document.QuerySelectorAll("[data-sum]").Select(sum => sum.LastElementChild?.TextContent.Trim()).ToList();
            Assert.True(list.Status == HttpStatusCode.OK && sums.Contains(figure), $"{head} {figure} opens {href} with {string.Join(" | ", sums)}");
            Assert.Contains("/reports/performance?", list.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
            if (head != "Attainment")
            {
                Assert.Equal((head, Number(figure)), (head, Listed(list, head)));
            }

            told.Add(head);
        }

        Assert.Equal(person == WorldPeople.Rep ? 4 : 6, told.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_part_opens_the_contract_for_who_sees_it_and_the_sheet_of_whose_it_is(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager, "zh-CN");
        var list = await visitor.GetAsync($"{Parts}?of=Signed&period=2026-Q2");
        foreach (var link in list.Document.QuerySelectorAll("main tbody tr:first-child a"))
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link.GetAttribute("href") ?? "")).Status);
        }

        Assert.Contains("构成明细", list.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("/reports/performance", $"{(await visitor.GetAsync(Parts)).Location}");
    }

    [Theory, EveryDatabase]
    public async Task Nobody_opens_parts_beyond_his_reach_or_of_what_is_hidden_from_him(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind);
        var (manager, stranger) = (await world.PersonAsync(WorldPeople.Manager), await world.PersonAsync(WorldPeople.Stranger));
        foreach (var (who, query, expected) in new[]
        {
            (WorldPeople.Manager, $"of=Signed&team={manager.TeamId}", HttpStatusCode.OK), (WorldPeople.Manager, $"of=Signed&team={stranger.TeamId}", HttpStatusCode.NotFound),
            (WorldPeople.GeneralManager, "of=Signed&team=99999", HttpStatusCode.OK), (WorldPeople.Coordinator, "of=Signed", HttpStatusCode.Forbidden),
            (WorldPeople.Presales, "of=Margin", Sees(Role.Presales, SensitiveField.Margin) ? HttpStatusCode.OK : HttpStatusCode.NotFound),
            (WorldPeople.Rep, "of=Target", HttpStatusCode.NotFound),
        })
        {
            Assert.Equal((who, query, expected), (who, query, (await world.Visit(who).GetAsync($"{Parts}?{query}&period=2026-Q2")).Status));
        }

        static bool Sees(Role role, SensitiveField field) => AccessMatrix.Default.Sees([role], field);
    }

    private static decimal Number(string figure) => decimal.Parse(figure, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>What the column adds up to; a part's points are rounded where they stand, so they are reckoned anew from its amount and factor.</summary>
    private static decimal Listed(Page list, string head)
    {
        var heads = list.Document.QuerySelectorAll("main thead th").Select(one => one.TextContent.Trim()).ToList();
        var rows = list.Document.QuerySelectorAll("main tbody tr").ToList();
        return head switch
        {
            "Points" => decimal.Round(rows.Sum(row => In(row, "Credited") * In(row, "Factor")) / 10_000, 2, MidpointRounding.AwayFromZero),
            "Target" => rows.Sum(row => In(row, "Counted")),
            "Margin" => rows.Sum(row => In(row, head)),
            _ => rows.Sum(row => In(row, "Credited")),
        };

        decimal In(IElement row, string column) => Number(row.Children[heads.IndexOf(column)].TextContent.Trim());
    }

    /// <summary>Contracts of two years with agreed shares, some of them paid in part within the quarter, and targets of three people.</summary>
    private static async Task<World> FilledAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var signed = await world.SignAtRandomAsync(5, 40);
        foreach (var (person, target) in new[] { (WorldPeople.Rep, 300_000), (WorldPeople.Colleague, 200_000), (WorldPeople.Stranger, 100_000) })
        {
            await world.TargetAsync(person, target);
        }

        await using var db = world.Open();
        foreach (var one in signed.Take(20))
        {
            var contract = await db.LoadAsync(one.Id);
            var (stamp, payment) = (world.By(null), contract.Payments.First(milestone => milestone.Open > new Money(2)));
            var receipt = new Receipt($"A-{contract.Id}", contract.CustomerId, new DateOnly(2026, 5, 1).AddDays((int)(contract.Id % 20)), new Money((payment.Open.Minor / 2) + 1), false, null, stamp);
            receipt.Match(contract, payment.Id, receipt.Amount, stamp);
            db.Receipts.Add(receipt);
        }

        await db.SaveChangesAsync();
        return world;
    }
}
