using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Demo;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>Rates and intervals of the reports on opportunities and of the appraisal open how they are made, in a company with a history.</summary>
public sealed class OpportunityRatioSpecs
{
    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task Rates_and_intervals_open_how_they_are_made(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var (manager, sheet) = await SeedAsync(world);
        var visitor = world.Visit(manager, language);
        foreach (var (report, ratios) in new[]
        {
            ("/reports/stage-funnel", "/reports/stage-funnel/ratio?"), ("/reports/presales-cost?from=2025-06-01&until=2026-11-18", "/reports/presales-cost/ended/ratio?"),
            ("/reports/sales-forecast/overrides", "/reports/sales-forecast/overrides/ratio?"), ("/reports/performance?period=2026&by=Team&compare=true", "/reports/performance/ratio?"),
            ("/reports/sales-forecast", "/reports/sales-forecast/ratio?"), ("/reports/key-projects?all=true", "/reports/key-projects/ratio?"), (sheet, "/appraisal/"),
        })
        {
            var page = await visitor.GetAsync(report);
            var links = page.Document.QuerySelectorAll($"main a[href^='{ratios}']").Where(link => link.GetAttribute("href")?.Contains("/ratio?", StringComparison.Ordinal) == true).ToList();
            Assert.True(links.Count > 0, $"{report}: {page.Status}");
            foreach (var link in links.Where(link => link.Closest("td > small, li > small") is null || report == sheet).Take(4))
            {
                await RatioSpecs.OpensAsync(visitor, link);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task The_interval_of_a_forecast_tells_what_it_is_made_of(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var (manager, _) = await SeedAsync(world);
        var visitor = world.Visit(manager);
        var page = await visitor.GetAsync("/reports/sales-forecast");
        var (recorded, known) = (0, 0);
        foreach (var table in page.Document.QuerySelectorAll("main table.forecast"))
        {
            var last = table.QuerySelectorAll("a[href*='/range?']")[^1];
            var (low, high) = (last.QuerySelectorAll("small")[0].GetAttribute("title"), last.QuerySelectorAll("small")[1].GetAttribute("title"));
            var made = await visitor.GetAsync(last.GetAttribute("href") ?? "");
            Assert.Equal(HttpStatusCode.OK, made.Status);
            Assert.Equal([low, high], made.Document.QuerySelectorAll("[data-sum=result] b").TakeLast(2).Select(result => result.TextContent));
            Assert.NotEmpty(made.Document.QuerySelectorAll("#rows tbody tr"));
            foreach (var part in made.Document.QuerySelectorAll("main .key-figures a").Where(part => part.TextContent.Trim() != "0.00"))
            {
                var opened = await visitor.GetAsync(part.GetAttribute("href") ?? "");
                Assert.Contains(part.TextContent.Trim(), opened.Find("main").TextContent, StringComparison.Ordinal);
            }

            var isOfWeeks = made.Document.QuerySelectorAll("[data-sum=result]").Length == 2;
            (recorded, known) = (recorded + (isOfWeeks ? 1 : 0), known + (isOfWeeks ? 0 : 1));
            foreach (var cell in made.Document.QuerySelectorAll("#rows tbody tr").Take(2).SelectMany(row => row.QuerySelectorAll("td.num a")))
            {
                var opened = await visitor.GetAsync(cell.GetAttribute("href") ?? "");
                Assert.Contains(cell.TextContent.Trim(), opened.Find("main").TextContent, StringComparison.Ordinal);
            }
        }

        Assert.True(recorded > 0 && known > 0, $"{recorded} {known}");
        Assert.Equal("/reports/sales-forecast", (await visitor.GetAsync("/reports/sales-forecast/range?group=4711")).Location?.OriginalString);
    }

    /// <summary>Who manages the demonstration company, and the sheet of somebody who sells.</summary>
    private static async Task<(string Manager, string Sheet)> SeedAsync(World world)
    {
        await using var db = world.Open();
        await DemoCompany.SeedAsync(db, World.Start);
        var manager = await db.People.Where(person => person.RoleRows.Any(row => row.Role == Role.GeneralManager)).OrderBy(person => person.Id).FirstAsync();
        var seller = await db.Contracts.Where(row => row.Number != null && row.OwnerId != null).OrderByDescending(row => row.SignedOn).Select(row => row.OwnerId).FirstAsync();
        return (manager.Name, $"/appraisal/{seller}?period=2026");
    }
}
