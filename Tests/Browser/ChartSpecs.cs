using Microsoft.Playwright;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>A chart as it is pointed at, and as it is walked through with keys.</summary>
public sealed class ChartSpecs(Site site)
{
    private const string FirstBar = "() => { const at = Chart.getChart(document.querySelector('figure canvas')).getDatasetMeta(0).data[0].getCenterPoint(); return [at.x, at.y]; }";

    private const string BestMonth = "() => { const signed = Chart.getChart(document.querySelector('figure canvas')).data.datasets[0].data; return signed.indexOf(Math.max(...signed)); }";

    private const string LastLine = "month => { const chart = Chart.getChart(document.querySelector('figure canvas')); const at = chart.getDatasetMeta(chart.data.datasets.length - 1).data[month].getCenterPoint(); return [at.x, at.y]; }";

    [Theory]
    [InlineData("regional-sales")]
    [InlineData("product-sales")]
    [InlineData("customer-purchases")]
    public async Task A_bar_goes_where_the_figure_of_the_table_goes(string report)
    {
        var (tab, figure) = await ReportAsync(report);
        await using var _ = tab;
        var at = await tab.Page.EvaluateAsync<float[]>(FirstBar);

        await tab.Page.Locator("figure canvas").ClickAsync(new() { Position = new() { X = at[0], Y = at[1] } });

        await tab.Page.WaitForURLAsync(address => new Uri(address).PathAndQuery == figure);
    }

