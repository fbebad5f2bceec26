using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Approvals reckon with the catalogue, whatever is typed or described freely.</summary>
public sealed class ApprovalMeasureSpecs
{
    [Theory]
    [InlineData(0, 900, 900)]
    [InlineData(950, 900, 950)]
    [InlineData(null, 900, 900)]
    [InlineData(950, null, 950)]
    [InlineData(null, null, null)]
    public void Of_a_typed_and_a_standard_cost_the_higher_one_is_measured(int? typed, int? standard, int? measured) =>
        Assert.Equal(measured * 2, (int?)(QuoteWorld.Line(quantity: 2, cost: typed) with { StandardCost = Major(standard) }).MeasuredCost?.Major);

    [Theory]
    [EveryDatabase("en", "Gross margin at standard cost", "margin needs approval")]
    [EveryDatabase("zh-CN", "按标准成本计的毛利", "毛利须审批")]
    public async Task A_quote_whose_typed_cost_lies_below_the_standard_one_waits_for_an_approver_who_sees_both(DatabaseKind kind, string language, string word, string concern)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1", cost: 900);
        var opportunity = await world.OpenedAsync();
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager, language));
        var made = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]",
            ("act", "Save"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].Quantity", "2"), ("Lines[0].UnitCost", "0"));
        var path = made.Location?.ToString() ?? made.Text;

        await rep.SendAsync(await rep.GetAsync(path), "form[action$=submission]");

        var page = await manager.GetAsync(path);
        Assert.NotNull(page.Document.QuerySelector("form[action$=decision]"));
        Assert.Contains(word, page.Find("#measured-margin").TextContent, StringComparison.Ordinal);
        Assert.Contains("200.00", page.Find("#measured-margin").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,800.00", page.Find(".table.rows").TextContent, StringComparison.Ordinal);
        Assert.Contains(concern, page.Find(".flash-warning").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_a_quote_describes_freely_is_measured_by_the_product_that_it_is_sold_as(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var quote = await world.QuotedAsync(QuoteWorld.Line(null, text: "Rack server", price: 425, cost: 1));
        await world.AcceptAsync(quote);
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.GeneralManager));
        var made = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/contract"), "main form", ("Lines[0].ProductCode", "S-1"));
        var path = made.Location?.ToString() ?? made.Text;

        var page = await rep.GetAsync(path);
        Assert.Contains("57.5 % below the price list", page.Find("#why-unsigned").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(page, "form[action$=signing]", ("Signing.SignedOn", "2026-11-18"))).Status);
        Assert.Null((await manager.GetAsync(path)).Document.QuerySelector("#why-unsigned"));
    }

    [Theory]
    [InlineData(1000, 600, null)]
    [InlineData(899, 600, "SaleNeedsApproval")]
    [InlineData(1000, 900, "SaleNeedsApproval")]
    public void A_free_line_is_signed_as_approved_where_list_and_standard_cost_say_no_worse(int price, int standard, string? code)
    {
        var quote = QuoteSpecs.Quoted(QuoteWorld.Line(null, text: "Rack server", price: price));
        var line = QuoteWorld.Line(7, text: "Rack server", price: price) with { StandardCost = Major(standard) };

        Assert.Equal(code, QuotePolicy.Default.CanSell(Concession.Of([line], [], quote.Current), [Role.Sales], [Role.Sales])?.Code);
    }

    [Theory]
    [InlineData(800, 10, 13, null)]
    [InlineData(800, 10, 9, null)]
    [InlineData(850, 10, 9, null)]
    [InlineData(700, 10, 9, "SaleNeedsApproval")]
    [InlineData(800, 11, 9, "SaleNeedsApproval")]
    public void What_comes_back_at_no_lower_price_than_it_goes_lets_nothing_go_anew(int price, int quantity, int tax, string? code)
    {
        var removed = QuoteWorld.Line(quantity: 10, price: 800, cost: 790).Sums;
        var added = QuoteWorld.Line(quantity: quantity, price: price, cost: 790) with { TaxRate = new Percent(tax * 100) };

        Assert.Equal(code, QuotePolicy.Default.CanSell(Concession.Of([added], [], null, [removed]), [Role.Sales], [Role.Sales])?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_rep_changes_the_tax_rate_of_what_was_let_go_and_sees_the_rates_apart(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", cost: 950);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: product.Id);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/contracts/{contract.Id}/amendments/new");

        var done = await rep.SendAsync(
            form, "main form", ("act", "Confirm"), ("Reason", "Another rate"), ("Removed[0].Quantity", "1"), ("Added[0].ProductCode", "S-1"), ("Added[0].TaxRate", "9"));

        Assert.Contains("13%", form.Find("#removed tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Equal(Money.FromMajor(-40), Assert.Single((await world.ReadAsync(contract)).Amendments).InTax);
    }

    private static Money? Major(int? amount) => amount is { } known ? Money.FromMajor(known) : null;
}
