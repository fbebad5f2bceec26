using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers.Care;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Reports.Pipeline;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>Every report whose numbers say something has a chart beside them, and each of its points opens what it counts.</summary>
public sealed class ReportChartSpecs
{
    private const string Counted = "figure[data-chart] td[data-value] a";

    [Theory]
    [EveryDatabase("lead-daily", "main .table:not(.figures):not(.table-narrow) tbody tr", 6)]
    [EveryDatabase("key-contacts", "main table.rows tbody tr td:first-child a[href$='/care']", 3)]
    [EveryDatabase("neglect", "main table.rows tbody tr", 4)]
    [EveryDatabase("continuity", "main table.rows tbody tr", 4)]
    public async Task A_bar_that_counts_opens_as_many(DatabaseKind kind, string report, string counted, int bars)
    {
        await using var world = await FilledAsync(kind, report);
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var links = Drawn(await visitor.GetAsync($"/reports/{report}")).QuerySelectorAll(Counted);
            Assert.Equal(bars, links.Length);
            foreach (var link in links)
            {
                var opened = await visitor.GetAsync(Where(link));
                Assert.Equal(
                    (Where(link), HttpStatusCode.OK, Value(link)), (Where(link), opened.Status, opened.Document.QuerySelectorAll(counted).Length));
            }
        }
    }

    [Theory]
    [EveryDatabase("sales-forecast", ".figure-total .money", 8)]
    [EveryDatabase("presales-cost?by=Industry", "main p > strong", 3)]
    [EveryDatabase("contract-execution?from=2026-01-01&to=2026-12-31", "[data-sum]", 5)]
    [EveryDatabase("contract-execution?from=2026-01-01&to=2026-12-31&all=true", "[data-sum]", 9)]
    public async Task A_bar_of_money_opens_what_adds_up_to_it(DatabaseKind kind, string report, string sums, int bars)
    {
        await using var world = await FilledAsync(kind, report);
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var links = (await visitor.GetAsync($"/reports/{report}")).Document.QuerySelectorAll(Counted).Where(link => !Where(link).StartsWith("/targets", StringComparison.Ordinal)).ToList();
            Assert.True(links.Count >= bars, $"{links.Count}");
            foreach (var link in links)
            {
                var opened = await visitor.GetAsync(Where(link));
                var amounts = opened.Document.QuerySelectorAll(sums).Select(sum => (sum.LastElementChild ?? sum).TextContent.Trim()).Select(Amount).DefaultIfEmpty(0);
                Assert.True(amounts.Contains(Value(link)), $"{Value(link)} opens {Where(link)} with {string.Join(" | ", amounts)}");
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task The_load_of_a_person_opens_his_weeks_that_add_up_to_it(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind, "workload");
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var page = await visitor.GetAsync("/reports/workload?week=2026-W47&weeks=2");
            var busiest = Drawn(page).QuerySelector(Counted) ?? throw new InvalidOperationException("No bar.");

            // 600 of 2 × 2400 minutes.
            Assert.Equal(12.5m, Value(busiest));
            var weeks = await visitor.GetAsync(Where(busiest));
            Assert.Equal([0m, 25m], Drawn(weeks).QuerySelectorAll(Counted).Select(Value));
            Assert.Equal(WorldPeople.Rep, weeks.Find("table.workload tbody th").TextContent.Trim());
            Assert.Single(weeks.Document.QuerySelectorAll("table.workload tbody tr"));
            Assert.Contains("who=", weeks.Find("main a[href*='export.csv']").GetAttribute("href"), StringComparison.Ordinal);
            var calendar = await visitor.GetAsync(Where(Drawn(weeks).QuerySelectorAll(Counted)[1]));
            Assert.Equal((HttpStatusCode.OK, true), (calendar.Status, calendar.Text.Contains("Workshop", StringComparison.Ordinal)));
            Assert.Null((await visitor.GetAsync(weeks.Find("main a.chip").GetAttribute("href") ?? "")).Document.QuerySelector("main a.chip"));
        }
    }

    [Theory, EveryDatabase]
    public async Task Whose_load_is_not_his_to_see_is_not_shown(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind, "workload");
        var page = await world.Visit(WorldPeople.Stranger).GetAsync($"/reports/workload?who={(await world.PersonAsync(WorldPeople.Rep)).Id}");

        Assert.DoesNotContain(WorldPeople.Rep, page.Find("table.workload").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main .flash-warning"));
    }

    [Theory, EveryDatabase]
    public async Task The_forecast_stands_against_its_target_and_says_between_what_it_may_lie(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind, "sales-forecast");
        foreach (var (language, target, range) in new[] { ("en", "Target", "Interval"), ("zh-CN", "业绩目标", "区间") })
        {
            var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/sales-forecast");
            var figure = Drawn(page);
            var heads = figure.QuerySelectorAll("thead th").Select(head => head.TextContent).ToList();
            var present = figure.QuerySelector("tbody tr")?.Children ?? throw new InvalidOperationException("No period.");

            Assert.Equal(page.Document.QuerySelectorAll("table.forecast").Length, figure.QuerySelectorAll("tbody tr").Length);
            Assert.Equal(100_000m, Amount(present[heads.IndexOf(target)].GetAttribute("data-value") ?? ""));
            Assert.StartsWith("/reports/sales-forecast/range?", Where(present[heads.IndexOf(range)].QuerySelector("a")), StringComparison.Ordinal);
            var forecast = figure.QuerySelector("tbody tr [data-low]") ?? throw new InvalidOperationException("No range.");
            Assert.True(Amount(forecast.GetAttribute("data-low") ?? "") <= Amount(forecast.GetAttribute("data-value") ?? "") && Amount(forecast.GetAttribute("data-value") ?? "") <= Amount(forecast.GetAttribute("data-high") ?? ""));
        }
    }

    [Theory, EveryDatabase]
    public async Task Each_key_customer_is_in_one_of_the_bars(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind, "key-contacts");
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/key-contacts");

        Assert.Equal(page.Find(".key-figures a").TextContent, $"{page.Document.QuerySelectorAll(Counted).Sum(Value)}");
    }

    [Theory]
    [EveryDatabase("en", "The chart shows the first 12 of 13 rows.")]
    [EveryDatabase("zh-CN", "12")]
    public async Task A_chart_of_many_owners_says_of_how_many_it_shows_the_first(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 13; i++)
        {
            await world.CustomerAsync((await world.HireAsync($"Seller {i:00}", Role.Sales)).Name, name: $"Customer {i}");
        }

        var figure = Drawn(await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/neglect"));

        Assert.Equal(12, figure.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(said, figure.QuerySelector("p")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_was_spent_on_projects_is_not_drawn_for_who_may_not_see_it(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind, "presales-cost");
        var page = await world.Visit(WorldPeople.Coordinator).GetAsync("/reports/presales-cost");

        Assert.NotNull(page.Document.QuerySelector("main table.figures tbody td"));
        Assert.Null(page.Document.QuerySelector("figure[data-chart]"));
    }

    [Theory]
    [EveryDatabase("lead-daily")]
    [EveryDatabase("key-contacts")]
    [EveryDatabase("neglect")]
    [EveryDatabase("continuity")]
    [EveryDatabase("workload")]
    [EveryDatabase("sales-forecast")]
    [EveryDatabase("presales-cost")]
    [EveryDatabase("contract-execution")]
    public async Task The_chart_stands_on_paper_too_and_the_program_that_draws_it(DatabaseKind kind, string report)
    {
        await using var world = await FilledAsync(kind, report);
        var paper = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/{report}?print=true");

        Assert.NotEmpty(Drawn(paper).QuerySelectorAll("tbody tr"));
        Assert.NotNull(paper.Document.QuerySelector("head script[src*='/js/charts']"));
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task Every_column_of_the_daily_list_says_what_it_means(DatabaseKind kind, string language)
    {
        await using var world = await FilledAsync(kind, "lead-daily");
        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/lead-daily");
        var told = page.Document.QuerySelectorAll("details.column-means dd").Select(means => means.TextContent).ToList();
        var heads = page.Document.QuerySelectorAll("main .table:not(.table-narrow) thead th").Where(head => head.TextContent.Trim() is not ("Group" or "组")).ToList();

        Assert.True(heads.Count >= 16, $"{heads.Count}");
        Assert.All(heads, head => Assert.Contains(head.QuerySelector("[title]")?.GetAttribute("title"), told));
    }

    /// <summary>What the reports count: some of each bar, and of some more than one.</summary>
    private static async Task<World> FilledAsync(DatabaseKind kind, string report)
    {
        var world = await World.CreateAsync(kind);
        switch (report.Split('?')[0])
        {
            case "lead-daily":
                await world.LeadAsync(LeadStatus.Qualified, change: facts => facts with { Channel = LeadChannel.Website });
                await world.LeadAsync(LeadStatus.Disqualified, change: facts => facts with { Channel = LeadChannel.Website });
                await world.LeadAsync(change: facts => facts with { Channel = LeadChannel.Website });
                await world.LeadAsync(change: facts => facts with { Channel = LeadChannel.Phone });
                break;
            case "workload":
                await world.PlanAsync(await world.ProjectAsync("Load"), "Workshop", days: 7, minutes: 600);
                break;
            case "sales-forecast":
                await OpportunityPromotionSpecs.FillAsync(world);
                await using (var db = world.Open())
                {
                    await db.SetTargetAsync(TargetOf.Company, null, FiscalSpan.Of(world.By(null).Today, 3, 1), Money.FromMajor(100_000), null, world.By(null));
                }

                break;
            case "presales-cost":
                await world.LogAsync(await world.ApprovedAsync(), 480);
                break;
            case "contract-execution":
                await world.ContractAsync(await world.CustomerAsync(), 1000, ContractWorld.Today.AddDays(-100));
                await world.ContractAsync(await world.CustomerAsync(name: "Earlier"), 5000, new DateOnly(2026, 1, 5));
                break;
            default:
                await KeepAsync(world);
                break;
        }

        return world;
    }

    /// <summary>Customers of two owners: silent, kept up, and one of whom nobody is named.</summary>
    private static async Task KeepAsync(World world)
    {
        await world.CustomerAsync(name: "Silent");
        await world.CustomerAsync(WorldPeople.Colleague, sinceDays: 45, name: "Silent too");
        await world.TouchAsync(await world.CustomerAsync(sinceDays: 300, name: "Cared for"));
        var bare = await world.CustomerAsync(name: "Bare");
        await using var db = world.Open();
        db.Contacts.Single(contact => contact.CustomerId == bare.Id).BeKey(false);
        await db.SaveChangesAsync();
        await world.NightAsync();
        await db.ScoreContinuityAsync(world.By(null));
    }

    private static IElement Drawn(Page page) => page.Find("main figure[data-chart]");

    private static string Where(IElement? link) => link?.GetAttribute("href")?.Split('#')[0] ?? "";

    private static decimal Value(IElement link) => Amount(link.ParentElement?.GetAttribute("data-value") ?? "");

    private static decimal Amount(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : -1;
}
