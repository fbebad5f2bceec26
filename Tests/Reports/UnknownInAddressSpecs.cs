using System.Globalization;
using System.Net;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>What a report can't be about is left out and named, never answered with an all-clear; a file of it is the page that says so.</summary>
public sealed class UnknownInAddressSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private static readonly (string Language, string Said)[] Languages = [("en", "left out"), ("zh-CN", "已忽略")];

    [Theory]
    [EveryDatabase("neglect?owner=99999", "99999")]
    [EveryDatabase("neglect?owner=abc", "abc")]
    [EveryDatabase("neglect?category=Foo", "Foo")]
    [EveryDatabase("neglect?days=-3", "-3")]
    [EveryDatabase("key-contacts?category=Foo", "Foo")]
    [EveryDatabase("key-contacts?owner=99999", "99999")]
    [EveryDatabase("key-projects?region=99999", "99999")]
    [EveryDatabase("key-projects?team=abc", "abc")]
    [EveryDatabase("key-projects?owner=99999", "99999")]
    [EveryDatabase("key-projects?atLeast=-5", "-5")]
    [EveryDatabase("key-projects?atLeast=plenty", "plenty")]
    [EveryDatabase("performance?region=99999", "99999")]
    [EveryDatabase("performance?team=99999", "99999")]
    [EveryDatabase("performance?period=abc", "abc")]
    [EveryDatabase("sales-forecast?region=99999", "99999")]
    [EveryDatabase("sales-forecast?team=99999&part=Backtest", "99999")]
    [EveryDatabase("sales-forecast?owner=abc", "abc")]
    [EveryDatabase("sales-forecast?asOf=2199-01-01", "2199-01-01")]
    [EveryDatabase("stage-funnel?team=99999", "99999")]
    [EveryDatabase("stage-funnel?region=99999", "99999")]
    [EveryDatabase("stage-funnel?owner=abc", "abc")]
    [EveryDatabase("stage-funnel?category=Foo", "Foo")]
    [EveryDatabase("stage-funnel?from=1970-01-01", "1970-01-01")]
    [EveryDatabase("workload?team=99999", "99999")]
    [EveryDatabase("workload?week=abc", "abc")]
    [EveryDatabase("lead-promotion?region=99999", "99999")]
    [EveryDatabase("lead-promotion?owner=99999&part=Stalled", "99999")]
    [EveryDatabase("lead-promotion?channel=Foo", "Foo")]
    [EveryDatabase("lead-promotion?week=2026-W60", "2026-W60")]
    [EveryDatabase("opportunity-promotion?region=99999", "99999")]
    [EveryDatabase("opportunity-promotion?product=99999", "99999")]
    [EveryDatabase("opportunity-promotion?category=Foo&part=Stages", "Foo")]
    [EveryDatabase("opportunity-promotion?week=2026-W60", "2026-W60")]
    public async Task What_nobody_is_called_by_is_named_on_the_page_and_its_files_lead_there(DatabaseKind kind, string address, string named)
    {
        var world = await worlds.OnAsync(kind);
        var (report, query) = (address.Split('?')[0], address.Split('?')[1]);
        foreach (var (language, said) in Languages)
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var page = await visitor.GetAsync($"/reports/{address}");
            var told = page.Find("main [role=alert]").TextContent;

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(said, told, StringComparison.Ordinal);
            Assert.Contains(named, told, StringComparison.Ordinal);
            Assert.DoesNotContain("#" + named, page.Find("main").TextContent, StringComparison.Ordinal);
            foreach (var ending in (string[])["csv", "xlsx"])
            {
                var file = await visitor.GetAsync($"/reports/{report}/export.{ending}?{query}");
                Assert.Equal((HttpStatusCode.Redirect, $"/reports/{address}"), (file.Status, file.Location?.OriginalString));
                Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/reports/{report}/export.{ending}")).Status);
            }
        }
    }

    [Theory]
    [EveryDatabase("/reports/sales-forecast/opportunities?figure=Open&region=99999", "99999")]
    [EveryDatabase("/reports/sales-forecast/overrides?owner=99999", "99999")]
    [EveryDatabase("/reports/stage-funnel/opportunities?stage=1&figure=Open&owner=99999", "99999")]
    [EveryDatabase("/reports/opportunity-promotion/opportunities?figure=Closing&team=99999", "99999")]
    [EveryDatabase("/reports/lead-promotion/leads?figure=Closing&team=99999", "99999")]
    public async Task A_list_behind_a_figure_names_it_as_well(DatabaseKind kind, string address, string named)
    {
        var world = await worlds.OnAsync(kind);
        foreach (var (language, said) in Languages)
        {
            var told = (await world.Visit(WorldPeople.GeneralManager, language).GetAsync(address)).Find("main [role=alert]").TextContent;
            Assert.Contains(said, told, StringComparison.Ordinal);
            Assert.Contains(named, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("/reports/performance?period=abc", "A period is written 2026, 2026-Q2 or 2026-05", "期间写作 2026")]
    [EveryDatabase("/appraisal/me?period=abc", "A period is written 2026, 2026-Q2 or 2026-05", "期间写作 2026")]
    [EveryDatabase("/reports/lead-promotion?week=2026-W60", "A week is written 2026-W46", "周写作 2026-W46")]
    [EveryDatabase("/reports/opportunity-promotion?week=2026-W60", "A week is written 2026-W46", "周写作 2026-W46")]
    [EveryDatabase("/reports/key-projects?atLeast=-5", "Type an amount of zero or more", "请填写零或以上的金额")]
    [EveryDatabase("/reports/stage-funnel?from=1970-01-01", "type a day of 1971 or later", "请填写 1971 年及以后的日期")]
    [EveryDatabase("/reports/neglect?days=-3", "A number of days is written 14", "天数写作 14")]
    public async Task What_was_not_understood_is_followed_by_what_can_be_typed(DatabaseKind kind, string address, string english, string chinese)
    {
        var world = await worlds.OnAsync(kind);
        foreach (var (language, said) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            var told = (await world.Visit(WorldPeople.GeneralManager, language).GetAsync(address)).Find("main [role=alert]").TextContent;
            Assert.Contains(address.Split('=')[1], told, StringComparison.Ordinal);
            Assert.Contains(said, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("/reports/performance?period=abc", "period")]
    [EveryDatabase("/reports/lead-promotion?week=2026-W60", "week")]
    [EveryDatabase("/reports/opportunity-promotion?week=2026-W60", "week")]
    [EveryDatabase("/reports/workload?week=2026-W60", "week")]
    [EveryDatabase("/reports/key-projects?atLeast=-5", "atLeast")]
    [EveryDatabase("/reports/neglect?days=-3", "days")]
    public async Task What_was_typed_stays_in_its_field(DatabaseKind kind, string address, string field)
    {
        var world = await worlds.OnAsync(kind);
        Assert.Equal(address.Split('=')[1], (await world.Visit(WorldPeople.GeneralManager).GetAsync(address)).Find($"main form input[name={field}]").GetAttribute("value"));
    }

    [Theory]
    [EveryDatabase("12万", "120000")]
    [EveryDatabase("1.2k", "1200")]
    [EveryDatabase("￥5,000", "5000")]
    [EveryDatabase("1200.5", "1200.5")]
    public async Task The_least_amount_of_followed_projects_is_read_as_people_write_amounts(DatabaseKind kind, string typed, string amount)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Worth a hundred thousand");
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var query = $"atLeast={Uri.EscapeDataString(typed)}";
        var (page, file) = (await visitor.GetAsync($"/reports/key-projects?{query}"), await visitor.GetAsync($"/reports/key-projects/export.csv?{query}"));

        Assert.Null(page.Document.QuerySelector("main [role=alert]"));
        Assert.Equal(amount, page.Find("#atleast").GetAttribute("value"));
        Assert.Equal((HttpStatusCode.OK, typed != "12万"), (file.Status, file.Text.Contains("Worth a hundred thousand", StringComparison.Ordinal)));
        Assert.Equal(typed != "12万", page.Find("main").TextContent.Contains("Worth a hundred thousand", StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase("sales-forecast")]
    [EveryDatabase("stage-funnel")]
    [EveryDatabase("key-projects")]
    public async Task A_report_of_a_part_says_so_and_its_form_and_figures_keep_it(DatabaseKind kind, string report)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Of the rep");
        await world.OpenedAsync("Of the stranger", WorldPeople.Stranger);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        (string Name, string Key, string English)[] parts =
            [("region", Key(rep.RegionId), "Region: East"), ("team", Key(rep.TeamId), "Team: East 1"), ("owner", Key(rep.Id), "Owner: Sam Sales")];
        var query = string.Join('&', parts.Select(part => $"{part.Name}={part.Key}"));
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/reports/{report}?{query}");
            var chips = page.Find("main ul.chips").TextContent;
            foreach (var (name, key, english) in parts)
            {
                Assert.Contains(language == "en" ? english : english.Split(": ")[1], chips, StringComparison.Ordinal);
                Assert.Equal(key, page.Find($"main form.filter-bar select[name={name}] option[selected]").GetAttribute("value"));
            }

            var opened = page.Document.QuerySelectorAll($"main a[href^='/reports/{report}/opportunities'], main .menu-panel a[href^='/reports/{report}/export']")
                .Select(link => link.GetAttribute("href") ?? "").ToList();
            Assert.NotEmpty(opened);
            Assert.All(opened, link => Assert.All(parts, part => Assert.Contains($"{part.Name}={part.Key}", link, StringComparison.Ordinal)));
        }

        Assert.Null((await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/{report}")).Document.QuerySelector("main ul.chips"));
    }

    [Theory, EveryDatabase]
    public async Task The_contracts_beside_a_forecast_of_a_part_are_of_that_part(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var link = (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/sales-forecast?region={rep.RegionId}&owner={rep.Id}")).Find("main a[href^='/reports/sales-by-time']").GetAttribute("href");

        Assert.Contains($"region={rep.RegionId}", link, StringComparison.Ordinal);
        Assert.Contains($"owner={rep.Id}", link, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("sales-forecast")]
    [EveryDatabase("stage-funnel")]
    [EveryDatabase("key-projects")]
    public async Task Who_sees_a_team_is_offered_its_people_and_told_that_no_others_are_counted(DatabaseKind kind, string report)
    {
        var world = await worlds.OnAsync(kind);
        var (own, all) = (await world.Visit(WorldPeople.Manager).GetAsync($"/reports/{report}"), await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/{report}"));
        var offered = own.Find("main form select[name=owner]").TextContent;

        Assert.Contains(WorldPeople.Rep, offered, StringComparison.Ordinal);
        Assert.DoesNotContain(WorldPeople.Stranger, offered, StringComparison.Ordinal);
        Assert.Null(own.Document.QuerySelector("main form select[name=region]"));
        Assert.Contains("Only what you may see is counted", own.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains(WorldPeople.Stranger, all.Find("main form select[name=owner]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Only what you may see is counted", all.Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_out_of_reach_is_no_all_clear(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var stranger = await world.PersonAsync(WorldPeople.Stranger);
        foreach (var (language, onlySeen, outOfReach, clear, nobody) in new[]
        {
            ("en", "Only what you may see is counted", "Not yours to see", "Nobody is neglected", "Nobody to be shown"),
            ("zh-CN", "仅统计您有权查看的部分", "不在您的查看范围内", "没有盲区", "没有可显示的人员"),
        })
        {
            foreach (var report in (string[])["neglect", "key-contacts"])
            {
                var asked = (await world.Visit(WorldPeople.Rep, language).GetAsync($"/reports/{report}?owner={stranger.Id}")).Find("main").TextContent;
                Assert.Contains(onlySeen, asked, StringComparison.Ordinal);
                Assert.Contains(outOfReach, asked, StringComparison.Ordinal);
                Assert.DoesNotContain(clear, asked, StringComparison.Ordinal);
            }

            var workload = (await world.Visit(WorldPeople.Manager, language).GetAsync($"/reports/workload?team={stranger.TeamId}")).Find("main").TextContent;
            Assert.Contains(onlySeen, workload, StringComparison.Ordinal);
            Assert.Contains(nobody, workload, StringComparison.Ordinal);
            Assert.DoesNotContain(onlySeen, (await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/workload")).Find("main").TextContent, StringComparison.Ordinal);
        }
    }

    private static string Key(long? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
