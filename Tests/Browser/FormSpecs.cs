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
}
