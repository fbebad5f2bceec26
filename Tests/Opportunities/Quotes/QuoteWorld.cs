using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>Quotes of a test's world, made by the domain's verbs.</summary>
internal static class QuoteWorld
{
    /// <summary>One of a product at 1,000.00 that costs 600.00, 13 % tax.</summary>
    public static QuoteLineTerms Line(long? product = 1, int quantity = 1, int discount = 0, int? cost = 600, string? text = null, int price = 1000) =>
        new(product, text, quantity, Money.FromMajor(price), new Percent(discount), new Percent(1300), cost is { } amount ? Money.FromMajor(amount) : null)
        {
            ListPrice = product is null ? null : Money.FromMajor(1000),
        };

    public static QuoteFacts Facts(DateOnly until, params QuoteLineTerms[] lines) => new(until, "30 days", lines.Length == 0 ? [Line()] : lines);

    /// <summary>A draft of the rep's, for an opportunity that has passed both gates.</summary>
    public static async Task<Quote> QuotedAsync(this World world, params QuoteLineTerms[] lines)
    {
        var opportunity = await world.OpenedAsync("Quoted " + Guid.NewGuid().ToString("N")[..5], verbs: OpportunityWorld.Initiate);
        return await world.QuoteAsync(opportunity.Id, lines);
    }

    public static async Task<Quote> QuoteAsync(this World world, long opportunityId, params QuoteLineTerms[] lines)
    {
        var product = lines.Length > 0 ? null : await world.ProductAsync("Q-" + Guid.NewGuid().ToString("N")[..6]);
        await using var db = world.Open();
        var opportunity = await db.Opportunities.ForChange().SingleAsync(row => row.Id == opportunityId);
        var stamp = world.By(await world.PersonAsync(WorldPeople.Rep));
        return await db.QuoteAsync(opportunity, Facts(stamp.Today.AddDays(30), product is null ? lines : [Line(product.Id)]), stamp);
    }

    public static async Task<Quote> ReadAsync(this World world, Quote quote)
    {
        await using var db = world.Open();
        return await db.Quotes.AsNoTracking().ForChange().Include(row => row.History).SingleAsync(row => row.Id == quote.Id);
    }

    public static async Task DoAsync(this World world, Quote quote, Action<Quote, Stamp> verb, string by = WorldPeople.Rep)
    {
        await using var db = world.Open();
        verb(await db.Quotes.ForChange().SingleAsync(row => row.Id == quote.Id), world.By(await world.PersonAsync(by)));
        await db.SaveChangesAsync();
    }

    /// <summary>Released, or approved where somebody is asked, sent and accepted.</summary>
    public static Task AcceptAsync(this World world, Quote quote) => world.DoAsync(quote, (row, stamp) =>
    {
        row.Submit(QuotePolicy.Default, stamp);
        if (row.Status == QuoteStatus.Waiting)
        {
            row.Approve("Yes", Percent.Hundred, stamp with { ActorId = null });
        }

        row.Send(stamp);
        row.Accept("Yes", stamp);
    });
}
