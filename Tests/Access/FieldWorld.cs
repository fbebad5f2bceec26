using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>A sale from the gate to the contract, each of whose figures can be told from all others wherever it goes out.</summary>
/// <param name="Ids">The record behind a route, by the route's first word.</param>
internal sealed record FieldWorld(World World, IReadOnlyDictionary<string, long> Ids) : IAsyncDisposable
{
    private const int Worth = 7_654_321;
    private const int Price = 5_432_198;
    private const int GateMargin = 1_357_913;
    private const int Cost = 4_111_222;
    private const int Budget = 91_827;
    private const int Spent = 73_645;

    /// <summary>By the right that shows them.</summary>
    public static readonly IReadOnlyDictionary<SensitiveField, IReadOnlyList<int>> Figures = new Dictionary<SensitiveField, IReadOnlyList<int>>
    {
        [SensitiveField.Amount] = [Worth, Price],
        [SensitiveField.Margin] = [GateMargin, Cost, Price - Cost],
        [SensitiveField.PresalesCost] = [Budget, Spent],
    };

    /// <summary>What follows from two of them: whoever sees one and it knows the other.</summary>
    public static readonly int Result = GateMargin - Spent;

    public static async Task<FieldWorld> CreateAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var running = await SpentAsync(world, Worth);
        var product = await world.ProductAsync("F-1", cost: Cost);
        var quote = await world.QuoteAsync(running, QuoteWorld.Line(product.Id, cost: Cost, price: Price));
        var won = await SpentAsync(world, (Price * 113) / 100m);
        var contract = await SignedAsync(world, won, product.Id);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        return new FieldWorld(world, new Dictionary<string, long>
        {
            ["opportunities"] = running, ["quotes"] = quote.Id, ["contracts"] = contract.Id, ["products"] = product.Id, ["appraisal"] = rep.Id,
            ["customers"] = contract.CustomerId,
        });
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>One with an approved budget, of which something is spent.</summary>
    private static async Task<long> SpentAsync(World world, decimal amount)
    {
        var id = await world.QualifiedAsync();
        await world.DoAsync(id, WorldPeople.Rep, async (db, row, stamp) =>
        {
            row.Revalue(Money.FromMajor(amount), null, stamp);
            await db.ApplyAsync(row, new InitiationTerms(Money.FromMajor(amount), Money.FromMajor(GateMargin), 40, stamp.Today.AddDays(180), "By reference", null,
                [new PresalesLine(PresalesKind.Travel, "Survey", null, 0, Money.Zero, Money.FromMajor(Budget), null, null)]), stamp);
        });
        await world.DecideAsync(id, new GateWord(InitiationVerdict.Approve, null, null, null));
        await world.DoAsync(id, WorldPeople.Rep, async (db, row, stamp) => await db.LogPresalesAsync(
            row, Initiation.Current(await db.InitiationsOfAsync(id)), new PresalesWork(stamp.ActorId ?? 0, PresalesKind.Travel, stamp.Today, 0, Money.Zero, Money.FromMajor(Spent), null), stamp));
        return id;
    }

    private static async Task<Contract> SignedAsync(World world, long opportunityId, long product)
    {
        var (rep, contract) = (await world.PersonAsync(WorldPeople.Rep), (Contract?)null);
        await world.DoAsync(opportunityId, WorldPeople.Rep, async (db, row, stamp) =>
        {
            contract = new Contract(new ContractFacts("Data centre", row.CustomerId ?? 0)
            {
                OpportunityId = opportunityId,
                Lines = [new LineTerms(product, 1, Money.FromMajor(Price), Percent.Zero, new Percent(1300), Money.FromMajor(Cost))],
                Milestones = ContractWorld.Terms(stamp.Today),
            }, new ContractOwner(rep.Id, rep.TeamId, rep.RegionId), stamp);
            db.Contracts.Add(contract);
            await db.SaveChangesAsync();
            await db.SignAsync(contract, stamp.Today, stamp);
        });
        return contract ?? throw new InvalidOperationException("Nothing was signed.");
    }
}
