using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>What no catalogue vouches for does not pass for within the limits.</summary>
public sealed class QuoteLimitSpecs
{
    [Theory]
    [InlineData(250, false, false)]
    [InlineData(251, false, true)]
    [InlineData(200, true, false)]
    [InlineData(201, true, true)]
    public void More_than_a_share_in_free_lines_waits_for_an_approval_whatever_cost_is_typed(int free, bool isOption, bool isAsked)
    {
        var quote = QuoteSpecs.Quoted(QuoteWorld.Line(), QuoteWorld.Line(null, text: "Rack server", price: free, cost: 1) with { ListPrice = null, IsOptional = isOption });

        Assert.Equal(isAsked ? [QuoteConcern.MuchIsFree] : Array.Empty<QuoteConcern>(), QuotePolicy.Default.Concerns(quote.Current));
    }

    [Theory]
    [InlineData(1300, null)]
    [InlineData(600, QuoteConcern.TaxedOtherwise)]
    public void Another_tax_rate_than_the_product_s_waits_for_an_approval(int own, QuoteConcern? concern)
    {
        var quote = QuoteSpecs.Quoted(QuoteWorld.Line() with { ProductTaxRate = new Percent(own) });

        Assert.Equal(concern is { } one ? [one] : Array.Empty<QuoteConcern>(), QuotePolicy.Default.Concerns(quote.Current));
    }

    [Theory]
    [InlineData(1300, null)]
    [InlineData(600, "SaleTaxedOtherwise")]
    public void What_is_described_freely_is_signed_at_the_tax_rate_of_the_product_that_it_is_sold_as(int own, string? code)
    {
        var quote = QuoteSpecs.Quoted(QuoteWorld.Line(null, text: "Rack server"));
        var line = QuoteWorld.Line(7, text: "Rack server") with { ProductTaxRate = new Percent(own) };

        Assert.Equal(code, (QuotePolicy.Default.CanSell(Concession.Of([line], [], quote.Current), [Role.Sales], [Role.Sales])?.Args[0] as Refusal)?.Code);
    }

    [Fact]
    public void What_was_described_freely_is_not_signed_alone_where_it_was_a_small_part_of_the_quote()
    {
        var free = QuoteWorld.Line(null, text: "Rack server", price: 200, cost: 100);
        var quote = QuoteSpecs.Quoted(QuoteWorld.Line(), free);
        QuoteLineTerms[] lines = [QuoteWorld.Line(), free with { ProductId = 7 }];

        Assert.Null(QuotePolicy.Default.CanSell(Concession.Of(lines, [], quote.Current), [Role.Sales], [Role.Sales]));
        Assert.Equal("SaleMuchIsFree", (QuotePolicy.Default.CanSell(Concession.Of(lines[1..], [], quote.Current), [Role.Sales], [Role.Sales])?.Args[0] as Refusal)?.Code);
    }

    [Fact]
    public void A_rate_that_was_approved_with_its_product_is_signed()
    {
        var line = QuoteWorld.Line(7) with { ProductTaxRate = new Percent(600) };
        var quote = QuoteSpecs.Quoted(line);

        Assert.Null(QuotePolicy.Default.CanSell(Concession.Of([line], [], quote.Current), [Role.Sales], [Role.Sales]));
        Assert.NotNull(QuotePolicy.Default.CanSell(Concession.Of([line], [], null), [Role.Sales], [Role.Sales]));
    }

    [Theory]
    [EveryDatabase("en", "Free lines need approval: they make up 100 % of the amount", "is taxed at 13 %, its product at 6 %", "6 %")]
    [EveryDatabase("zh-CN", "占金额的 100%", "税率为13%，其产品税率为6%", "6%")]
    public async Task A_server_described_freely_and_sold_as_labour_is_asked_about_twice(DatabaseKind kind, string language, string free, string taxed, string own)
    {
        await using var world = await World.CreateAsync(kind);
        var work = await world.ProductAsync("IM-DEV", price: 3_200, cost: 1_700);
        await using (var db = world.Open())
        {
            var row = await db.Products.Include(product => product.Prices).SingleAsync(product => product.Id == work.Id);
            row.Edit(row.Facts with { TaxRate = new Percent(600) });
            await db.SaveChangesAsync();
        }

        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var (rep, manager) = (world.Visit(WorldPeople.Rep, language), world.Visit(WorldPeople.Manager, language));
        var made = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"), ("Lines[0].Text", "Rack server 2U"), ("Lines[0].Quantity", "10"),
            ("Lines[0].UnitPrice", "20000"), ("Lines[0].TaxRate", "13"), ("Lines[0].UnitCost", "100"));
        var path = $"{made.Location}";

        await rep.SendAsync(await rep.GetAsync(path), "form[action$=submission]");
        var asked = await manager.GetAsync(path);
        Assert.Contains(free, asked.Find(".record-head .flash-warning").TextContent, StringComparison.Ordinal);
        await manager.SendAsync(asked, "form[action$=decision]", ("Word.IsApproved", "true"));
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=sending]");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=acceptance]");
        var contract = await rep.SendAsync(await rep.GetAsync($"{path}/contract"), "main form", ("Lines[0].ProductCode", "IM-DEV"));

        var draft = await rep.GetAsync($"{contract.Location}");
        Assert.Contains(taxed, draft.Find("#why-unsigned").TextContent, StringComparison.Ordinal);
        Assert.Contains(own, (await rep.GetAsync($"{contract.Location}/edit")).Find(".quote-lines .overdue").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(draft, "form[action$=signing]", ("Signing.SignedOn", "2026-11-18"))).Status);
        await using var read = world.Open();
        Assert.Equal(Money.FromMajor(1_700), (await read.Contracts.AsNoTracking().Include(row => row.Lines).SingleAsync()).Lines.Single().UnitCost);
    }

    [Theory, EveryDatabase]
    public async Task How_much_may_be_described_freely_is_a_limit_like_the_others(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);

        var saved = await admin.SendAsync(await admin.GetAsync("/settings/quote-limits"), "main form", ("Form.MostFree", "50"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        await using var db = world.Open();
        Assert.Equal(new Percent(5_000), (await db.QuotePolicies.SingleAsync()).MostFree);
    }
}
