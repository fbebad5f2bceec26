using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>A ratio is no sum of records: it opens how it is made, and each of its figures opens its own.</summary>
public sealed class RatioSpecs
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Theory]
    [EveryDatabase("regional-sales", "en")]
    [EveryDatabase("regional-sales", "zh-CN")]
    [EveryDatabase("product-sales", "en")]
    [EveryDatabase("customer-purchases", "en")]
    [EveryDatabase("contract-execution", "zh-CN")]
    [EveryDatabase("sales-by-time", "en")]
    public async Task Every_ratio_opens_its_parts_which_state_it_and_leads_back(DatabaseKind kind, string report, string language)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 3000, new DateOnly(2026, 10, 5));
        await world.ContractAsync(await world.CustomerAsync("Other", WorldPeople.Stranger), 1000, new DateOnly(2026, 11, 5));
        await using (var db = world.Open())
        {
            await db.SetTargetAsync(TargetOf.Company, null, FiscalSpan.Of(new DateOnly(2026, 11, 5), 3, 1), Money.FromMajor(9000), null, world.By(null));
        }

        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var page = await visitor.GetAsync($"/reports/{report}?{Year}&all=true");
        var ratios = page.Document.QuerySelectorAll($"main table.figures a[href^='/reports/{report}/ratio?']");

        Assert.NotEmpty(ratios);
        foreach (var ratio in ratios)
        {
            var made = await visitor.GetAsync(ratio.GetAttribute("href") ?? "");
            Assert.Equal(ratio.TextContent.Trim(), made.Find("[data-sum=result] b").TextContent.Trim());
            Assert.Equal($"/reports/{report}?{Year}&all=true", made.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")).Single(link => link?.StartsWith($"/reports/{report}?", StringComparison.Ordinal) == true));
            foreach (var part in made.Document.QuerySelectorAll("[data-sum=above] a, [data-sum=below] a"))
            {
                var opened = await visitor.GetAsync(part.GetAttribute("href") ?? "");
                Assert.Contains(part.TextContent.Trim(), opened.Find("main").TextContent, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task A_person_s_attainment_opens_how_it_is_made(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 3000, new DateOnly(2026, 11, 5));
        await using (var db = world.Open())
        {
            var quarter = FiscalSpan.Of(new DateOnly(2026, 11, 5), 3, 1);
            await db.SetTargetAsync(TargetOf.Person, (await world.PersonAsync(WorldPeople.Rep)).Id, quarter, Money.FromMajor(9000), null, world.By(null));
        }

        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var ratio = (await visitor.GetAsync("/reports/performance?period=2026-Q4")).Find("main a[href^='/reports/performance/ratio?']");
        var made = await visitor.GetAsync(ratio.GetAttribute("href") ?? "");

        Assert.Equal(ratio.TextContent.Trim(), made.Find("[data-sum=result] b").TextContent.Trim());
        Assert.Contains("3,390.00", made.Find("[data-sum=above]").TextContent, StringComparison.Ordinal);
        Assert.Contains("9,000.00", made.Find("[data-sum=below]").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_no_ratio_leads_to_the_report(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var answer = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/regional-sales/ratio?{Year}&of=customer&row=999");

        Assert.Equal($"/reports/regional-sales?{Year}", answer.Location?.OriginalString);
    }
}
