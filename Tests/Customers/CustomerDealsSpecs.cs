using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerDealsSpecs
{
    [Theory, EveryDatabase]
    public async Task A_customers_page_has_its_opportunities_quotes_and_contracts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync("Mine", verbs: OpportunityWorld.Initiate);
        var quote = await world.QuoteAsync(opportunity.Id);
        await using var db = world.Open();
        var customer = await db.Customers.SingleAsync(row => row.Id == opportunity.CustomerId);
        var contract = await world.ContractAsync(customer);
        await world.QuotedAsync();

        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/customers/{customer.Id}/deals");

        Assert.Equal([$"/opportunities/{opportunity.Id}", $"/quotes/{quote.Id}", $"/contracts/{contract.Id}"],
            page.Document.QuerySelectorAll("main tbody td:first-child a").Select(link => link.GetAttribute("href")));
        Assert.Equal("page", page.Find(".tabs a[href$='/deals']").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Of_what_is_beyond_reach_it_shows_nothing()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var opportunity = await world.OpenedAsync("Mine", verbs: OpportunityWorld.Initiate);
        await world.QuoteAsync(opportunity.Id);

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync($"/customers/{opportunity.CustomerId}/deals");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("#contracts"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/customers/{opportunity.CustomerId}/deals")).Status);
    }
}
