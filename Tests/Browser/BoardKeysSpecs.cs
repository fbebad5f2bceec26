using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

public class BoardKeysSpecs(Site site)
{
    [Fact]
    public async Task A_card_is_taken_with_the_space_bar_carried_with_an_arrow_and_stopped_at_the_gate_with_the_reason()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpportunityAsync(await world.CustomerAsync(name: "Board and Sons"));
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync("/opportunities/board");
        var card = tab.Page.Locator($"[data-card='{opportunity.Id}']");

        await card.FocusAsync();
        await card.PressAsync(" ");
        await tab.Page.Locator(".is-grabbed").WaitForAsync();
        await card.PressAsync("ArrowRight");
        await card.PressAsync(" ");

        await tab.Page.Locator($"[data-card='{opportunity.Id}'] .card-refusal").WaitForAsync();
        await using var db = world.Open();
        Assert.Equal(StageKind.Discovery, StageScheme.Default.Of((await db.Opportunities.SingleAsync(row => row.Id == opportunity.Id)).StageId).Kind);
    }
}
