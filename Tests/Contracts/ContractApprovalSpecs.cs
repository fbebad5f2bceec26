using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What may not go out in a quote without anybody's word may not be signed without it.</summary>
public sealed class ContractApprovalSpecs
{
    private static readonly Role[] Writers = [Role.Sales, Role.SalesManager];

    [Theory]
    [InlineData(1000, Role.Sales, null)]
    [InlineData(1001, Role.Sales, "SaleNeedsApproval")]
    [InlineData(2500, Role.SalesManager, null)]
    [InlineData(2501, Role.SalesManager, "SaleNeedsApproval")]
    [InlineData(3900, Role.GeneralManager, null)]
    public void Whoever_signs_lets_as_much_go_as_he_may_approve(int discount, Role signer, string? code) =>
        Assert.Equal(code, QuotePolicy.Default.CanSell(Concession.Of([QuoteWorld.Line(discount: discount, cost: 100)], [], null), [signer], Writers)?.Code);

    [Theory]
    [InlineData(2000, "ApproveByQuoteOrSigner")]
    [InlineData(3000, "ApproveByQuote")]
    public void The_refusal_says_what_helps(int discount, string code)
    {
        var refusal = QuotePolicy.Default.CanSell(Concession.Of([QuoteWorld.Line(discount: discount)], [], null), [Role.Sales], Writers);

        Assert.Equal(["SaleBelowList", code], refusal?.Args.OfType<Refusal>().Select(part => part.Code));
    }

    [Theory]
    [InlineData(900, "SaleMarginThin")]
    [InlineData(null, "SaleCostUnknown")]
    [InlineData(0, "SaleCostIsZero")]
    public void A_thin_margin_and_an_unknown_cost_need_a_word_too(int? cost, string code)
    {
        var refusal = QuotePolicy.Default.CanSell(Concession.Of([QuoteWorld.Line(cost: cost)], [], null), [Role.Sales], Writers);

        Assert.Equal([code, "ApproveByQuoteOrSigner"], refusal?.Args.OfType<Refusal>().Select(part => part.Code));
        Assert.Null(QuotePolicy.Default.CanSell(Concession.Of([QuoteWorld.Line(cost: cost)], [], null), [Role.SalesManager], Writers));
    }

