using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Reports.Pipeline;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>A list that a figure has opened says by what it is narrowed, and leads back to the report as it was asked for.</summary>
public sealed class NarrowedListSpecs
{
    [Theory]
    [EveryDatabase("en", "Period: 2026-10-01 – 2026-11-30")]
    [EveryDatabase("zh-CN", "2026-10-01 – 2026-11-30")]
    public async Task A_list_of_the_funnel_names_its_days_and_the_event_by_which_each_entered(DatabaseKind kind, string language, string period)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var address = $"/reports/stage-funnel/opportunities?from=2026-10-01&until=2026-11-30&figure=Entered&stage={Stage.IdOf(StageKind.Discovery)}";
        var list = await world.Visit(WorldPeople.GeneralManager, language).GetAsync(address);

        Assert.Contains(period, list.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        Assert.Contains("from=2026-10-01", list.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
        var events = list.Document.QuerySelectorAll("main tbody tr").Select(row => row.Children[2].TextContent.Trim()).ToList();
        Assert.NotEmpty(events);
        Assert.True(language != "en" || events.TrueForAll(told => told.StartsWith("Opened", StringComparison.Ordinal)), string.Join(" | ", events));
    }

    [Theory, EveryDatabase]
    public async Task A_list_of_the_forecast_names_whose_it_is_as_of_when_and_by_which_method(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var asked = $"asOf=2026-11-17&owner={rep.Id}&method=Learned";

        var weighted = await visitor.GetAsync($"/reports/sales-forecast/opportunities?{asked}&figure=Weighted");
        var won = await visitor.GetAsync($"/reports/sales-forecast/opportunities?by=Owner&group={rep.Id}&figure=Signed&asOf=2026-11-17");

        var chips = weighted.Find("main ul.chips").TextContent;
        Assert.Contains(rep.Name, chips, StringComparison.Ordinal);
        Assert.Contains("As of: 2026-11-17", chips, StringComparison.Ordinal);
        Assert.Contains("Method: Learned", chips, StringComparison.Ordinal);
        Assert.Contains("asOf=2026-11-17", weighted.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains(rep.Name, won.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Method", won.Find("main ul.chips").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("Weighted", "Weighted")]
    [EveryDatabase("Forecast", "Forecast")]
    [EveryDatabase("Open", "Amount")]
    public async Task A_list_of_the_forecast_heads_its_amounts_by_what_they_are(DatabaseKind kind, string figure, string heading)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var list = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/sales-forecast/opportunities?of=2026-12-01&figure={figure}&asOf=2026-11-17");

        Assert.Equal(heading, list.Find("main thead th.num").TextContent);
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task A_list_of_contracts_leads_back_to_the_report_that_has_opened_it(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        const string Report = "/reports/regional-sales?from=2026-01-01&to=2026-12-31&all=true";
        var list = await visitor.GetAsync((await visitor.GetAsync(Report)).Find("table.figures tfoot td a").GetAttribute("href") ?? "");

        Assert.Equal(Report, list.Find(".crumbs a:last-child").GetAttribute("href"));
        Assert.Null((await visitor.GetAsync("/contracts?from=2026-01-01&to=2026-12-31&report=//example.org")).Document.QuerySelector(".crumbs"));
    }

    [Theory, EveryDatabase]
    public async Task The_total_of_a_compared_time_says_what_of_it_is_of_customers_who_bought_nothing_now(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Now"), 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(await world.CustomerAsync("Then"), 2000, new DateOnly(2025, 3, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager);

        Assert.Contains("2,260.00", (await visitor.GetAsync("/reports/customer-purchases?from=2026-01-01&to=2026-12-31")).Find("main [data-gone]").TextContent, StringComparison.Ordinal);
        Assert.Null((await visitor.GetAsync("/reports/customer-purchases?from=2025-01-01&to=2025-12-31")).Document.QuerySelector("main [data-gone]"));
    }

    [Theory]
    [EveryDatabase("en", "\"Bought then, nothing now\"", "Total")]
    [EveryDatabase("zh-CN", "当时购买、本期未购买", "合计")]
    public async Task The_columns_of_the_file_of_customers_add_up_to_its_last_row(DatabaseKind kind, string language, string gone, string total)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Now"), 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(await world.CustomerAsync("Then"), 2000, new DateOnly(2025, 3, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var lines = (await visitor.GetAsync("/reports/customer-purchases/export.csv?from=2026-01-01&to=2026-12-31")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var before = (await visitor.GetAsync("/reports/customer-purchases/export.csv?from=2025-01-01&to=2025-12-31")).Text;

        Assert.Equal($"{gone},,,,0,0.00,,,,2260.00,2260.00", lines[^2]);
        Assert.StartsWith(total, lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("2260.00,2260.00", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(gone, before, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Period before: 2026-07-01 – 2026-08-18. Year before: 2025-10-01 – 2025-11-18.")]
    [EveryDatabase("zh-CN", "上期：2026-07-01 – 2026-08-18；上年同期：2025-10-01 – 2025-11-18。")]
    public async Task A_quarter_to_this_day_is_compared_with_as_many_days_of_the_one_before(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 8, 18));
        await world.ContractAsync(await world.CustomerAsync("Later"), 2000, new DateOnly(2026, 8, 19));
        await world.ContractAsync(await world.CustomerAsync("Now"), 100, new DateOnly(2026, 11, 2));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var page = await visitor.GetAsync((await visitor.GetAsync("/reports/regional-sales?from=2026-10-01&to=2026-12-31")).Find("main .figures-key a").GetAttribute("href") ?? "");

        Assert.Contains(said, page.Find("main .figures-key").TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.Find("main form [name=firstOf]").GetAttribute("value"));
        Assert.Contains("1,130.00", page.Find("main table.figures tfoot").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_line_of_what_is_signed_ends_with_the_present_month_those_beside_it_go_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer, 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(customer, 2000, new DateOnly(2025, 12, 1));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-by-time?from=2026-01-01&to=2026-12-31&step=Month");
        var points = page.Document.QuerySelectorAll("figure[data-chart=trend] tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-value")).ToList()).ToList();

        Assert.Equal(12, page.Document.QuerySelectorAll("table.figures tbody tr").Length);
        Assert.Equal(12, points.Count);
        Assert.Equal("0.00", points[10][0]);
        Assert.Equal("", points[11][0]);
        Assert.Equal("2260.00", points[11][^1]);
    }

    [Theory, EveryDatabase]
    public async Task Many_milestones_and_much_money_stand_on_pages_whose_sums_are_of_all(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        for (var i = 0; i < 26; i++)
        {
            await world.ContractAsync(customer, 1000, new DateOnly(2026, 3, 1));
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var first = await visitor.GetAsync("/reports/contract-execution/milestones?of=Deliveries&from=2026-01-01&to=2026-12-31");
        var next = first.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href") ?? "").Single(link => link.Contains("after=", StringComparison.Ordinal));
        var second = await visitor.GetAsync(next);

        Assert.Equal((50, 2), (Rows(first), Rows(second)));
        Assert.All([first, second], page => Assert.Equal("52", page.Find("[data-sum=deliveries] b").TextContent.Trim()));

        static int Rows(Page page) => page.Document.QuerySelectorAll("main tbody tr").Length;
    }

    [Theory]
    [EveryDatabase("en", "of it within")]
    [EveryDatabase("zh-CN", "其中期间内")]
    public async Task The_file_of_contracts_behind_a_figure_says_what_of_each_is_within_the_days(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contract.Id);
            row.Amend(ContractWorld.Today, "One more", [row.Lines[0].Terms], [], null, world.By(null));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var file = (await visitor.GetAsync("/contracts/export.csv?from=2026-11-01&to=2026-11-30")).Text.Trim().Split("\r\n");
        var whole = (await visitor.GetAsync("/contracts/export.csv")).Text.Trim().Split("\r\n");

        Assert.Equal("1130.00", file[1].Split(',')[^1]);
        Assert.Equal(whole[0].Split(',').Length + 1, file[0].Split(',').Length);
        Assert.Contains(said, file[0], StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_overdue_by_its_age_opens_the_payments_that_are_so_late(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, ContractWorld.Today.AddDays(-100));
        await world.ContractAsync(await world.CustomerAsync("Earlier"), 5000, new DateOnly(2025, 12, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var report = await visitor.GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true");
        var heads = report.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        var total = report.Find("table.figures tfoot tr");

        // Due after 10 and after 60 days: 339.00 for 90 days, 678.00 for 40.
        foreach (var (column, sum) in new[] { ("Overdue 31–60 days", "678.00"), ("Overdue 61–90 days", "339.00") })
        {
            var list = await visitor.GetAsync(total.Children[heads.IndexOf(column)].QuerySelector("a")?.GetAttribute("href") ?? "");
            Assert.Equal(sum, list.Find("[data-sum] a[aria-current=true]").TextContent.Trim());
            Assert.Single(list.Document.QuerySelectorAll("main tbody tr"));
            Assert.Contains("2026-01-01 – 2026-12-31", list.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        }

        Assert.All((string[])["Retention money", "Delivery milestones", "Collected on time"], column => Assert.Contains("/milestones?of=", total.Children[heads.IndexOf(column)].QuerySelector("a")?.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All((string[])["Planned cost", "Margin to date"], column => Assert.EndsWith("/costs", report.Find("table.figures tbody tr").Children[heads.IndexOf(column)].QuerySelector("a")?.GetAttribute("href"), StringComparison.Ordinal));
    }
}
