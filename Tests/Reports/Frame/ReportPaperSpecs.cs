using System.Globalization;
using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>What every report has of the frame: paper, explained columns, a favourite that shows its state, a way back.</summary>
public sealed class ReportPaperSpecs
{
    [Theory]
    [EveryDatabase("lead-daily")]
    [EveryDatabase("lead-promotion")]
    [EveryDatabase("opportunity-promotion")]
    [EveryDatabase("stage-funnel")]
    [EveryDatabase("sales-forecast")]
    [EveryDatabase("key-projects")]
    [EveryDatabase("neglect")]
    [EveryDatabase("key-contacts")]
    [EveryDatabase("workload")]
    [EveryDatabase("continuity")]
    [EveryDatabase("presales-cost")]
    [EveryDatabase("sales-by-time")]
    [EveryDatabase("regional-sales")]
    [EveryDatabase("product-sales")]
    [EveryDatabase("customer-purchases")]
    [EveryDatabase("contract-execution")]
    [EveryDatabase("performance")]
    public async Task Every_report_has_a_print_view_that_says_of_when_it_is_and_a_way_back(DatabaseKind kind, string report)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        foreach (var (language, print, asOf) in new[] { ("en", "Print view", "As of"), ("zh-CN", "打印版", "数据截至") })
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var link = (await visitor.GetAsync($"/reports/{report}")).Find("main .page-actions a[href*='print=true']");
            Assert.Equal(print, link.TextContent.Trim());

            var paper = await visitor.GetAsync(link.GetAttribute("href") ?? "");

            Assert.Equal(HttpStatusCode.OK, paper.Status);
            Assert.NotNull(paper.Document.QuerySelector("main.paper"));
            Assert.Contains(asOf, paper.Find("main .on-paper").TextContent, StringComparison.Ordinal);
            Assert.Equal($"/reports/{report}", paper.Find("main .page-actions > a").GetAttribute("href"));
            Assert.NotNull(paper.Document.QuerySelector("button[data-print][hidden]"));
            Assert.All(paper.Document.QuerySelectorAll("details.column-means"), means => Assert.True(means.HasAttribute("open")));
        }
    }

    [Theory, EveryDatabase]
    public async Task On_paper_the_sales_have_their_chart_with_its_table(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));

        var paper = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-by-time?print=true");

        Assert.Equal(12, paper.Document.QuerySelectorAll("figure[data-chart=trend] tbody tr").Length);
    }

    [Theory]
    [EveryDatabase("/reports/neglect")]
    [EveryDatabase("/reports/key-contacts")]
    [EveryDatabase("/reports/workload")]
    [EveryDatabase("/reports/continuity")]
    [EveryDatabase("/reports/sales-forecast")]
    [EveryDatabase("/reports/key-projects?atLeast=1")]
    [EveryDatabase("/reports/presales-cost")]
    [EveryDatabase("/reports/stage-funnel")]
    [EveryDatabase("/reports/performance")]
    public async Task What_a_column_says_on_hover_stands_on_the_page_too(DatabaseKind kind, string report)
    {
        await using var world = await World.CreateAsync(kind);
        await Customers.Care.CareWorld.CustomerAsync(world, sinceDays: 200, name: "Silent");
        await world.LogAsync(await world.ApprovedAsync(), 60);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 10, 10));

        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync(report);

        var told = page.Document.QuerySelectorAll("main .means dd").Select(text => text.TextContent.Trim()).ToList();
        Assert.NotEmpty(told);
        Assert.All(
            page.Document.QuerySelectorAll("main th[title], main th [title]").Select(head => head.GetAttribute("title") ?? ""), title => Assert.Contains(title.Trim(), told));
    }

    [Theory, EveryDatabase]
    public async Task A_favourite_shows_that_it_is_one_and_pressing_it_again_removes_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        const string Address = "/reports/key-projects?atLeast=5000&all=true";
        await visitor.SendAsync(await visitor.GetAsync((await visitor.GetAsync(Address)).Find("a[href^='/reports/favourites/new']").GetAttribute("href") ?? ""), "form[action='/reports/favourites']", ("Name", "Five thousand"));

        foreach (var same in (string[])[Address, "/reports/key-projects?all=true&team=&atLeast=5000", Address + "&print=true"])
        {
            var page = await visitor.GetAsync(same);
            var star = page.Find("main .page-actions button[aria-pressed=true]");
            Assert.Equal("Favourite", star.TextContent.Trim());
            Assert.Contains("Five thousand", star.GetAttribute("title"), StringComparison.Ordinal);
            Assert.Null(page.Document.QuerySelector("a[href^='/reports/favourites/new']"));
        }

        Assert.Null((await visitor.GetAsync("/reports/key-projects")).Document.QuerySelector("button[aria-pressed=true].favourite"));
        Assert.Null((await world.Visit(WorldPeople.Manager).GetAsync(Address)).Document.QuerySelector("button.favourite"));
        var removed = await visitor.SendAsync(await visitor.GetAsync(Address), "form[action$=removal]");
        Assert.Equal(Address, removed.Location?.OriginalString);
        Assert.NotNull((await visitor.GetAsync(Address)).Document.QuerySelector("a[href^='/reports/favourites/new']"));
    }

    [Theory]
    [EveryDatabase("en", "Go back and ask for something else")]
    [EveryDatabase("zh-CN", "请返回后重新选择")]
    public async Task Who_asked_for_days_that_cannot_be_is_not_told_that_nothing_was_changed(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);

        var file = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/customer-purchases/export.csv?from=2026-03-01&to=2026-02-01");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, file.Status);
        Assert.Contains(said, file.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(new Words()["Shared.Error.Refused.Next"], file.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_way_here_has_a_mark_between_its_steps_and_none_behind_the_last(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var sheet = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/css/shell.css")).Text;

        Assert.Contains(".crumbs a + a::before { content: \"›\"", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(".crumbs a::after", sheet, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "The chart shows 15 of 16, by signed amount.")]
    [EveryDatabase("zh-CN", "图中为签约额最高的 15 个，共 16 个。")]
    public async Task A_chart_of_some_people_says_of_how_many(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 1; i <= 16; i++)
        {
            var seller = await world.HireAsync($"Seller {i:00}", Role.Sales);
            await world.ContractAsync(await world.CustomerAsync($"Customer {i:00}", seller.Name), i * 100, new DateOnly(2026, 10, 10));
        }

        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/performance?period=2026-Q4");

        Assert.Equal(15, page.Document.QuerySelectorAll("figure[data-chart] tbody tr").Length);
        Assert.Contains(said, page.Find("figure[data-chart]").TextContent, StringComparison.Ordinal);
        var amounts = page.Document.QuerySelectorAll("figure[data-chart] td[data-value]").Select(cell => decimal.Parse(cell.GetAttribute("data-value") ?? "", CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(amounts.OrderDescending(), amounts);
    }
}
