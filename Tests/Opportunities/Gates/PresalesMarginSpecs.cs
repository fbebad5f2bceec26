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
    private static readonly PresalesCostQuestion Asked = new() { From = new(2026, 1, 1), Until = new(2026, 11, 19) };

    [Theory, EveryDatabase]
    public async Task The_margin_that_was_signed_is_that_of_the_contract_and_what_came_is_what_the_contract_leaves(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var won = await WonAsync(world);
        await SignedAsync(world, won, Money.FromMajor(1000), Money.FromMajor(600), contract =>
            contract.Spend(new CostTerms(CostKind.Purchase, false, ContractWorld.Today, Money.FromMajor(750)), world.By(null)));

        world.Clock.Pass(TimeSpan.FromDays(1));
        await using var read = world.Open();

        Assert.Equal(Money.FromMajor(400), (await PresalesCosts.OfAsync(read, Viewer.Program, Asked)).Total.Margin);
        Assert.Equal(Money.FromMajor(250), (await PostMortems.OfAsync(read, Viewer.Program, Asked)).ByApprover.Single().CameMargin);
        Assert.Contains("250.00", (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/opportunities/{won}/initiation")).Find("section[aria-labelledby=came]").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_contracts_of_a_project_count_together_and_a_terminated_one_leaves_what_was_earned_until_then(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var won = await WonAsync(world);
        await SignedAsync(world, won, Money.FromMajor(1000), Money.FromMajor(600), _ => { });
        await SignedAsync(world, won, Money.FromMajor(500), Money.FromMajor(200), _ => { });
        await SignedAsync(world, won, Money.FromMajor(70), Money.FromMajor(50), contract => contract.Terminate("They gave up", world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(1));
        await using var read = world.Open();

        var (cost, came) = ((await PresalesCosts.OfAsync(read, Viewer.Program, Asked)).Total, (await PostMortems.OfAsync(read, Viewer.Program, Asked)).ByApprover.Single());

        Assert.Equal((1, Money.FromMajor(400 + 300 + 20)), (came.Projects, cost.Margin));
        Assert.Equal(Money.FromMajor(400 + 300), came.CameMargin);
    }

    private static async Task<long> WonAsync(World world)
    {
        var id = await world.ApprovedAsync();
        await world.DoAsync(id, WorldPeople.Rep, (_, opportunity, stamp) =>
        {
            opportunity.Win(StageScheme.Default, new Closing(CloseReason.Solution, null, null, null), stamp);
            return Task.CompletedTask;
        });
        return id;
    }

    private static async Task SignedAsync(World world, long won, Money price, Money cost, Action<Contract> then)
    {
        var product = await world.ProductAsync($"P-{price.Minor}");
        await using var db = world.Open();
        var row = await db.Opportunities.SingleAsync(opportunity => opportunity.Id == won);
        var contract = new Contract(
            new ContractFacts("Ours", row.CustomerId ?? 0)
            {
                OpportunityId = won, Lines = [new LineTerms(product.Id, 1, price, Percent.Zero, new Percent(1300), cost)], Milestones = ContractWorld.Terms(ContractWorld.Today),
            },
            new ContractOwner(row.OwnerId, row.TeamId, row.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        await db.SignAsync(contract, ContractWorld.Today, world.By(null));
        then(contract);
        await db.SaveChangesAsync();
    }
}
