using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

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
        var (discount, told) = (tab.Page.Locator("[name='Lines[0].Discount']"), tab.Page.Locator("[data-faults]"));

        await discount.FillAsync("100.01");
        Assert.Equal("Line 1: A discount of 100.01% is too high; 100% is the most.", await told.TextContentAsync());
        Assert.Equal("true", await discount.GetAttributeAsync("aria-invalid"));
        await discount.FillAsync("100");
        Assert.Equal("", await told.TextContentAsync());
        Assert.Null(await discount.GetAttributeAsync("aria-invalid"));
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
