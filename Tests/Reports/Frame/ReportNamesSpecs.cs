using System.Net;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>A report, a list behind a figure and a file never answer another question than their address asks.</summary>
public sealed class ReportNamesSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
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
    public async Task What_a_report_does_not_know_is_named_on_its_page_and_refused_in_its_file(DatabaseKind kind, string report)
    {
        var world = await worlds.OnAsync(kind);
        foreach (var (language, said) in new[] { ("en", "“colour” in the address is nothing that this report knows"), ("zh-CN", "不认识地址中的“colour”") })
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var (page, file) = (await visitor.GetAsync($"/reports/{report}?colour=blue"), await visitor.GetAsync($"/reports/{report}/export.csv?colour=blue"));

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (page.Status, file.Status));
            Assert.Contains(said, page.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Contains(said, file.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Equal($"/reports/{report}", file.Find("main .form-buttons a").GetAttribute("href"));
            Assert.Null((await visitor.GetAsync($"/reports/{report}?colour=&print=true")).Document.QuerySelector("main [role=alert]"));
        }
    }

    [Theory]
    [EveryDatabase("regional-sales")]
    [EveryDatabase("sales-by-time")]
    [EveryDatabase("contract-execution")]
    public async Task A_week_is_a_period_of_the_reports_on_sales_and_of_their_files(DatabaseKind kind, string report)
    {
        var world = await worlds.OnAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync($"/reports/{report}?week=2026-W30&all=true");

        Assert.Equal((HttpStatusCode.Redirect, $"/reports/{report}?all=true&from=2026-07-20&to=2026-07-26"), (page.Status, page.Location?.OriginalString));
        var (week, days) = (await visitor.GetAsync($"/reports/{report}/export.csv?week=2026-W30"), await visitor.GetAsync($"/reports/{report}/export.csv?from=2026-07-20&to=2026-07-26"));
        Assert.Equal((HttpStatusCode.OK, days.Text), (week.Status, week.Text));
        Assert.Contains("is no period", (await visitor.GetAsync($"/reports/{report}?week=2026-W60")).Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync($"/reports/{report}/export.csv?week=2026-W60")).Status);
    }

    [Theory]
    [EveryDatabase("/reports/regional-sales/ratio?of=bad")]
    [EveryDatabase("/reports/key-projects/ratio?of=Burn&project=4711")]
    [EveryDatabase("/reports/stage-funnel/ratio?stage=4711")]
    [EveryDatabase("/reports/sales-forecast/range?group=4711")]
    [EveryDatabase("/reports/continuity/ratio?row=4711")]
    public async Task A_figure_that_is_not_there_shows_its_report_and_says_so(DatabaseKind kind, string address)
    {
        var world = await worlds.OnAsync(kind);
        foreach (var (language, said) in new[] { ("en", "no figure as the address asks for"), ("zh-CN", "没有地址所指的数字") })
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var report = await visitor.FollowAsync(await visitor.GetAsync(address));

            Assert.Equal(HttpStatusCode.OK, report.Status);
            Assert.Contains(said, report.Document.Body?.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(said, (await visitor.GetAsync(report.Address)).Document.Body?.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task Lists_that_the_forecast_and_the_expectation_of_sales_open_lead_back_to_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 11, 3));
        var visitor = world.Visit(WorldPeople.GeneralManager);
        foreach (var (report, link) in new[]
        {
            ("/reports/sales-forecast?by=Owner&method=Called", "[data-besides] a"), ("/reports/sales-forecast?by=Owner&method=Called", "table.forecast td.num a[href*='figure=Commit']"),
            ("/reports/regional-sales?from=2026-01-01&to=2026-12-31&all=true", "table.figures a[href^='/opportunities?']"),
        })
        {
            var list = await visitor.GetAsync((await visitor.GetAsync(report)).Find("main " + link).GetAttribute("href") ?? "");
            Assert.Equal((HttpStatusCode.OK, report), (list.Status, list.Document.QuerySelectorAll(".crumbs a")[^1].GetAttribute("href")));
        }
    }
}
