using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>Beside the forecast of opportunities stands what was signed without one.</summary>
public sealed class SignedBesidesSpecs
{
    [Theory]
    [EveryDatabase("en", "Besides, contracts for 1,130.00 were signed that came from no opportunity.", "Opportunity: Without an opportunity")]
    [EveryDatabase("zh-CN", "此外，另有 1,130.00 的已签合同并非来自商机。", "无商机")]
    public async Task What_was_signed_without_an_opportunity_stands_beside_the_forecast_and_opens_its_contracts(DatabaseKind kind, string language, string said, string narrowed)
    {
        await using var world = await FilledAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);

        var sentence = (await visitor.GetAsync("/reports/sales-forecast")).Find("main [data-besides]");
        var list = await visitor.GetAsync(sentence.QuerySelector("a")?.GetAttribute("href") ?? "");

        Assert.Equal(said, sentence.TextContent.Trim());
        Assert.Contains("Project of Buyer", Assert.Single(list.Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains(narrowed, list.Find("main ul.chips").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,130.00", list.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("2,260.00", list.Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task It_is_of_the_part_that_is_asked_for_within_reach_and_said_only_where_there_is_any(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind);
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));

        Assert.True(await IsSaidAsync(WorldPeople.GeneralManager, $"owner={rep.Id}&team={rep.TeamId}&region={rep.RegionId}"));
        Assert.True(await IsSaidAsync(WorldPeople.Rep, ""));
        Assert.False(await IsSaidAsync(WorldPeople.GeneralManager, $"owner={colleague.Id}"));
        Assert.False(await IsSaidAsync(WorldPeople.GeneralManager, "asOf=2026-11-17"));
        Assert.False(await IsSaidAsync(WorldPeople.GeneralManager, "region=-"));
        Assert.False(await IsSaidAsync(WorldPeople.Stranger, ""));

        async Task<bool> IsSaidAsync(string person, string asked) =>
            (await world.Visit(person).GetAsync($"/reports/sales-forecast?{asked}")).Document.QuerySelector("main [data-besides]") is not null;
    }

    /// <summary>One contract without an opportunity, and one that came from one, signed on the present day.</summary>
    private static async Task<World> FilledAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var (customer, product, project) = (await world.CustomerAsync("Buyer"), await world.ProductAsync(), await world.OpenedAsync());
        await world.ContractAsync(customer, 1000, productId: product.Id);
        await using var db = world.Open();
        var contract = new Contract(
            new ContractFacts("From an opportunity", customer.Id)
            {
                OpportunityId = project.Id,
                Lines = [new LineTerms(product.Id, 2, Money.FromMajor(1000), Percent.Zero, new Percent(1300))],
                Milestones = ContractWorld.Terms(ContractWorld.Today),
            },
            new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
        contract.Sign("C-PROJECT", ContractWorld.Today, world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        return world;
    }
}
