using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Operations;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Reports.Sales;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>A product and a category of customers as filters, wherever a report is asked for by them (product text, section 10).</summary>
public sealed class OfWhatSpecs
{
    [Theory]
    [EveryDatabase("regional-sales")]
    [EveryDatabase("product-sales")]
    [EveryDatabase("customer-purchases")]
    [EveryDatabase("sales-by-time")]
    [EveryDatabase("contract-execution")]
    public async Task The_command_line_asks_by_a_products_code_or_number_and_by_a_category(DatabaseKind kind, string report)
    {
        await using var world = await SalesOfWhatSpecs.FilledAsync(kind);
        await using var db = world.Open();
        var id = (await db.Products.SingleAsync(row => row.Code == "S-CARE")).Id.ToString(CultureInfo.InvariantCulture);
        string[] days = ["--from", "2026-01-01", "--to", "2026-12-31"];
        var all = (await CommandRun.OfAsync(world.Database, ["report", report, .. days])).Succeeds();
        var (coded, numbered) = ((await CommandRun.OfAsync(world.Database, ["report", report, .. days, "--product", "s-care"])).Succeeds(), (await CommandRun.OfAsync(world.Database, ["report", report, .. days, "--product", id])).Succeeds());
        var category = (await CommandRun.OfAsync(world.Database, ["report", report, .. days, "--category", "Key"])).Succeeds();

        Assert.Equal(coded, numbered);
        Assert.All([coded, category], some => Assert.NotEqual(all, some));
        Assert.Contains("S-CARE", (await CommandRun.OfAsync(world.Database, ["report", report, "--product", "NO-SUCH"])).Errors, StringComparison.Ordinal);
        Assert.Contains("Key, Target, General", (await CommandRun.OfAsync(world.Database, ["report", report, "--category", "NONE"])).Errors, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Presales_costs_of_products_and_of_categories_make_the_whole_and_open_their_own_lines(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var goods = await world.ProductAsync("P-1");
        foreach (var (category, minutes, product) in new (string, int, long?)[] { (CategoryScheme.Key, 480, goods.Id), (CategoryScheme.Key, 240, null), (CategoryScheme.General, 60, goods.Id) })
        {
            var id = await world.ApprovedAsync();
            await world.LogAsync(id, minutes);
            await using var change = world.Open();
            await change.Opportunities.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ProductId, product));
            await change.Customers.Where(row => change.Opportunities.Any(project => project.Id == id && project.CustomerId == row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Category, category));
        }

        await using var db = world.Open();
        var asked = new PresalesCostQuestion { From = new(2026, 1, 1), Until = new(2026, 12, 31) };
        var whole = (await CostAsync(asked)).Minor;
        var of = (await CostAsync(asked with { Product = goods.Id })).Minor;
        Assert.Equal((whole * 540 / 780, whole), (of, (await CostAsync(asked with { CustomerCategory = "Key" })).Minor + (await CostAsync(asked with { CustomerCategory = "General" })).Minor));

        var visitor = world.Visit(WorldPeople.GeneralManager);
        foreach (var narrowed in (string[])[$"product={goods.Id}", "customerCategory=Key", $"product={goods.Id}&customerCategory=Key"])
        {
            var page = await visitor.GetAsync($"/reports/presales-cost?from=2026-01-01&to=2026-12-31&{narrowed}");
            var links = page.Document.QuerySelectorAll("main table a[href*='/presales-cost/entries?']").Where(link => link.QuerySelector(".money") is not null).ToList();
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.Contains(narrowed, link.GetAttribute("href"), StringComparison.Ordinal));
            foreach (var link in links)
            {
                var list = await visitor.GetAsync(link.GetAttribute("href") ?? "");
                Assert.Equal(HttpStatusCode.OK, list.Status);
                Assert.Contains(link.TextContent.Trim(), list.Find("main").TextContent, StringComparison.Ordinal);
            }
        }

        async Task<Money> CostAsync(PresalesCostQuestion one) => (await PresalesCosts.OfAsync(db, Viewer.Program, one)).Total.Cost;
    }

    [Theory]
    [EveryDatabase("en", "Product: Product P-1", "Customer category: Key")]
    [EveryDatabase("zh-CN", "产品：产品P-1", "客户分类：重点")]
    public async Task A_schedule_says_of_which_product_and_category_it_is(DatabaseKind kind, string language, params string[] told)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("P-1");
        var boss = world.Visit(WorldPeople.GeneralManager, language);
        var form = await boss.GetAsync($"/reports/schedules/new?of={Uri.EscapeDataString($"/reports/regional-sales?product={product.Id}&customerCategory=Key")}");
        await boss.SendAsync(form, "form[action='/reports/schedules']");

        Assert.Equal(told, form.Document.QuerySelectorAll("form .in-words strong").Select(filter => filter.TextContent));
        Assert.Equal(told, (await boss.GetAsync("/reports/schedules")).Document.QuerySelectorAll("main td small.quiet").Select(filter => filter.TextContent));
    }

    [Theory, EveryDatabase]
    public async Task Of_a_large_catalogue_a_product_is_typed_by_its_code(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("P-1");
        await using (var db = world.Open())
        {
            db.Products.AddRange(Enumerable.Range(0, 400).Select(i => new Product(
                new ProductFacts { Code = $"N-{i}", Name = $"Part {i}", Unit = "pc", ActiveFrom = new DateOnly(2024, 1, 1) }, Money.FromMajor(1), null, world.By(null))));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        foreach (var report in (string[])["sales-by-time", "presales-cost"])
        {
            var page = await visitor.GetAsync($"/reports/{report}?product=p-1");
            Assert.Equal("P-1", page.Find("main input[name=product][list=sold-products]").GetAttribute("value"));
            Assert.Contains("Product: Product P-1", page.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        }
    }
}
