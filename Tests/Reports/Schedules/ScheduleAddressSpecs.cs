using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Schedules;

/// <summary>What is mailed is what the address showed when it was scheduled, and no address is kept of which no file can be made.</summary>
public sealed class ScheduleAddressSpecs
{
    private const string Form = "form[action='/reports/schedules']";

    [Theory]
    [EveryDatabase("/reports/regional-sales?all=true&split=Industry", "all=true&split=Industry")]
    [EveryDatabase("/reports/contract-execution?all=true", "all=true")]
    [EveryDatabase("/reports/key-projects?all=true&print=true", "all=true")]
    [EveryDatabase("/reports/lead-promotion?by=owner&all=true", "by=owner")]
    [EveryDatabase("/reports/opportunity-promotion?by=owner&all=true", "by=owner")]
    public async Task All_columns_are_kept_and_all_rows_are_in_the_file_anyway(DatabaseKind kind, string report, string kept)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager);
        var form = await boss.GetAsync("/reports/schedules/new?of=" + Uri.EscapeDataString(report));

        var answer = await boss.SendAsync(form, Form);

        await using var db = world.Open();
        Assert.Equal((HttpStatusCode.Redirect, kept), (answer.Status, (await db.ReportSchedules.SingleAsync()).Query));
        Assert.Equal(kept.Contains("all", StringComparison.Ordinal), form.Document.QuerySelectorAll("form .in-words strong").Any(filter => filter.TextContent == "All columns"));
    }

    [Theory]
    [EveryDatabase("en", "does not know “colour, foo” in this address")]
    [EveryDatabase("zh-CN", "不认识地址中的“colour、foo”")]
    public async Task What_the_report_does_not_know_is_named_when_it_is_scheduled(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var boss = world.Visit(WorldPeople.GeneralManager, language);
        foreach (var report in (string[])["regional-sales", "lead-daily", "neglect", "performance"])
        {
            var refused = await boss.SendAsync(await boss.GetAsync($"/reports/schedules/new?of=%2Freports%2F{report}%3Fcolour%3Dblue%26foo%3Dbar"), Form);

            Assert.Equal((report, HttpStatusCode.UnprocessableEntity), (report, refused.Status));
            Assert.Contains(said, refused.Find("main form [role=alert]").TextContent, StringComparison.Ordinal);
        }

        await using var db = world.Open();
        Assert.Empty(await db.ReportSchedules.ToListAsync());
    }
}
