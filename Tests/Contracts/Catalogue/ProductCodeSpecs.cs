using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts.Catalogue;

/// <summary>Nobody who types a product's code cares for its case.</summary>
public sealed class ProductCodeSpecs
{
    [Theory, EveryDatabase]
    public async Task A_product_is_found_by_its_code_in_whatever_case(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (product, bundle) = (await world.ProductAsync("Sw-10a"), await world.ProductAsync("B-1"));
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: product.Id);
        var visitor = world.Visit(WorldPeople.Administrator);
        var list = (await visitor.SendAsync(await visitor.GetAsync("/price-lists"), "main form", ("Form.Name", "East"), ("Form.FromOn", "2026-01-01"))).Location?.ToString() ?? "";

        var part = await visitor.SendAsync(await visitor.GetAsync($"/products/{bundle.Id}"), "form[action$=parts]", ("PartForm.PartCode", "sW-10A"), ("PartForm.Quantity", "2"));
        var price = await visitor.SendAsync(await visitor.GetAsync(list), "main form", ("Form.ProductCode", "sW-10A"), ("Form.Price", "900"));
        var change = await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}/amendments/new"), "main form", ("Added[0].ProductCode", "sW-10A"), ("act", "AddUp"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.OK), (part.Status, price.Status, change.Status));
        Assert.Equal("900.00", change.Find("[name='Added[0].UnitPrice']").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task A_pasted_line_and_the_contract_of_a_quote_find_it_too_although_it_is_sold_no_more(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("Sw-10a");
        var quote = await world.QuotedAsync(QuoteWorld.Line(product.Id), QuoteWorld.Line(null, text: "Cabling", cost: 500));
        await using (var db = world.Open())
        {
            var row = await db.Products.SingleAsync(one => one.Id == product.Id);
            row.Edit(row.Facts with { ActiveUntil = new DateOnly(2026, 1, 1) });
            await db.SaveChangesAsync();
        }

        var rep = world.Visit(WorldPeople.Rep);
        var pasted = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Paste"), ("Pasted", "SW-10A\t\t3"));
        Assert.DoesNotContain("There is no product", pasted.Find("main").TextContent, StringComparison.Ordinal);

        await world.AcceptAsync(quote);
        var made = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/contract"), "main form", ("Lines[0].ProductCode", "SW-10A"));
        Assert.Equal(HttpStatusCode.Redirect, made.Status);
    }

    [Theory, EveryDatabase]
    public async Task Two_codes_that_differ_by_case_alone_are_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("Sw-10a");
        var visitor = world.Visit(WorldPeople.Administrator);

        var taken = await visitor.SendAsync(
            await visitor.GetAsync("/products/new"), "main form", ("Code", "SW-10A"), ("Name", "Another"), ("Kind", nameof(ProductKind.Hardware)), ("Unit", "pc"), ("TaxRate", "13"), ("ListPrice", "100"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.Contains("SW-10A", taken.Find(".form-errors").TextContent, StringComparison.Ordinal);
    }
}
