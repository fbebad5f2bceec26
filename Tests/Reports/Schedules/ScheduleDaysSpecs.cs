using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Schedules;

namespace SiCrm.Tests.Reports.Schedules;

/// <summary>What a schedule will send and when is known before it is kept, stands in the list, and can be changed by who keeps it.</summary>
public sealed class ScheduleDaysSpecs
{
    [Theory]
    [EveryDatabase("/reports/regional-sales?from=2026-10-01&to=2026-10-31", "2026-10-01 – 2026-10-31", "LastMonth")]
    [EveryDatabase("/reports/regional-sales?from=2026-01-01&to=2026-11-18&firstOf=12", "2026-01-01 – 2026-11-18", "YearToDate")]
    [EveryDatabase("/reports/sales-by-time?week=2026-W46", "2026-11-09 – 2026-11-15", "LastWeek")]
    [EveryDatabase("/reports/lead-promotion?week=2026-W40", "2026-W40", "LastWeek")]
    [EveryDatabase("/reports/lead-daily?date=2026-11-17", "2026-11-17", "Yesterday")]
    [EveryDatabase("/reports/stage-funnel?from=2026-02-01&until=2026-02-11", "2026-02-01 – 2026-02-11", "LastMonth")]
    public async Task Fixed_days_are_said_not_to_be_kept_and_the_period_that_has_them_is_offered(DatabaseKind kind, string report, string days, string period)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var (language, said) in new[] { ("en", "does not stay at fixed days"), ("zh-CN", "不会停留在固定的日期") })
        {
            var visitor = world.Visit(WorldPeople.GeneralManager, language);
            var form = await visitor.GetAsync("/reports/schedules/new?of=" + Uri.EscapeDataString(report));
            var told = form.Find("main form [role=note]").TextContent;

            Assert.Contains(said, told, StringComparison.Ordinal);
            Assert.Contains(days, told, StringComparison.Ordinal);
            Assert.Equal(period, form.Document.QuerySelector("#period option[selected]")?.GetAttribute("value") ?? form.Find("#period option").GetAttribute("value"));
            Assert.Null((await visitor.GetAsync("/reports/schedules/new?of=" + Uri.EscapeDataString(report.Split('?')[0]))).Document.QuerySelector("main form [role=note]"));
        }

        var boss = world.Visit(WorldPeople.GeneralManager);
        var kept = await boss.SendAsync(await boss.GetAsync("/reports/schedules/new?of=" + Uri.EscapeDataString(report)), "form[action='/reports/schedules']");
        await using var db = world.Open();
        var schedule = await db.ReportSchedules.SingleAsync();
        Assert.Equal((HttpStatusCode.Redirect, "", period), (kept.Status, schedule.Query, schedule.Period.ToString()));
    }

    [Theory, EveryDatabase]
    public async Task The_days_that_a_period_has_today_stand_beside_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var form = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/schedules/new?of=%2Freports%2Fregional-sales");

        Assert.Equal("Last quarter (today: 2026-07-01 – 2026-09-30)", form.Find("#period option[value=LastQuarter]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_list_says_when_it_goes_next_and_what_became_of_the_last_time_and_its_owner_changes_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (boss, manager) = (world.Visit(WorldPeople.GeneralManager), await world.PersonAsync(WorldPeople.Manager));
        await boss.SendAsync(await boss.GetAsync("/reports/schedules/new?of=%2Freports%2Fkey-projects"), "form[action='/reports/schedules']", ("Form.Rhythm", "Daily"));
        Assert.Equal(1, await world.App.Services.GetRequiredService<ReportMailing>().SendDueAsync());

        var list = await boss.GetAsync("/reports/schedules");
        Assert.Equal("2026-11-19 Thu 06:30", list.Find("main td[data-label='Next time']").TextContent.Trim());
        Assert.EndsWith("sent", list.Find("main td[data-label='Last time']").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Asia/Shanghai", list.Find("main").TextContent, StringComparison.Ordinal);

        var address = list.Find("main a[href^='/reports/schedules/']").GetAttribute("href") ?? "";
        var (form, stale) = (await boss.GetAsync(address), await boss.GetAsync(address));
        var id = manager.Id.ToString(CultureInfo.InvariantCulture);
        var changed = await boss.SendAsync(form, $"form[action='{address}']", ("Form.Rhythm", "Monthly"), ("Form.File", "Csv"), ("Form.Recipients", id));
        Assert.Equal(HttpStatusCode.Redirect, changed.Status);
        list = await boss.GetAsync("/reports/schedules");
        Assert.Equal("2026-12-01 Tue 06:30", list.Find("main td[data-label='Next time']").TextContent.Trim());
        Assert.Contains("Max Manager", list.Find("main td[data-label=To]").TextContent, StringComparison.Ordinal);
        Assert.Contains("CSV", list.Find("main td[data-label='How often']").TextContent, StringComparison.Ordinal);

        var refused = await boss.SendAsync(stale, $"form[action='{address}']", ("Form.Rhythm", "Weekly"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("On the first of the month", refused.Find("main form [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Max Manager", refused.Find("main form [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Weekly", refused.Find("#rhythm option[selected]").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await boss.SendAsync(refused, $"form[action='{address}']", ("Form.Rhythm", "Daily"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Manager).GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync(address)).Status);
        await boss.SendAsync(list, "form[action$=pause]");
        Assert.Equal("–", (await boss.GetAsync("/reports/schedules")).Find("main td[data-label='Next time']").TextContent.Trim());
    }
}
