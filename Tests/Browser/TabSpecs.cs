namespace SiCrm.Tests.Browser;

/// <summary>The browser tests can fail: what they look for is found when it is there.</summary>
public class TabSpecs(Site site)
{
    private static readonly Look Phone = new("light", "en", Look.Phone);

    [Fact]
    public async Task A_barrier_is_found()
    {
        await using var tab = await site.OpenAsync(null, Phone);
        await tab.Page.SetContentAsync("<html lang=en><title>x</title><main><input name=a><img src=''></main>");

        var barriers = await tab.BarriersAsync();

        Assert.Contains(barriers, barrier => barrier.Contains("<input", StringComparison.Ordinal));
        Assert.Contains(barriers, barrier => barrier.Contains("<img", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_too_wide_is_found()
    {
        await using var tab = await site.OpenAsync(null, Phone);
        await tab.Page.SetContentAsync("<div style='width:500px'>x</div>");

        Assert.Contains("px too wide", Assert.Single(await tab.OverhangAsync()));
    }

    [Fact]
    public async Task A_target_that_is_too_small_is_found()
    {
        await using var tab = await site.OpenAsync(null, Phone);
        await tab.Page.SetContentAsync("<button style='padding:0'>x</button><p>See <a href='/'>this</a></p>");

        var small = Assert.Single(await tab.SmallTargetsAsync());
        Assert.Contains("<button", small);
    }

    [Fact]
    public async Task What_the_policy_blocks_is_found()
    {
        await using var tab = await site.OpenAsync(null, Phone);
        await tab.Page.RouteAsync("**/blocked", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = "style-src 'self'" },
            Body = "<p style='color:red'>x</p>",
        }));

        await tab.Page.GotoAsync("/blocked");

        Assert.Contains("Content Security Policy", Assert.Single(tab.TakeComplaints()));
    }

    [Fact]
    public async Task Theme_and_language_reach_the_page()
    {
        await using var tab = await site.OpenAsync(null, new Look("dark", "zh-CN", Look.Desk));
        await tab.GoAsync("/sign-in");

        Assert.Equal("dark", await tab.Page.Locator("html").GetAttributeAsync("data-bs-theme"));
        Assert.Equal("zh-CN", await tab.Page.Locator("html").GetAttributeAsync("lang"));
    }
}
