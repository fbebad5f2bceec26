using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

/// <summary>What presales cost stands beside what was really signed, and the gate's word beside what really came (product text, section 14, point 4).</summary>
public sealed class PresalesMarginSpecs
{
    [Theory, EveryDatabase]
    public async Task The_margin_that_was_signed_is_that_of_the_contract_and_what_came_is_what_the_contract_leaves(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var won = await world.ApprovedAsync();
        await world.DoAsync(won, WorldPeople.Rep, (_, opportunity, stamp) =>
        {
            opportunity.Win(StageScheme.Default, new Closing(CloseReason.Solution, null, null, null), stamp);
            return Task.CompletedTask;
        });
        var product = await world.ProductAsync("P-1", 1000);
        await using (var db = world.Open())
        {
            var row = await db.Opportunities.SingleAsync(opportunity => opportunity.Id == won);
            var contract = new Contract(
                new ContractFacts("Ours", row.CustomerId ?? 0)
                {
                    OpportunityId = won, Lines = [new LineTerms(product.Id, 1, Money.FromMajor(1000), Percent.Zero, new Percent(1300), Money.FromMajor(600))],
                    Milestones = ContractWorld.Terms(ContractWorld.Today),
                },
                new ContractOwner(row.OwnerId, row.TeamId, row.RegionId), world.By(null));
            db.Contracts.Add(contract);
            await db.SaveChangesAsync();
            await db.SignAsync(contract, ContractWorld.Today, world.By(null));
            contract.Spend(new CostTerms(CostKind.Purchase, false, ContractWorld.Today, Money.FromMajor(750)), world.By(null));
            await db.SaveChangesAsync();
        }

        world.Clock.Pass(TimeSpan.FromDays(1));
        await using var read = world.Open();
        var asked = new PresalesCostQuestion { From = new(2026, 1, 1), Until = new(2026, 11, 19) };

        Assert.Equal(Money.FromMajor(400), (await PresalesCosts.OfAsync(read, Viewer.Program, asked)).Total.Margin);
        Assert.Equal(Money.FromMajor(250), (await PostMortems.OfAsync(read, Viewer.Program, asked)).ByApprover.Single().CameMargin);
        Assert.Contains("250.00", (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/opportunities/{won}/initiation")).Find("section[aria-labelledby=came]").TextContent, StringComparison.Ordinal);
    }
}
