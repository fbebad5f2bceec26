using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

public class SearchBoxSpecs(Site site)
{
    [Theory]
    [InlineData("light", "en", Look.Desk)]
    [InlineData("dark", "zh-CN", Look.Phone)]
    public async Task A_slash_and_two_characters_lead_to_a_customer(string theme, string language, int width)
    {
        Chromium.SkipWithout();
        var world = await site.WorldAsync();
        var customer = await world.KeepAsync("敦煌银行");
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look(theme, language, width));
        await tab.GoAsync("/search");
        Assert.Empty(await tab.BarriersAsync());

        await tab.Page.Locator("h1").ClickAsync();
        await tab.Page.Keyboard.PressAsync("/");
        await tab.Page.Keyboard.TypeAsync("敦煌");
        var hit = tab.Page.Locator($"#search-suggestions a[href='/customers/{customer.Id}'] mark");
        await hit.WaitForAsync();
        Assert.Empty(await tab.BarriersAsync());
        Assert.Empty(await tab.OverhangAsync());

        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync($"**/customers/{customer.Id}");

        await tab.GoAsync("/search?q=敦煌");
        Assert.Empty(await tab.BarriersAsync());
        Assert.Empty(await tab.OverhangAsync());
        Assert.Empty(tab.TakeComplaints());
    }
}
