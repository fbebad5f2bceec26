using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts.Catalogue;

public sealed class CataloguePageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_product_is_added_priced_and_found(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);

        var made = await visitor.SendAsync(await visitor.GetAsync("/products/new"), "main form",
            ("Code", "SRV-1"), ("Name", "Rack server"), ("ChineseName", "机架式服务器"), ("Kind", "Hardware"), ("ListPrice", "6.8万"), ("StandardCost", "50000"));
        var path = made.Location?.ToString() ?? "";
        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=prices]", ("PriceForm.ListPrice", "70000"));

        var list = await visitor.GetAsync("/products?q=机架&kind=Hardware");
        Assert.Contains("70,000.00", list.Document.QuerySelector("main table")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await visitor.GetAsync(path)).Document.QuerySelectorAll("section[aria-labelledby=prices] tbody tr").Length);
    }

    [Theory, EveryDatabase]
    public async Task A_category_is_once_under_its_parent_however_its_name_is_written(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        async Task<Page> AddAsync(string name) => await visitor.SendAsync(
            await visitor.GetAsync("/products/categories"), "form[action='/products/categories']", ("Form.Name", name), ("Form.ParentId", null));
        await AddAsync("Edge Boxes");

        var (twice, other) = (await AddAsync("ｅｄｇｅ  boxes"), await AddAsync("Edge cameras"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (twice.Status, other.Status));
        Assert.Contains("Edge Boxes is there already", twice.Find("#Form_Name-error").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_product_in_use_can_not_be_deleted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var part = await world.ProductAsync("P-1");
        var bundle = await world.ProductAsync("B-1");
        var visitor = world.Visit(WorldPeople.Administrator);
        await visitor.SendAsync(await visitor.GetAsync($"/products/{bundle.Id}"), "form[action$=parts]", ("PartForm.PartCode", "P-1"), ("PartForm.Quantity", "2"));

        var refused = await visitor.SendAsync(await visitor.GetAsync($"/products/{part.Id}"), "form[action$=removal]");
        var done = await visitor.SendAsync(await visitor.GetAsync($"/products/{bundle.Id}"), "form[action$=removal]");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Archive it instead", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/products", done.Location?.ToString());
    }

    [Theory, EveryDatabase]
    public async Task A_bundle_is_in_none_of_its_parts_at_whatever_depth(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (part, middle, whole) = (await world.ProductAsync("P-1"), await world.ProductAsync("M-1"), await world.ProductAsync("B-1"));
        var visitor = world.Visit(WorldPeople.Administrator);
        async Task<Page> PutAsync(long bundle, string code) =>
            await visitor.SendAsync(await visitor.GetAsync($"/products/{bundle}"), "form[action$=parts]", ("PartForm.PartCode", code), ("PartForm.Quantity", "1"));
        await PutAsync(whole.Id, "M-1");
        await PutAsync(middle.Id, "P-1");

        var (circle, itself, fine) = (await PutAsync(part.Id, "B-1"), await PutAsync(part.Id, "P-1"), await PutAsync(whole.Id, "P-1"));

        Assert.Contains("B-1 has", circle.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (circle.Status, itself.Status, fine.Status));
    }

    [Theory, EveryDatabase]
    public async Task A_refusal_names_the_product_in_the_reader_s_language(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var part = await world.ProductAsync("P-1");
        var bundle = await world.ProductAsync("B-1");
        var visitor = world.Visit(WorldPeople.Administrator, "zh-CN");
        await visitor.SendAsync(await visitor.GetAsync($"/products/{bundle.Id}"), "form[action$=parts]", ("PartForm.PartCode", "P-1"), ("PartForm.Quantity", "2"));

        var errors = (await visitor.SendAsync(await visitor.GetAsync($"/products/{part.Id}"), "form[action$=removal]")).Find(".form-errors").TextContent;

        Assert.Contains("产品P-1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Product", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_products_have_two_numbers()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator);

        var answer = await visitor.SendAsync(
            await visitor.GetAsync("/products/new"), "main form", ("Code", "S-1"), ("Name", "Other"), ("Kind", "Software"), ("ListPrice", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("S-1", answer.Document.QuerySelector(".form-errors, [role=alert]")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sells_reads_the_catalogue_and_does_not_change_it()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var product = await world.ProductAsync();
        var visitor = world.Visit(WorldPeople.Rep);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/products/{product.Id}")).Status);
        Assert.Null((await visitor.GetAsync($"/products/{product.Id}")).Document.QuerySelector("main form[method=post]"));
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync("/products/new")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Products_are_imported_once_and_repriced_later(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var first = await ImportAsync(world, "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\nBroken,GTX,many\nFar,GTX,$500\nOver,GTX,€12\nAway,GTX,USD 500\nFine,GTX,1550.555\n");
        var second = await ImportAsync(world, "product,series,sales_price\nGTX Basic,GTX,560\nGTXPro,GTX,4821\n");

        Assert.Equal(
            ["ProductPriceNotRead", "AmountInOtherCurrency", "AmountInOtherCurrency", "AmountInOtherCurrency", "AmountTooFine"], first.Rejected.Select(row => row.Refusal.Code));
        Assert.Equal((2, 0, 0, 5), (first.Added, first.Repriced, first.Unchanged, first.Rejected.Count));
        Assert.Equal((0, 1, 1, 0), (second.Added, second.Repriced, second.Unchanged, second.Rejected.Count));
        await using var db = world.Open();
        var pro = await db.Products.SingleAsync(product => product.Code == "GTX-PRO");
        Assert.Equal("GTX", (await db.ProductCategories.SingleAsync(category => category.Id == pro.CategoryId)).Name);
    }

    [Theory]
    [EveryDatabase("", "", "2026-06-30", "2026-06-30", true)]
    [EveryDatabase("", "", "2026-06-30", "2026-07-01", false)]
    [EveryDatabase("", "", "", "2030-01-01", true)]
    [EveryDatabase("", "Key", "", "2026-06-30", false)]
    public async Task No_product_has_two_prices_for_the_same_customers_on_one_day(
        DatabaseKind kind, string firstFor, string secondFor, string until, string from, bool clashes)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator);
        async Task<string> ListAsync(string name, string category, string first, string last) => (await visitor.SendAsync(
            await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", name), ("Form.CustomerCategory", category), ("Form.FromOn", first), ("Form.UntilOn", last))).Location?.ToString() ?? "";
        async Task<Page> PriceAsync(string list, string? price) => await visitor.SendAsync(await visitor.GetAsync(list), "main form", ("Form.ProductCode", "S-1"), ("Form.Price", price));
        var (one, other) = (await ListAsync("East 2026", firstFor, "2026-01-01", until), await ListAsync("Spring", secondFor, from, ""));
        await PriceAsync(one, "900");

        var answer = await PriceAsync(other, "800");

        Assert.Equal(clashes ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Redirect, answer.Status);
        if (clashes)
        {
            Assert.Contains("“East 2026”, which holds from 2026-01-01", answer.Find("#Form_Price-error").TextContent, StringComparison.Ordinal);
            Assert.Equal("800", answer.Find("#Form_Price").GetAttribute("value"));
            await PriceAsync(one, "");
            Assert.Equal(HttpStatusCode.Redirect, (await PriceAsync(other, "800")).Status);
        }
    }

    [Theory]
    [EveryDatabase("en", "A price of 0 is refused")]
    [EveryDatabase("zh-CN", "价格不能为 0")]
    public async Task Nothing_is_given_away_by_a_price(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var list = (await visitor.SendAsync(await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", "East"), ("Form.FromOn", "2026-01-01"))).Location?.ToString() ?? "";

        var inList = await visitor.SendAsync(await visitor.GetAsync(list), "main form", ("Form.ProductCode", "S-1"), ("Form.Price", "0"));
        var ofProduct = await visitor.SendAsync(await visitor.GetAsync($"/products/{product.Id}"), "form[action$=prices]", ("PriceForm.ListPrice", "0"));

        Assert.All([inList, ofProduct], page => Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status));
        Assert.Contains(said, inList.Find("#Form_Price-error").TextContent, StringComparison.Ordinal);
        Assert.Contains(said, ofProduct.Find(".form-errors").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_price_list_and_a_branch_of_the_tree_are_made(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator);

        await visitor.SendAsync(await visitor.GetAsync("/products/categories"), "main form", ("Form.Name", "Hardware"), ("Form.ChineseName", "硬件"));
        var made = await visitor.SendAsync(await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", "East 2026"), ("Form.FromOn", "2026-01-01"));
        await visitor.SendAsync(await visitor.GetAsync(made.Location?.ToString() ?? ""), "main form", ("Form.ProductCode", "S-1"), ("Form.Price", "900"));

        await using var db = world.Open();
        var list = Assert.Single(await db.PriceListsOnAsync(new DateOnly(2026, 11, 18)));
        Assert.Equal(Money.FromMajor(900), Assert.Single(list.Lines).Price);
        Assert.Equal("硬件", Assert.Single(await db.CategoriesAsync()).ChineseName);
    }

    [Theory, EveryDatabase]
    public async Task A_price_list_is_renamed_and_ended_but_not_into_the_days_of_another(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator);
        var (old, next) = (await ListAsync("East", "2026-01-01", "2026-06-30"), await ListAsync("East later", "2026-07-01", ""));

        var clash = await visitor.SendAsync(await visitor.GetAsync($"{old}/edit"), "main form", ("UntilOn", ""));
        var form = await visitor.GetAsync($"{next}/edit");
        var ended = await visitor.SendAsync(form, "main form", ("Name", "East, second half"), ("UntilOn", "2026-12-31"));
        var second = await visitor.SendAsync(form, "main form", ("Name", "Another name"), ("UntilOn", "2026-11-30"));
        var none = await visitor.SendAsync(await visitor.GetAsync(next), "main form", ("Form.ProductCode", (await world.ProductAsync("S-2")).Code), ("Form.Price", ""));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.Conflict), (clash.Status, ended.Status, second.Status));
        Assert.Contains("East later", clash.Find("#UntilOn-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, second.Document.QuerySelectorAll("fieldset.conflict").Length);
        Assert.Contains("has no price of this product", none.Text, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal(("East, second half", new DateOnly(2026, 12, 31)), await db.PriceLists.OrderBy(list => list.Id).Select(list => new ValueTuple<string, DateOnly?>(list.Name, list.UntilOn)).LastAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync($"{old}/edit")).Status);

        async Task<string> ListAsync(string name, string from, string until)
        {
            var made = await visitor.SendAsync(await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", name), ("Form.FromOn", from), ("Form.UntilOn", until));
            var path = made.Location?.ToString() ?? "";
            await visitor.SendAsync(await visitor.GetAsync(path), "main form", ("Form.ProductCode", "S-1"), ("Form.Price", "900"));
            return path;
        }
    }

    [Theory]
    [EveryDatabase("en", "Holds from 2026-01-01 on", "Holds from 2026-01-01 until 2026-12-31")]
    [EveryDatabase("zh-CN", "自 2026-01-01 起有效", "2026-01-01 至 2026-12-31 有效")]
    public async Task A_price_list_says_how_long_it_holds(DatabaseKind kind, string language, string open, string ended)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator, language);

        foreach (var (name, until, said) in new[] { ("Open", "", open), ("Ended", "2026-12-31", ended) })
        {
            var made = await visitor.SendAsync(await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", name), ("Form.FromOn", "2026-01-01"), ("Form.UntilOn", until));
            Assert.Contains(said, (await visitor.GetAsync($"{made.Location}")).Find("main").TextContent, StringComparison.Ordinal);
        }
    }

    private static async Task<ProductImportOutcome> ImportAsync(World world, string csv)
    {
        await using var db = world.Open();
        using var source = new TableSource(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)));
        return await new ProductImport(db, world.By(null)).RunAsync(source, dryRun: false);
    }
}
