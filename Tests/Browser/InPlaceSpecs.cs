using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

public class InPlaceSpecs(Site site)
{
    [Fact]
    public async Task A_value_is_clicked_typed_over_and_kept_with_Enter_or_left_with_Escape()
    {
        await using var tab = await site.OpenAsync(WorldPeople.Coordinator, new Look("light", "en", Look.Desk));
        var world = await site.WorldAsync();
        var lead = await world.LeadAsync(LeadStatus.Working);
        await tab.GoAsync($"/leads/{lead.Id}");

        await tab.Page.Locator("a.in-place[href$='/fields/amount']").ClickAsync();
        await tab.Page.Locator("#Amount").FillAsync("12万");
        await tab.Page.Locator("#Amount").PressAsync("Enter");
        await tab.Page.Locator("a.in-place[href$='/fields/amount']", new() { HasText = "120,000.00" }).WaitForAsync();

        await tab.Page.Locator("#lead-timeline .change", new() { HasText = "120,000.00" }).WaitForAsync();

        await tab.Page.Locator("a.in-place[href$='/fields/plan']").ClickAsync();
        await tab.Page.Locator("#NextAction").FillAsync("never kept");
        await tab.Page.Locator("#NextAction").PressAsync("Escape");
        await tab.Page.Locator("a.in-place[href$='/fields/plan']").WaitForAsync();

        // What stands below still fits the lead as it is now.
        await tab.Page.Locator(".quick-log button[value=Call]").ClickAsync();
        await tab.Page.WaitForLoadStateAsync();
        await using var db = world.Open();
        var kept = await db.Leads.Include(read => read.Activities).SingleAsync(read => read.Id == lead.Id);
        Assert.Equal((12_000_000, null, 1), (kept.Amount?.Minor, kept.NextAction, kept.Activities.Count));
    }
}
