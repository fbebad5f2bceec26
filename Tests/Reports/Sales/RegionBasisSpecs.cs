using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using SiCrm.Domain.Access;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>How the shares and differences of regional sales are made (product text, section 10: a number is explained).</summary>
public sealed class RegionBasisSpecs
{
    private const string Basis = "/reports/regional-sales/basis";
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Theory, EveryDatabase]
    public async Task The_largest_customers_make_the_share_and_all_of_them_the_concentration(DatabaseKind kind)
    {
        await using var world = await FurtherFiguresOpenSpecs.FilledAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        foreach (var region in (int[])[1, 2])
        {
            var page = await visitor.GetAsync($"{Basis}?{Year}&region={region}");
            var (signed, five, all) = (Number(page.Find("[data-sum=signed] a")), page.Document.QuerySelectorAll("#top-five tbody tr"), page.Document.QuerySelectorAll("#concentration tbody tr"));
            var together = five.Sum(row => Number(row.Children[1]));

            Assert.Equal(Number(page.Find("#top-five tfoot .money")), together);
            Assert.Equal((together / signed).ToString("0.0%", CultureInfo.InvariantCulture), page.Find("[data-sum=top_five] b").TextContent);
            Assert.Equal(signed, all.Sum(row => Number(row.Children[1])));
            Assert.Equal(Number(page.Find("[data-sum=concentration] b")), decimal.Round(all.Sum(row => Number(row.Children[3])), 4));
            Assert.Equal(Number(page.Find("[data-sum=concentration] b")), decimal.Round(all.Sum(row => Number(row.Children[1]) / signed * (Number(row.Children[1]) / signed)), 4));
            foreach (var row in five)
            {
                var contracts = await visitor.GetAsync(row.QuerySelector("a")?.GetAttribute("href") ?? "");
                Assert.Equal(row.Children[1].TextContent, contracts.Find("[data-sum=signed] b").TextContent.Trim());
                Assert.Contains("/reports/regional-sales?", contracts.Find(".crumbs a:last-child").GetAttribute("href"), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [EveryDatabase("en", "(2 − 1) × 2,260.00 ÷ 1 = 2,260.00", "1,130.00")]
    [EveryDatabase("zh-CN", "(2 − 1) × 2,260.00 ÷ 1 = 2,260.00", "1,130.00")]
    public async Task The_difference_from_the_days_before_is_told_by_number_and_by_size(DatabaseKind kind, string language, string volume, string size)
    {
        await using var world = await World.CreateAsync(kind);
        var buyer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(buyer, 2000, new DateOnly(2025, 5, 1));
        await world.ContractAsync(buyer, 1000, new DateOnly(2026, 5, 1));
        await world.ContractAsync(await world.CustomerAsync("Other"), 4000, new DateOnly(2026, 6, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var page = await visitor.GetAsync($"{Basis}?{Year}&region={buyer.RegionId}");

        Assert.Contains(volume, page.Find("#effects dl").TextContent, StringComparison.Ordinal);
        Assert.Equal(("2,260.00", size), (page.Find("[data-sum=volume_effect] .money").TextContent, page.Find("[data-sum=size_effect] .money").TextContent));
        foreach (var link in page.Document.QuerySelectorAll("#effects div.card-body + .table-scroll tbody tr:first-child a"))
        {
            Assert.Equal(link.TextContent, (await visitor.GetAsync(link.GetAttribute("href") ?? "")).Find("[data-sum=contracts] b").TextContent.Trim());
        }
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task The_size_is_split_further_by_the_mix_of_categories(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        var (small, large) = (await world.CustomerAsync("Small"), await world.CustomerAsync("Large", change: facts => facts with { Category = "Key" }));
        foreach (var (buyer, day, price) in new[] { (small, new DateOnly(2025, 5, 1), 1000), (large, new(2025, 5, 1), 9000), (large, new(2026, 5, 1), 9500), (large, new(2026, 6, 1), 9500) })
        {
            await world.ContractAsync(buyer, price, day);
        }

        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var page = await visitor.GetAsync($"{Basis}?{Year}&region={small.RegionId}");

        Assert.Equal(("9,040.00", "1,130.00"), (page.Find("[data-sum=mix_effect] .money").TextContent, page.Find("[data-sum=within_effect] .money").TextContent));
        Assert.Equal("10,170.00", page.Find("[data-sum=size_effect] .money").TextContent);
        foreach (var link in page.Document.QuerySelectorAll("#mix tbody a"))
        {
            Assert.Equal(link.TextContent.Trim(), (await visitor.GetAsync(link.GetAttribute("href") ?? "")).Find("[data-sum=signed] b").TextContent.Trim());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_region_that_nobody_knows_or_he_does_not_see_is_not_there(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (own, other) = (await world.CustomerAsync("Own"), await world.CustomerAsync("Elsewhere", WorldPeople.Stranger));
        await world.ContractAsync(own, 1000, new DateOnly(2026, 3, 1));
        await world.ContractAsync(other, 2000, new DateOnly(2026, 3, 1));
        var engineer = await world.HireAsync("Eve Engineer", Role.ServiceManager);
        Assert.NotEqual(own.RegionId, other.RegionId);
        foreach (var (who, region, expected) in new[]
        {
            (WorldPeople.GeneralManager, other.RegionId, HttpStatusCode.OK), (WorldPeople.Rep, own.RegionId, HttpStatusCode.OK), (WorldPeople.Rep, other.RegionId, HttpStatusCode.NotFound),
            (WorldPeople.GeneralManager, 99999, HttpStatusCode.NotFound),
        })
        {
            Assert.Equal((who, region, expected), (who, region, (await world.Visit(who).GetAsync($"{Basis}?{Year}&region={region}")).Status));
        }

        Assert.Contains((await world.Visit(engineer.Name).GetAsync($"{Basis}?{Year}&region={own.RegionId}")).Status, (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.NotFound]);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"{Basis}?{Year}&noRegion=true")).Status);
        Assert.Equal("/reports/regional-sales?all=true", $"{(await world.Visit(WorldPeople.Rep).GetAsync(Basis)).Location}");
    }

    private static decimal Number(IElement cell) => decimal.Parse(cell.TextContent.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture);
}