    [Theory, EveryDatabase]
    public async Task An_approved_quote_is_signed_as_it_is_or_for_more_and_not_for_less(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var quote = await world.QuotedAsync(QuoteWorld.Line(product.Id, 2, discount: 4000, cost: 900), QuoteWorld.Line(product.Id, cost: 100));
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        await world.DoAsync(quote, (row, stamp) => row.Approve("Yes", Percent.Hundred, stamp), WorldPeople.GeneralManager);
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Send(stamp);
            row.Accept("Yes", stamp);
        });
        var rep = world.Visit(WorldPeople.Rep);
        var path = (await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/contract"), "main form")).Location?.ToString() ?? "";

        await EditAsync(("Lines[0].Discount", "99"));
        var deeper = await rep.GetAsync(path);
        Assert.True(deeper.Find("form[action$=signing] button").HasAttribute("disabled"));
        Assert.Contains("99 % below the price list", deeper.Find("#why-unsigned").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(deeper, "form[action$=signing]", ("Signing.SignedOn", "2026-11-18"))).Status);
        await EditAsync(("Lines[0].Discount", "40"), ("Lines[0].Quantity", "3"));
        Assert.NotNull((await rep.GetAsync(path)).Document.QuerySelector("#why-unsigned"));
        await EditAsync(("Lines[0].Quantity", "2"), ("Lines[1].ProductCode", ""), ("Lines[1].Quantity", ""), ("Lines[1].UnitPrice", ""), ("Lines[1].Discount", ""));
        Assert.Contains("margin is below", (await rep.GetAsync(path)).Find("#why-unsigned").TextContent, StringComparison.Ordinal);
        await EditAsync(("Lines[1].ProductCode", "S-1"), ("Lines[1].Quantity", "1"), ("Lines[0].Discount", "35"), ("Lines[1].LineText", "As agreed"));
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(await rep.GetAsync(path), "form[action$=signing]", ("Signing.Winning.Why", "Price"))).Status);

        async Task EditAsync(params (string, string?)[] typed) =>
            Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "main form", typed)).Status);
    }

    [Theory]
    [EveryDatabase("en", "20 % below the price list", "Sales manager")]
    [EveryDatabase("zh-CN", "低于价目表20%", "销售经理")]
    public async Task A_contract_without_a_quote_is_signed_by_who_may_let_it_go(DatabaseKind kind, string language, string said, string who)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1");
        var rep = world.Visit(WorldPeople.Rep, language);
        var made = await rep.SendAsync(
            await rep.GetAsync("/contracts/new"), "main form", ("ContractName", "Data centre"), ("CustomerName", "Buyer Ltd"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].UnitPrice", "800"));
        var path = made.Location?.ToString() ?? made.Text;

        var why = (await rep.GetAsync(path)).Find("#why-unsigned").TextContent;
        Assert.Contains(said, why, StringComparison.Ordinal);
        Assert.Contains(who, why, StringComparison.Ordinal);
        Assert.All(
            (Page[])[await rep.SendAsync(await rep.GetAsync(path), "#ask-to-sign"), await rep.SendAsync(await rep.GetAsync(path), "#ask-to-sign")],
            asked => Assert.Equal(HttpStatusCode.Redirect, asked.Status));
        var manager = world.Visit(WorldPeople.Manager, language);
        Assert.Single((await manager.GetAsync("/notifications")).Document.QuerySelectorAll(".told-line"), line => line.TextContent.Contains("Data centre", StringComparison.Ordinal));
        Assert.Empty((await rep.GetAsync("/notifications")).Document.QuerySelectorAll(".told-line"));
        var form = await manager.GetAsync(path);
        Assert.Contains(said, form.Find("#confirms").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(form, "form[action$=signing]")).Status);
    }

    [Theory]
    [EveryDatabase("en", "nearest who may sign it are told", "in the owner’s place", "may go to the customer", "a draft again")]
    [EveryDatabase("zh-CN", "最近一级有权签订的人", "代负责人批准", "按现状发给客户", "退回为草稿")]
    public async Task Beside_each_word_of_an_approval_stands_what_it_does_and_who_is_told(DatabaseKind kind, string language, string asking, string signing, string approving, string returning)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1");
        var (rep, manager) = (world.Visit(WorldPeople.Rep, language), world.Visit(WorldPeople.Manager, language));
        var made = await rep.SendAsync(
            await rep.GetAsync("/contracts/new"), "main form", ("ContractName", "Data centre"), ("CustomerName", "Buyer Ltd"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].UnitPrice", "800"));
        var quote = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", cost: null));
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));

        var (draft, signed, asked) = (await rep.GetAsync($"{made.Location}"), await manager.GetAsync($"{made.Location}"), await manager.GetAsync($"/quotes/{quote.Id}"));

        Assert.Contains(asking, Meaning(draft, "button[form=ask-to-sign]"), StringComparison.Ordinal);
        Assert.Contains(signing, Meaning(signed, "form[action$=signing] button"), StringComparison.Ordinal);
        Assert.Contains(approving, Meaning(asked, "button[value=true]"), StringComparison.Ordinal);
        Assert.Contains(returning, Meaning(asked, "button[value=false]"), StringComparison.Ordinal);
        Assert.NotEmpty(Meaning(asked, "form[action$=withdrawal] button"));

        static string Meaning(Page page, string button) => page.Find($"#{page.Find(button).GetAttribute("aria-describedby")}").TextContent;
    }

    [Theory]
    [EveryDatabase("en", "Next steps")]
    [EveryDatabase("zh-CN", "下一步")]
    public async Task What_can_not_come_next_yet_says_why_in_a_card_with_a_heading(DatabaseKind kind, string language, string heading)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var manager = world.Visit(WorldPeople.Administrator, language);
        await manager.SendAsync(await manager.GetAsync($"/contracts/{contract.Id}"), "form[action$=moves]", ("to", "InProgress"));

        var card = (await manager.GetAsync($"/contracts/{contract.Id}")).Find("section[aria-labelledby=moves]");

        Assert.Equal(heading, card.QuerySelector("h2")?.TextContent);
        Assert.NotEmpty(card.QuerySelectorAll("button[disabled]"));
        Assert.All(card.QuerySelectorAll("button[disabled]"), button => Assert.NotEmpty(card.QuerySelector($"#{button.GetAttribute("aria-describedby")}")?.TextContent ?? ""));
    }

    [Theory, EveryDatabase]
    public async Task A_change_order_adds_nothing_below_the_limits_of_who_confirms_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: product.Id);
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));

        var refused = await AmendAsync(rep, "20");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("20 % below the price list", refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AmendAsync(manager, "90")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await AmendAsync(rep, "10")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await AmendAsync(manager, "20")).Status);
        await using var db = world.Open();
        Assert.Equal(2, await db.Contracts.Where(row => row.Id == contract.Id).Select(row => row.Amendments.Count).SingleAsync());

        async Task<Page> AmendAsync(Visitor visitor, string discount) => await visitor.SendAsync(
            await visitor.GetAsync($"/contracts/{contract.Id}/amendments/new"), "main form", ("act", "Confirm"), ("Reason", "One more"), ("Added[0].ProductCode", "S-1"), ("Added[0].Discount", discount));
    }
}
