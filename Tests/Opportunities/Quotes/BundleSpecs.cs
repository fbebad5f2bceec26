using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>套装: who buys a bundle is told what is in it, and that never changes behind his back.</summary>
public sealed class BundleSpecs
{
    [Theory]
    [InlineData(2_200, 1_300, false, false)]
    [InlineData(2_199, 1_299, true, true)]
    public void A_bundle_is_told_to_be_below_the_sum_of_its_parts(int price, int cost, bool isPrice, bool isCost)
    {
        var bundle = new BundleContents([Part(1, quantity: 2, price: 600, cost: 400), Part(2, quantity: 1, price: 1_000, cost: 500)]);

        Assert.Equal((isPrice, isCost), (bundle.IsPricedBelow(Money.FromMajor(price)), bundle.IsCostBelow(Money.FromMajor(cost))));
    }

    [Fact]
    public void While_a_part_has_no_cost_nobody_says_that_the_bundle_costs_too_little() =>
        Assert.False(new BundleContents([Part(1, quantity: 1, price: 1, cost: null)]).IsCostBelow(Money.Zero));

    [Fact]
    public void Parts_are_in_no_sum_of_any_quote()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var line = QuoteWorld.Line(quantity: random.Next(1, 50), discount: random.Next(0, 3000), price: random.Next(1, 5000));
            var bundled = line with { Bundle = new BundleContents([Part(random.Next(2, 9), random.Next(1, 20), random.Next(1, 900), random.Next(1, 900))]) };

            Assert.Equal((line.Sums.InTax, line.MeasuredCost, line.BelowList), (bundled.Sums.InTax, bundled.MeasuredCost, bundled.BelowList));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_parts_stand_in_quote_document_sheet_and_contract_as_they_were_put_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (bundle, part) = (await world.ProductAsync("SET-1", price: 900, cost: 500), await world.ProductAsync("PART-1", price: 700, cost: 400));
        await BundleAsync(world, bundle, (part.Id, 2));
        var opportunity = await world.OpenedAsync("Bundled", verbs: OpportunityWorld.Initiate);
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));

        var made = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"), ("Lines[0].ProductCode", "SET-1"), ("Lines[0].Quantity", "3"));
        var path = made.Location?.ToString() ?? made.Text;
        await BundleAsync(world, bundle, (part.Id, 9));
        await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "form[data-quote]", ("act", "Save"), ("Terms", "Changed"));
        var page = await rep.GetAsync(path);
        var file = await rep.Http.GetAsync(new Uri($"{path}/lines.xlsx", UriKind.Relative));

        Assert.Contains("2 pc Product PART-1", page.Find(".bundle-parts").TextContent, StringComparison.Ordinal);
        Assert.Contains("Priced below the sum of its parts: 1,400.00", page.Find("main").TextContent.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("2 pc 产品PART-1", (await rep.GetAsync($"{path}/document?language=zh-CN")).Find(".sheet .bundle-parts").TextContent, StringComparison.Ordinal);
        Assert.Contains($"{QuotePaste.PartMark} Product PART-1 (pc)", Sheet(await file.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);

        await using (var db = world.Open())
        {
            var quote = await db.Quotes.ForChange().SingleAsync();
            var stamp = world.By(await world.PersonAsync(WorldPeople.Rep));
            quote.Submit(QuotePolicy.Default, stamp);
            quote.Send(stamp);
            quote.Accept("Yes", stamp);
            await db.SaveChangesAsync();
        }

        var contracted = await manager.SendAsync(await manager.GetAsync($"{path}/contract"), "main form[method=post]");
        Assert.Equal(HttpStatusCode.Redirect, contracted.Status);
        Assert.Contains("2 pc Product PART-1", (await manager.GetAsync($"{contracted.Location}/lines")).Find(".bundle-parts").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 pc 产品PART-1", (await manager.GetAsync($"{contracted.Location}/document?language=zh-CN")).Find(".sheet .bundle-parts").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_bundle_within_a_bundle_says_what_is_in_it_wherever_the_bundle_is_shown(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (outer, inner, part) = (await world.ProductAsync("OUT-1", price: 9_000), await world.ProductAsync("IN-1", price: 700), await world.ProductAsync("PART-3", price: 100));
        await BundleAsync(world, outer, (inner.Id, 2));
        await BundleAsync(world, inner, (part.Id, 3));
        var opportunity = await world.OpenedAsync("Nested", verbs: OpportunityWorld.Initiate);
        var rep = world.Visit(WorldPeople.Rep);

        var made = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"), ("Lines[0].ProductCode", "OUT-1"), ("Lines[0].Quantity", "5"));
        var path = made.Location?.ToString() ?? made.Text;
        await BundleAsync(world, inner, (part.Id, 8));
        await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "form[data-quote]", ("act", "Save"), ("Terms", "Changed"));
        var file = await rep.Http.GetAsync(new Uri($"{path}/lines.xlsx", UriKind.Relative));

        Assert.Equal("3 pc Product PART-3", (await rep.GetAsync(path)).Find(".bundle-parts ul ul li").TextContent.Trim());
        Assert.Equal("3 pc 产品PART-3", (await rep.GetAsync($"{path}/document?language=zh-CN")).Find(".sheet .bundle-parts ul ul li").TextContent.Trim());
        var sheet = Sheet(await file.Content.ReadAsByteArrayAsync());
        Assert.Contains($"{QuotePaste.PartMark} {QuotePaste.PartMark} Product PART-3 (pc)", sheet, StringComparison.Ordinal);
        Assert.Contains("<v>30</v>", sheet, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_catalogue_tells_what_a_bundle_leaves_out_and_a_contract_drafted_by_hand_has_the_parts_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (bundle, part) = (await world.ProductAsync("SET-2", price: 900, cost: 500), await world.ProductAsync("PART-2", price: 700, cost: 400));
        await BundleAsync(world, bundle, (part.Id, 2));
        await world.CustomerAsync("Buyer of bundles");
        var manager = world.Visit(WorldPeople.Manager);

        var page = await manager.GetAsync($"/products/{bundle.Id}");
        var drafted = await manager.SendAsync(
            await manager.GetAsync("/contracts/new"), "main form[method=post]", ("ContractName", "By hand"), ("CustomerName", "Buyer of bundles"), ("Lines[0].ProductCode", "set-2"), ("Lines[0].Quantity", "1"));

        Assert.Equal(2, page.Document.QuerySelectorAll(".flash-warning").Length);
        Assert.Contains("2 pc Product PART-2", (await manager.GetAsync($"{drafted.Location}/lines")).Find(".bundle-parts").TextContent, StringComparison.Ordinal);
    }

    private static BundlePart Part(long product, int quantity, int price, int? cost) =>
        new(product, $"Part {product}", null, "pc", quantity, Money.FromMajor(price), cost is { } amount ? Money.FromMajor(amount) : null);

    private static async Task BundleAsync(World world, Product bundle, params (long PartId, int Quantity)[] parts)
    {
        await using var db = world.Open();
        (await db.Products.ForChange().SingleAsync(product => product.Id == bundle.Id)).Bundle(parts);
        await db.SaveChangesAsync();
    }

    private static string Sheet(byte[] xlsx)
    {
        using var archive = new ZipArchive(new MemoryStream(xlsx));
        return string.Concat(archive.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }
}
