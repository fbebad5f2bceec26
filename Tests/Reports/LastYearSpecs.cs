using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>The weekly lead promotion stands beside the week of the same number a year before, where anything is known of that.</summary>
public sealed class LastYearSpecs
{
    [Theory]
    [EveryDatabase("en", "same week last year 2", "the same week of last year (2026-W47)", "Captured, same week last year")]
    [EveryDatabase("zh-CN", "上年同周 2", "上年同周（2026-W47）", "登记（上年同周）")]
    public async Task The_weekly_promotion_is_compared_with_the_same_week_of_last_year(DatabaseKind kind, string language, string compared, string told, string column)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        await world.LeadAsync(LeadStatus.Qualified);
        world.Clock.Pass(TimeSpan.FromDays(371));
        await world.LeadAsync();
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var page = await visitor.GetAsync("/reports/lead-promotion?week=2027-W47&by=Channel");
        var captured = page.Find(".key-figures a[href*='figure=Captured']");
        Assert.Equal("1", captured.TextContent);
        Assert.Contains(compared, captured.ParentElement?.TextContent, StringComparison.Ordinal);
        Assert.Contains(told, page.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains(" · 2", page.Find("table.figures tfoot a[href*='figure=Captured']").ParentElement?.QuerySelector("small")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(column, (await visitor.GetAsync("/reports/lead-promotion/export.csv?week=2027-W47&by=Channel")).Text.Split('\n')[0], StringComparison.Ordinal);

        var first = (await visitor.GetAsync("/reports/lead-promotion?week=2026-W47&by=Channel")).Find("main").TextContent;
        Assert.DoesNotContain(compared[..^2], first, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_promotion_rate_opens_the_leads_that_it_is_made_of(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        await world.LeadAsync(LeadStatus.Qualified);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync("/reports/lead-promotion?week=2026-W47&by=Channel");
        foreach (var link in page.Document.QuerySelectorAll("main a[href*='/lead-promotion/ratio?']"))
        {
            var made = await visitor.GetAsync(link.GetAttribute("href") ?? "");
            Assert.Equal(link.TextContent, made.Find("[data-sum=result] b").TextContent);
            foreach (var part in made.Document.QuerySelectorAll("main .key-figures a").Where(part => part.TextContent != "0"))
            {
                Assert.Equal($"In all: {part.TextContent}", (await visitor.GetAsync(part.GetAttribute("href") ?? "")).Find(".figure-total strong").TextContent);
            }
        }

        Assert.Equal(3, page.Document.QuerySelectorAll("main a[href*='/lead-promotion/ratio?']").Length);
    }
}
