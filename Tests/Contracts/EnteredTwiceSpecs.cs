using System.Globalization;
using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Contracts;

/// <summary>What is entered a second time is told before it counts twice.</summary>
public sealed class EnteredTwiceSpecs
{
    [Theory]
    [EveryDatabase("fp-1")]
    [EveryDatabase("ＦＰ－1")]
    [EveryDatabase(" FP-1 ")]
    public async Task An_invoice_is_the_same_in_any_case_and_width(DatabaseKind kind, string again)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync($"/contracts/{contract.Id}/money");
        await visitor.SendAsync(page, "form[action$=invoices]", ("Invoice.Number", "FP-1"), ("Invoice.Amount", "10"));

        var told = await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}/money"), "form[action$=invoices]", ("Invoice.Number", again), ("Invoice.Amount", "10"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (told.Status, (await world.ReadAsync(contract)).Invoices.Count));
    }

    [Theory, EveryDatabase]
    public async Task The_same_cost_asks_first_and_may_be_another_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator);
        (string, string?)[] typed = [("Cost.Kind", "Travel"), ("Cost.CostAmount", "120"), ("Cost.Remark", "Train")];
        await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}/costs"), "form[action$=costs]", typed);

        var asked = await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}/costs"), "form[action$=costs]", typed);
        var entered = await visitor.SendAsync(asked, "form[action$=costs]", ("Cost.IsAnotherCost", "true"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (asked.Status, entered.Status));
        Assert.Equal(2, (await world.ReadAsync(contract)).Costs.Count);
    }

    [Theory]
    [InlineData("1e20", MoneyFault.TooLarge)]
    [InlineData("1.5E+30", MoneyFault.TooLarge)]
    [InlineData("1e2x", MoneyFault.Unreadable)]
    [InlineData("e20", MoneyFault.Unreadable)]
    public void What_a_spreadsheet_shows_of_a_number_beyond_its_column_is_too_large(string text, MoneyFault fault) =>
        Assert.Equal(fault, MoneyText.FaultOf(text, "CNY"));

    [Theory, EveryDatabase]
    public async Task Of_two_price_lists_that_would_clash_at_the_same_moment_one_gets_the_price(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("P-1");
        var lists = new List<long>();
        foreach (var name in new[] { "One", "Two" })
        {
            await using var db = world.Open();
            var list = new PriceList(new PriceListFacts(name, null, null, ContractWorld.Today, null));
            db.PriceLists.Add(list);
            await db.SaveChangesAsync();
            lists.Add(list.Id);
        }

        var outcomes = await Task.WhenAll(lists.Select(async id =>
        {
            await using var db = world.Open();
            var list = await db.PriceLists.FindAsync(id);
            return await Record.ExceptionAsync(() => db.PriceAsync(list!, product.Id, Money.FromMajor(900)));
        }));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal("PriceListsClash", Assert.IsType<RuleBroken>(outcomes.Single(outcome => outcome is not null)).Refusal.Code);
    }

    [Theory, EveryDatabase]
    public async Task Milestones_of_the_usual_terms_are_read_in_the_readers_language(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        await world.CustomerAsync("Buyer");
        var chinese = world.Visit(WorldPeople.Manager, "zh-CN");

        var drafted = await chinese.SendAsync(
            await chinese.GetAsync("/contracts/new"), "main form[method=post]", ("ContractName", "By hand"), ("CustomerName", "Buyer"), ("Lines[0].ProductCode", "S-1"));

        var english = world.Visit(WorldPeople.Manager);
        Assert.Contains("On signing", (await english.GetAsync($"{drafted.Location}/money")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains("On delivery", (await english.GetAsync($"{drafted.Location}/document?language=en")).Find(".sheet").TextContent, StringComparison.Ordinal);
        Assert.Contains("到货款", (await english.GetAsync($"{drafted.Location}/document?language=zh-CN")).Find(".sheet").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("变更单12：回款", "en", "Change order 12: payment")]
    [InlineData("Change order 3: payment", "zh-CN", "变更单3：回款")]
    [InlineData("到货款", "en", "On delivery")]
    [InlineData("上线验收", "en", "Go-live and acceptance")]
    [InlineData("Goods installed", "zh-CN", "到货安装")]
    [InlineData("Change order of theirs: payment", "zh-CN", "Change order of theirs: payment")]
    public void A_payment_is_called_in_the_readers_language_in_a_refusal_too(string name, string language, string said)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            Assert.Contains(said, new Words().Of(new Refusal("Overpaid", "C-1", new MilestoneName(name), Money.FromMajor(1))), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