    [Fact]
    public async Task A_point_of_the_year_before_goes_where_its_own_figure_goes()
    {
        var (tab, _) = await ReportAsync("sales-by-time");
        await using var __ = tab;
        var month = await tab.Page.EvaluateAsync<int>(BestMonth);
        var before = await tab.Page.Locator("figure table tbody tr").Nth(month).Locator("td").Last.Locator("a").GetAttributeAsync("href");
        var at = await tab.Page.EvaluateAsync<float[]>(LastLine, month);

        await tab.Page.Locator("figure canvas").ClickAsync(new() { Position = new() { X = at[0], Y = at[1] } });

        await tab.Page.WaitForURLAsync(address => new Uri(address).PathAndQuery == before);
        Assert.Contains("from=2025-", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amounts_on_the_axis_are_written_as_the_language_writes_great_numbers()
    {
        await using var tab = await site.OpenAsync(WorldPeople.GeneralManager, new Look("light", "zh-CN", Look.Desk));
        var world = await site.WorldAsync();
        await world.ContractAsync(await world.CustomerAsync($"Buyer {Guid.NewGuid():N}"), 30_000);
        await tab.GoAsync("/reports/regional-sales?from=2026-01-01&to=2026-12-31");
        await tab.Page.Locator("figure canvas").WaitForAsync();

        var ticks = await tab.Page.EvaluateAsync<string[]>("() => Chart.getChart(document.querySelector('figure canvas')).scales.x.ticks.map(tick => tick.label)");

        Assert.Contains(ticks, tick => tick.EndsWith('万'));
    }

    [Fact]
    public async Task Arrow_keys_say_a_point_and_Enter_follows_it()
    {
        var (tab, figure) = await ReportAsync("regional-sales");
        await using var _ = tab;
        var chart = tab.Page.Locator("figure[data-chart]");
        await chart.FocusAsync();

        await tab.Page.Keyboard.PressAsync("ArrowDown");
        var name = await tab.Page.Locator("table.figures tbody th").First.TextContentAsync();
        Assert.StartsWith($"{name?.Trim()} Signed ", await chart.Locator("[role=status]").TextContentAsync(), StringComparison.Ordinal);
        await tab.Page.Keyboard.PressAsync("Enter");

        await tab.Page.WaitForURLAsync(address => new Uri(address).PathAndQuery == figure);
    }

    [Fact]
    public async Task Home_and_End_go_to_the_first_and_the_last_point()
    {
        var (tab, _) = await ReportAsync("sales-by-time");
        await using var __ = tab;
        var chart = tab.Page.Locator("figure[data-chart]");
        await chart.FocusAsync();

        await tab.Page.Keyboard.PressAsync("End");
        var last = await chart.Locator("[role=status]").TextContentAsync();
        await tab.Page.Keyboard.PressAsync("Home");
        var first = await chart.Locator("[role=status]").TextContentAsync();

        Assert.Equal(("2026-12 Signed –, ", "2026-01 Signed "), (last?[..18], first?[..15]));
    }

    [Fact]
    public async Task A_chart_has_its_name_and_says_once_which_keys_go_through_it()
    {
        var (tab, _) = await ReportAsync("regional-sales");
        await using var __ = tab;
        var chart = tab.Page.GetByRole(AriaRole.Figure, new() { Name = "Regional sales" });
        await chart.FocusAsync();
        Assert.StartsWith("Arrow keys", await chart.Locator("[role=status]").TextContentAsync(), StringComparison.Ordinal);

        await chart.BlurAsync();
        await chart.FocusAsync();

        Assert.Equal("", await chart.Locator("[role=status]").TextContentAsync());
    }

    [Fact]
    public async Task What_is_pointed_at_is_written_as_in_the_table_of_the_chart()
    {
        var (tab, _) = await ReportAsync("regional-sales");
        await using var __ = tab;
        await tab.Page.Locator("figure[data-chart]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        var written = await tab.Page.Locator("figure tbody td").First.TextContentAsync();

        var shown = await tab.Page.EvaluateAsync<string>("() => Chart.getChart(document.querySelector('figure canvas')).tooltip.body[0].lines[0]");

        Assert.Equal($"Signed: {written?.Trim()}", shown);
    }

    [Fact]
    public async Task A_part_of_a_bar_goes_where_its_own_figure_goes()
    {
        await using var tab = await site.OpenAsync(WorldPeople.GeneralManager, new Look("light", "en", Look.Desk));
        var world = await site.WorldAsync();
        await world.LeadAsync(LeadStatus.Qualified, change: facts => facts with { Channel = LeadChannel.Website });
        await world.LeadAsync(change: facts => facts with { Channel = LeadChannel.Website });
        await tab.GoAsync("/reports/lead-daily");
        await tab.Page.Locator("figure canvas").WaitForAsync();
        var undecided = await tab.Page.Locator("figure tbody tr", new() { HasText = "Website" }).Locator("td").Nth(2).Locator("a").GetAttributeAsync("href") ?? "";
        var at = await tab.Page.EvaluateAsync<float[]>(
            "() => { const chart = Chart.getChart(document.querySelector('figure canvas')); const at = chart.getDatasetMeta(2).data[chart.data.labels.indexOf('Website')].getCenterPoint(); return [at.x, at.y]; }");

        await tab.Page.Locator("figure canvas").ClickAsync(new() { Position = new() { X = at[0], Y = at[1] } });

        await tab.Page.WaitForURLAsync(address => new Uri(address).PathAndQuery == undecided.Split('#')[0]);
        Assert.Contains("outcome=Undecided", undecided, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_told_beside_the_bars_is_not_drawn()
    {
        await using var tab = await site.OpenAsync(WorldPeople.GeneralManager, new Look("light", "en", Look.Desk));
        await tab.GoAsync("/reports/sales-forecast");
        await tab.Page.Locator("figure canvas").WaitForAsync();

        var drawn = await tab.Page.EvaluateAsync<string[]>("() => Chart.getChart(document.querySelector('figure canvas')).data.datasets.map(dataset => `${dataset.label} ${dataset.stack}`)");
        var top = await tab.Page.EvaluateAsync<double>("() => Chart.getChart(document.querySelector('figure canvas')).scales.x.max");
        var high = await tab.Page.EvaluateAsync<double>("() => Math.max(...[...document.querySelectorAll('figure [data-high]')].map(cell => Number(cell.dataset.high)))");

        Assert.Equal(["Won likely", "Commit likely", "Best case likely", "Forecast alone-3"], drawn.Take(4));
        Assert.DoesNotContain(drawn, label => label.StartsWith("Interval", StringComparison.Ordinal) || label.StartsWith("Weighted", StringComparison.Ordinal));
        Assert.True(top >= high, $"{top} {high}");
    }

    /// <returns>The report of the general manager, and where the first row's amount goes.</returns>
    private async Task<(Tab Tab, string? Figure)> ReportAsync(string report)
    {
        var tab = await site.OpenAsync(WorldPeople.GeneralManager, new Look("light", "en", Look.Desk));
        var world = await site.WorldAsync();
        await world.ContractAsync(await world.CustomerAsync($"Buyer {Guid.NewGuid():N}"), 4000);
        await tab.GoAsync($"/reports/{report}?from=2026-01-01&to=2026-12-31");
        await tab.Page.Locator("figure canvas").WaitForAsync();
        return (tab, await tab.Page.Locator("table.figures tbody tr").First.Locator("td a").First.GetAttributeAsync("href"));
    }
}
