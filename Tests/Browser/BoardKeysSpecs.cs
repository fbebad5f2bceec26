using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
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

    [Fact]
    public async Task A_card_that_somebody_else_moved_offers_the_stages_from_where_it_stands_now()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync("Board two at once", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync("/opportunities/board");
        await using (var db = world.Open())
        {
            (await db.Opportunities.Include(row => row.History).Include(row => row.Visits).SingleAsync(row => row.Id == opportunity.Id))
                .MoveTo(StageScheme.Default.Of(StageKind.Proposal), StageScheme.Default, null, world.By(null));
            await db.SaveChangesAsync();
        }

        var card = tab.Page.Locator($"[data-card='{opportunity.Id}']");
        await card.FocusAsync();
        await card.PressAsync(" ");
        await card.PressAsync("ArrowRight");
        await card.PressAsync(" ");

        await tab.Page.Locator($"[data-stage='{Stage.IdOf(StageKind.Proposal)}'] [data-card='{opportunity.Id}'] .card-refusal").WaitForAsync();
        Assert.Equal($"{Stage.IdOf(StageKind.Bidding)}", await card.Locator("select").InputValueAsync());
        Assert.Equal(0, await card.Locator($"option[value='{Stage.IdOf(StageKind.Proposal)}']").CountAsync());
    }

    [Fact]
    public async Task A_moved_card_can_go_on_from_where_it_is_without_loading_the_page_again()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync("Board goes on", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", Look.Desk));
        await tab.GoAsync("/opportunities/board");
        var card = tab.Page.Locator($"[data-card='{opportunity.Id}']");

        foreach (var stage in (string[])["Initiated", "Proposal"])
        {
            await card.FocusAsync();
            await card.PressAsync(" ");
            await card.PressAsync("ArrowRight");
            await card.PressAsync(" ");
            await tab.Page.Locator($"[data-card='{opportunity.Id}'] option[selected]:has-text('{stage}')").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        }

        Assert.Equal(opportunity.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), await tab.Page.EvaluateAsync<string>("document.activeElement.dataset.card"));
    }
}
