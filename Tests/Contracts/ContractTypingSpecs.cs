using System.Net;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>The form of a draft or a change order tells what its lines are and come to before anything is saved.</summary>
public sealed class ContractTypingSpecs
{
    [Theory]
    [EveryDatabase("en", "Product S-1", "optional")]
    [EveryDatabase("zh-CN", "产品S-1", "选填")]
    public async Task Lines_of_a_draft_say_their_product_and_sum_and_get_more_room_without_being_saved(DatabaseKind kind, string language, string name, string optional)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var form = await visitor.GetAsync("/contracts/new");

        var added = await visitor.SendAsync(
            form, "main form", [("act", "AddUp"), ("CustomerName", "Buyer Ltd"), .. Enumerable.Range(0, 6).SelectMany(i => new (string, string?)[] { ($"Lines[{i}].ProductCode", "s-1"), ($"Lines[{i}].Quantity", "2") })]);

        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Equal(name, added.Find(".quote-lines [data-name]").TextContent);
        Assert.Equal(("2,000.00", "12,000.00", "13,560.00"), (added.Find("[data-sum=line]").TextContent, added.Find("[data-sum=exTax]").TextContent, added.Find("[data-sum=inTax]").TextContent));
        Assert.Equal("1,000.00", added.Find("[name='Lines[5].UnitPrice']").GetAttribute("value"));
        Assert.Equal(10, added.Document.QuerySelectorAll(".quote-lines tbody tr").Length);
        Assert.DoesNotContain(optional, added.Find(".quote-lines").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(added, "main form", ("ContractName", "Data centre"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_change_order_gets_more_lines_and_asks_for_a_product_where_it_says_so(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: product.Id);
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/amendments/new");

        var added = await visitor.SendAsync(form, "main form", ("act", "AddUp"), ("Added[0].ProductCode", "S-1"), ("Added[1].ProductCode", "S-1"), ("Added[2].ProductCode", "S-1"));
        var refused = await visitor.SendAsync(form, "main form", ("act", "Confirm"), ("Reason", "More"), ("Added[1].Quantity", "2"));

        Assert.Equal(("3,000.00", 6), (added.Find("[data-sum=exTax]").TextContent, added.Document.QuerySelectorAll(".quote-lines tbody tr").Length));
        Assert.DoesNotContain("optional", form.Find(".quote-lines").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find("#Added_1__ProductCode-error").TextContent);
    }

    [Theory]
    [EveryDatabase("en", "Discount of all lines: 10% → 60%")]
    [EveryDatabase("zh-CN", "整体折扣: 10% → 60%")]
    public async Task The_history_of_a_draft_says_what_an_edit_changed(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), isDraft: true, productId: product.Id);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        foreach (var discount in (string[])["10", "60"])
        {
            await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}/edit"), "main form", ("Lines[0].Discount", discount));
        }

        var told = (await visitor.GetAsync($"/contracts/{contract.Id}/history")).Find(".changes").TextContent;

        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.Contains("1,017.00 → 452.00", told, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "is not sold any more", "2024-01-01 – no end", "wins")]
    [EveryDatabase("zh-CN", "已停售", "2024-01-01 – 无截止", "优先")]
    public async Task The_page_of_a_product_says_which_price_list_wins_and_takes_no_part_that_is_not_sold(DatabaseKind kind, string language, string ended, string sold, string wins)
    {
        await using var world = await World.CreateAsync(kind);
        var (bundle, gone) = (await world.ProductAsync("SET-1"), await world.ProductAsync("GONE"));
        await using (var db = world.Open())
        {
            db.Products.Single(row => row.Id == gone.Id).Archive(world.By(null));
            foreach (var (name, region) in new[] { ("Everybody's", (long?)null), ("East", (await world.PersonAsync(WorldPeople.Rep)).RegionId) })
            {
                var list = new PriceList(new PriceListFacts(name, region, null, new DateOnly(2026, 1, 1), null));
                list.Price(bundle.Id, Money.FromMajor(880));
                db.PriceLists.Add(list);
            }

            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Administrator, language);
        var page = await visitor.GetAsync($"/products/{bundle.Id}");
        var refused = await visitor.SendAsync(page, "form[action$=parts]", ("PartForm.PartCode", "GONE"), ("PartForm.Quantity", "1"));

        Assert.Contains(wins, page.Find("#which-list").TextContent, StringComparison.Ordinal);
        Assert.Equal(["East", "Everybody's"], page.Document.QuerySelectorAll("a[href^='/price-lists/']").Select(link => link.TextContent.Trim()));
        Assert.Contains(sold, page.Find(".record-facts").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(ended, refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
    }
}
