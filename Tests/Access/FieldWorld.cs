using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Appraisal;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

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
    private const int Elsewhere = 2_345_678;
    private const int CompanyTarget = 9_876_543;
    private const int TeamTarget = 7_531_864;
    private const int OwnTarget = 6_543_217;
    private const int LaterTarget = 5_432_109;

    /// <summary>By the right that shows them.</summary>
    public static readonly IReadOnlyDictionary<SensitiveField, IReadOnlyList<int>> Figures = new Dictionary<SensitiveField, IReadOnlyList<int>>
    {
        [SensitiveField.Amount] = [Worth, Price],
        [SensitiveField.Margin] = [GateMargin, Cost, Price - Cost],
        [SensitiveField.PresalesCost] = [Budget, Spent],
    };

    /// <summary>What follows from two of them: whoever sees one and it knows the other.</summary>
    public static readonly int Result = GateMargin - Spent;

    /// <summary>Which part of an amount another one is: of all that was signed, of a target, of what is missing. They tell the amounts as they are told by them.</summary>
    public static readonly IReadOnlyList<decimal> Shares =
    [
        decimal.Divide(Price, Price + Elsewhere), decimal.Divide(Elsewhere, Price + Elsewhere), InTax(Price + Elsewhere) / CompanyTarget, InTax(Price) / TeamTarget,
        InTax(Price) / OwnTarget, Worth * 0.35m / LaterTarget,
    ];

    /// <summary>How a figure or a share is written.</summary>
    public static IReadOnlyList<string> Told(SensitiveField field) =>
    [
        .. Figures[field].Concat(field == SensitiveField.Amount ? [] : [Result]).Select(figure => figure.ToString(CultureInfo.InvariantCulture)),
        .. field == SensitiveField.Amount ? Shares.SelectMany(Written) : [],
    ];

    /// <summary>On a page, and in a file.</summary>
    public static IReadOnlyList<string> Written(decimal share) => [Show.Percent(share), decimal.Round(share, 4).ToString(CultureInfo.InvariantCulture)];

    public static async Task<FieldWorld> CreateAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var running = await SpentAsync(world, Worth);
        var product = await world.ProductAsync("F-1", cost: Cost);
        var quote = await world.QuoteAsync(running, QuoteWorld.Line(product.Id, cost: Cost, price: Price));
        var won = await SpentAsync(world, InTax(Price));
        var contract = await SignedAsync(world, won, product.Id);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await world.SignAsync(await world.CustomerAsync("Elsewhere Ltd", WorldPeople.Stranger), world.By(rep).Today, Money.FromMajor(Elsewhere), product.Id);
        await TargetsAsync(world, rep);
        return new FieldWorld(world, new Dictionary<string, long>
        {
            ["opportunities"] = running, ["quotes"] = quote.Id, ["contracts"] = contract.Id, ["products"] = product.Id, ["appraisal"] = rep.Id,
            ["customers"] = contract.CustomerId,
        });
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private static decimal InTax(int price) => price * 113 / 100m;

    private static async Task TargetsAsync(World world, Person rep)
    {
        await using var db = world.Open();
        var (present, stamp) = (FiscalSpan.Of(world.By(rep).Today, 3, 1), world.By(null));
        await db.SetTargetAsync(TargetOf.Company, null, present, Money.FromMajor(CompanyTarget), null, stamp);
        await db.SetTargetAsync(TargetOf.Team, rep.TeamId, present, Money.FromMajor(TeamTarget), null, stamp);
        await db.SetTargetAsync(TargetOf.Person, rep.Id, present, Money.FromMajor(OwnTarget), null, stamp);
        await db.SetTargetAsync(TargetOf.Company, null, present.Next.Next, Money.FromMajor(LaterTarget), null, stamp);
    }

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
