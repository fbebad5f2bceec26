using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>Cards under a finger: held for a moment they are carried; pushed at once the page scrolls.</summary>
public class BoardTouchSpecs(Site site)
{
    [Fact]
    public async Task A_card_that_is_held_is_carried_to_the_next_stage()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync("Board by finger", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", 900));
        await tab.GoAsync("/opportunities/board");

        await CarryAsync(tab.Page, opportunity.Id, from: "Discovery", to: "Qualified", holdMilliseconds: 400);

        await tab.Page.Locator($"[data-stage='{Stage.IdOf(StageKind.Qualified)}'] [data-card='{opportunity.Id}'] option[selected]:has-text('Initiated')")
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await using var db = world.Open();
        Assert.Equal(Stage.IdOf(StageKind.Qualified), (await db.Opportunities.SingleAsync(row => row.Id == opportunity.Id)).StageId);
    }

    [Fact]
    public async Task A_card_that_is_only_brushed_stays()
    {
        var world = await site.WorldAsync();
        var opportunity = await world.OpenedAsync("Board brushed", verbs: OpportunityWorld.Initiate);
        await using var tab = await site.OpenAsync(WorldPeople.Rep, new Look("light", "en", 900));
        await tab.GoAsync("/opportunities/board");

        await CarryAsync(tab.Page, opportunity.Id, from: "Discovery", to: "Qualified", holdMilliseconds: 0);
        await tab.Page.WaitForTimeoutAsync(300);

        await using var db = world.Open();
        Assert.Equal(Stage.IdOf(StageKind.Discovery), (await db.Opportunities.SingleAsync(row => row.Id == opportunity.Id)).StageId);
    }

    private static async Task CarryAsync(IPage page, long id, string from, string to, int holdMilliseconds)
    {
        var card = page.Locator($"[data-name='{from}'] [data-card='{id}'] .card-facts").First;
        await card.ScrollIntoViewIfNeededAsync();
        var (start, end) = (await MiddleAsync(card), await MiddleAsync(page.Locator($"[data-name='{to}'] [data-cards]")));
        var fingers = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync(fingers, "touchStart", start);
        await page.WaitForTimeoutAsync(holdMilliseconds);
        for (var step = 1; step <= 12; step++)
        {
            await TouchAsync(fingers, "touchMove", (start.X + ((end.X - start.X) * step / 12), start.Y + ((end.Y - start.Y) * step / 12)));
        }

        await page.WaitForTimeoutAsync(100);
        await fingers.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    private static Task TouchAsync(ICDPSession fingers, string type, (float X, float Y) at) => fingers.SendAsync(
        "Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new Dictionary<string, object> { ["x"] = at.X, ["y"] = at.Y } } });

    private static async Task<(float X, float Y)> MiddleAsync(ILocator part)
    {
        var box = await part.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not to be seen.");
        return (box.X + (box.Width / 2), box.Y + Math.Min(box.Height / 2, 40));
    }
}
