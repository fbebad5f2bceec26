using Microsoft.Playwright;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;
using static Microsoft.Playwright.Assertions;

namespace SiCrm.Tests.Browser;

public class FormSpecs(Site site)
{
    /// <summary>A text field that holds "true" would say yes whatever the person thinks.</summary>
    [Fact]
    public async Task A_yes_or_no_is_a_box_that_can_be_ticked_and_cleared()
    {
        await using var tab = await site.OpenAsync(WorldPeople.Coordinator, new Look("light", "en", Look.Desk));
        await tab.GoAsync("/leads/views/new");
        var box = tab.Page.Locator("#IsShared");

        Assert.Equal("checkbox", await box.GetAttributeAsync("type"));
        await box.CheckAsync();
        Assert.True(await box.IsCheckedAsync());
        await box.UncheckAsync();
        Assert.False(await box.IsCheckedAsync());
    }

    [Fact]
    public async Task A_discount_that_can_not_be_is_told_while_it_is_typed()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync("Typed quote", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync($"/opportunities/{opportunity.Id}/quotes/new");
        var (discount, told) = (tab.Page.Locator("[name='Lines[0].Discount']"), tab.Page.Locator("#judgement .field-error"));

        await discount.FillAsync("100.01");
        Assert.Equal("Line 1: A discount of 100.01% is too high; 100% is the most.", await told.TextContentAsync());
        Assert.Equal(("true", await told.GetAttributeAsync("id")), (await discount.GetAttributeAsync("aria-invalid"), await discount.GetAttributeAsync("aria-describedby")));
        await discount.FillAsync("100");
        await Expect(told).ToHaveCountAsync(0);
        Assert.Null(await discount.GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task A_sum_that_is_not_said_says_why_while_it_is_typed_and_what_is_not_finished_is_not_held_against_anybody()
    {
        var world = await site.WorldAsync();
        await world.ProductAsync("WHY-1");
        var opportunity = await world.OpenedAsync("Quote with reasons", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync($"/opportunities/{opportunity.Id}/quotes/new");
        ILocator Field(string name, int line = 0) => tab.Page.Locator($"[name='Lines[{line}].{name}']");
        var (told, sum) = (tab.Page.Locator("#judgement .field-error"), tab.Page.Locator("[data-line] [data-sum=line]").First);

        await Field("ProductCode").FillAsync("WHY-1");
        await Expect(sum).ToHaveTextAsync("1,000.00");
        foreach (var (field, typed, why) in ((string, string, string)[])[
            ("Quantity", "-1", "Line 1: A quantity is a whole number from 1"), ("Quantity", "0.5", "Line 1: “0.5” is not a whole number"), ("TaxRate", "101", "Line 1: A tax rate of 101% is too high")])
        {
            await Field(field).FillAsync(typed);
            await Expect(told).ToContainTextAsync(why);
            await Expect(sum).ToHaveTextAsync("–");
            await Field(field).FillAsync("");
            await Expect(told).ToHaveCountAsync(0);
            await Expect(sum).ToHaveTextAsync("1,000.00");
        }

        await Field("UnitPrice").FillAsync("900");
        await Field("ProductCode").FillAsync("NOT-THERE");
        await Field("Text", 1).FillAsync("Freely described");
        await Expect(told).ToHaveTextAsync(["Line 1: There is no product with the number NOT-THERE. Look it up in the list of products."]);
        await Expect(sum).ToHaveTextAsync("–");
    }

    [Theory]
    [InlineData("12万", "120,000.00")]
    [InlineData("1.2k", "1,200.00")]
    [InlineData("￥1,234.50", "1,234.50")]
    [InlineData("１２３", "123.00")]
    [InlineData("1.234", "–")]
    public async Task A_quote_adds_up_amounts_as_people_write_them_and_says_no_sum_of_what_it_cannot_read(string typed, string sum)
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync($"Written quote {typed}", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync($"/opportunities/{opportunity.Id}/quotes/new");

        await tab.Page.Locator("[name='Lines[0].Text']").FillAsync("Free line");
        await tab.Page.Locator("[name='Lines[0].UnitPrice']").FillAsync(typed);

        Assert.Equal((sum, sum), (await tab.Page.Locator("[data-line] [data-sum=line]").First.TextContentAsync(), await tab.Page.Locator("[data-sum=exTax]").TextContentAsync()));
        Assert.Equal("–", await tab.Page.Locator("[data-sum=marginRate]").TextContentAsync());
        await tab.Page.Locator("[name='Lines[0].UnitCost']").FillAsync("100");
        Assert.Equal(sum == "–", await tab.Page.Locator("[data-sum=marginRate]").TextContentAsync() == "–");
    }
}
