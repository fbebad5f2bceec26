using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

public sealed class WaitingQuoteSpecs
{
    [Theory, EveryDatabase]
    public async Task A_quote_of_a_project_that_is_over_waits_for_nobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", price: 400, discount: 9000));
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        var manager = world.Visit(WorldPeople.Manager);
        Assert.Contains(quote.Number, (await manager.GetAsync("/approvals")).Text, StringComparison.Ordinal);

        await using (var db = world.Open())
        {
            var opportunity = await db.Opportunities.ForChange().SingleAsync(row => row.Id == quote.OpportunityId);
            opportunity.Lose(new Closing(CloseReason.Price, "Dear", null, null), world.By(await world.PersonAsync(WorldPeople.Rep)));
            await db.SaveChangesAsync();
        }

        foreach (var page in (string[])["/approvals", "/"])
        {
            Assert.DoesNotContain($"/quotes/{quote.Id}", (await manager.GetAsync(page)).Find("main").InnerHtml, StringComparison.Ordinal);
        }
    }
}
