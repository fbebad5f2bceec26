using System.Net;
using AngleSharp.Dom;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>A ratio is no sum of records: it opens how it is made, and each of its figures opens its own.</summary>
public sealed class RatioSpecs
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Theory]
    [EveryDatabase("regional-sales", "en", "share attainment mean growth growth_year margin_rate")]
    [EveryDatabase("regional-sales", "zh-CN", "share attainment mean growth growth_year margin_rate")]
    [EveryDatabase("product-sales", "en", "share growth growth_year margin_rate")]
    [EveryDatabase("customer-purchases", "en", "share cumulative_share growth growth_year margin_rate")]
    [EveryDatabase("contract-execution", "zh-CN", "collected margin_rate")]
    [EveryDatabase("sales-by-time", "en", "attainment growth_year")]
    public async Task Every_ratio_opens_its_parts_which_state_it_and_leads_back(DatabaseKind kind, string report, string language, string told)
    {
        await using var world = await World.CreateAsync(kind);
        await SoldAsync(world);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var page = await visitor.GetAsync($"/reports/{report}?{Year}&all=true");
        var ratios = page.Document.QuerySelectorAll($"main table.figures a[href^='/reports/{report}/ratio?']");

        Assert.All(told.Split(' '), name => Assert.Contains(ratios, ratio => $"{ratio.GetAttribute("href")}&".Contains($"&of={name}&", StringComparison.Ordinal)));
        foreach (var ratio in ratios)
        {
            var made = await OpensAsync(visitor, ratio);
            Assert.Equal($"/reports/{report}?{Year}&all=true", made.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")).Single(link => link?.StartsWith($"/reports/{report}?", StringComparison.Ordinal) == true));
        }
    }

    [Theory]
    [EveryDatabase("en", "(Signed − Year before) ÷ Year before = (4,520.00 − 2,260.00) ÷ 2,260.00 = 100.0%")]
    [EveryDatabase("zh-CN", " − 上年同期) ÷ 上年同期 = (4,520.00 − 2,260.00) ÷ 2,260.00 = 100.0%")]
    public async Task What_is_more_than_before_is_told_in_words_and_numbers(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await SoldAsync(world);

        var made = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/reports/regional-sales/ratio?{Year}&all=true&of=growth_year");

        Assert.Contains(said, made.Find("main p.in-words").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Signed by the first 2")]
    [EveryDatabase("zh-CN", "前 2 名的签约额")]
    public async Task A_cumulative_share_lists_all_up_to_its_row_and_their_sum(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await SoldAsync(world);
        await world.ContractAsync(await world.CustomerAsync("Small"), 100, new DateOnly(2026, 10, 6));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var second = (await visitor.GetAsync($"/reports/customer-purchases?{Year}")).Document.QuerySelectorAll("main table.figures tbody a[href*='of=cumulative_share']")[1];

        var made = await OpensAsync(visitor, second);

        Assert.Equal([["3,390.00", "3,390.00"], ["1,130.00", "4,520.00"]], made.Document.QuerySelectorAll("#rows tbody tr").Select(row => row.Children.Skip(1).Take(2).Select(cell => cell.TextContent.Trim())));
        Assert.Equal((said, "4,520.00"), (made.Find("[data-sum=above] small").TextContent, made.Find("[data-sum=above] a").TextContent));
        Assert.Equal("4,633.00", made.Find("[data-sum=below] a").TextContent);
    }

    [Theory]
    [EveryDatabase("Team", "East 1")]
    [EveryDatabase("Region", "East")]
    [EveryDatabase("Person", "Total")]
    public async Task The_attainment_of_a_group_and_of_all_opens_how_it_is_made(DatabaseKind kind, string by, string name)
    {
        await using var world = await World.CreateAsync(kind);
        await SoldAsync(world);
        await using (var db = world.Open())
        {
            foreach (var person in (string[])[WorldPeople.Rep, WorldPeople.Colleague])
            {
                await db.SetTargetAsync(TargetOf.Person, (await world.PersonAsync(person)).Id, Quarter, Money.FromMajor(4500), null, world.By(null));
            }
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var report = await visitor.GetAsync($"/reports/performance?period=2026-Q4&by={by}");
        var row = report.Document.QuerySelectorAll("main table.figures tr").Single(one => one.FirstElementChild?.TextContent.Trim() == name);
        var made = await OpensAsync(visitor, row.QuerySelector("a[href^='/reports/performance/ratio?']") ?? throw new InvalidOperationException(row.TextContent));

        Assert.Contains(name, made.Heading, StringComparison.Ordinal);
        Assert.Equal("9,000.00", made.Find("[data-sum=below] a").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/reports/performance/ratio?period=2026-Q4&by=Team&row=4711")).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_does_not_see_makes_no_ratio_for_him(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await SoldAsync(world);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            await db.ReviseAsync(0, [new(Role.Sales, AccessRight.Of(SensitiveField.Margin), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        }

        var visitor = world.Visit(WorldPeople.Rep);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/appraisal/{rep.Id}/ratio?of=Margin&period=2026-Q4")).Status);
        Assert.Equal($"/reports/customer-purchases?{Year}&all=true", (await visitor.GetAsync($"/reports/customer-purchases/ratio?{Year}&all=true&of=margin_rate")).Location?.OriginalString);
        Assert.DoesNotContain("of=margin_rate", (await visitor.GetAsync($"/reports/customer-purchases?{Year}&all=true")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/appraisal/{rep.Id}/ratio?of=Attainment&period=2026-Q4")).Status);
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
            await db.SetTargetAsync(TargetOf.Person, (await world.PersonAsync(WorldPeople.Rep)).Id, Quarter, Money.FromMajor(9000), null, world.By(null));
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

    /// <summary>Goes to how a ratio is made: it comes to the same, and each of its parts opens a page that states it.</summary>
    internal static async Task<Page> OpensAsync(Visitor visitor, IElement ratio)
    {
        var address = ratio.GetAttribute("href") ?? "";
        var made = await visitor.GetAsync(address);
        Assert.Equal((address, HttpStatusCode.OK), (address, made.Status));
        Assert.Contains(ratio.TextContent.Trim(), made.Document.QuerySelectorAll("[data-sum=result] b").Select(result => result.TextContent.Trim()));
        foreach (var part in made.Document.QuerySelectorAll("main .key-figures a"))
        {
            var opened = await visitor.GetAsync(part.GetAttribute("href") ?? "");
            Assert.True(opened.Find("main").TextContent.Contains(part.TextContent.Trim(), StringComparison.Ordinal), $"{address}: {part.TextContent} is not told at {part.GetAttribute("href")}");
        }

        return made;
    }

    private static FiscalSpan Quarter => FiscalSpan.Of(new DateOnly(2026, 11, 5), 3, 1);

    /// <summary>Two customers bought, one of whom had bought before; the company has a target.</summary>
    private static async Task SoldAsync(World world)
    {
        var (buyer, product) = (await world.CustomerAsync("Buyer"), await world.ProductAsync());
        await world.ContractAsync(buyer, 3000, new DateOnly(2026, 10, 5), productId: product.Id);
        await world.ContractAsync(await world.CustomerAsync("Other", WorldPeople.Stranger), 1000, new DateOnly(2026, 11, 5));
        await world.ContractAsync(buyer, 2000, new DateOnly(2025, 10, 5), productId: product.Id);
        await using var db = world.Open();
        await db.SetTargetAsync(TargetOf.Company, null, Quarter, Money.FromMajor(9000), null, world.By(null));
    }
}
