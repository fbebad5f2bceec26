using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>A company that signs, delivers and is paid by chance, but always by the domain's verbs.</summary>
internal static class AppraisalWorld
{
    public static readonly FiscalSpan Quarter = new(new DateOnly(2026, 4, 1), 3, 1);

    private static readonly string[] Industries = ["Bank", "Power", "Rail"];

    public static async Task<IReadOnlyList<Contract>> SignAtRandomAsync(this World world, int seed, int count = 25)
    {
        var random = new Random(seed);
        var customers = new List<Customer>();
        for (var i = 0; i < 6; i++)
        {
            var industry = i == 5 ? null : Industries[i % 3];
            customers.Add(await world.CustomerAsync($"Buyer {seed}-{i}", i % 2 == 0 ? WorldPeople.Rep : WorldPeople.Stranger, facts => facts with { Industry = industry }));
        }

        var people = new[] { await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Presales) };
        var products = new[] { await world.ProductAsync($"P{seed}-1"), await world.ProductAsync($"P{seed}-2"), await world.ProductAsync($"P{seed}-3") };
        var signed = new List<Contract>();
        for (var i = 0; i < count; i++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays(random.Next(0, 650) / 3 * 3);
            var (one, other) = (people[random.Next(3)].Id, people[random.Next(3)].Id);
            var part = random.Next(1, 9_999);
            signed.Add(await world.SignAsync(customers[random.Next(6)], day, Money.FromMajor(random.Next(1, 400_000) + 0.37m), products[random.Next(3)].Id,
                one == other ? [] : [(one, part), (other, 10_000 - part)]));
        }

        foreach (var contract in signed.Where(_ => random.Next(3) == 0).ToList())
        {
            await world.AmendAsync(contract, products[random.Next(3)].Id, random);
        }

        return signed;
    }

    public static async Task<Contract> SignAsync(
        this World world, Customer customer, DateOnly day, Money price, long product, IReadOnlyList<(long PersonId, int BasisPoints)>? shares = null)
    {
        await using var db = world.Open();
        var contract = new Contract(new ContractFacts($"Project of {customer.Name}", customer.Id)
        {
            Lines = [new LineTerms(product, 1, price, Percent.Zero, new Percent(1300), new Money(price.Minor / 2))],
            Milestones = ContractWorld.Terms(day),
            Shares = shares ?? [],
        }, new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        await db.SignAsync(contract, day, world.By(null), "Signed on paper");
        return contract;
    }

    public static async Task TargetAsync(this World world, string person, int amount)
    {
        await using var db = world.Open();
        await db.SetTargetAsync(TargetOf.Person, (await world.PersonAsync(person)).Id, Quarter, Money.FromMajor(amount), null, world.By(null));
    }

    /// <summary>Read anew, with nothing kept.</summary>
    public static async Task<CompanyAppraisal> AppraiseAsync(this CrmDbContext db, FiscalSpan? period = null)
    {
        using var cache = new AppraisalCache();
        return await db.AppraiseAsync(cache, period ?? Quarter, ContractWorld.Today);
    }

    public static async Task<PerformanceResult> ReportAsync(
        this CrmDbContext db, Infrastructure.Access.OrganisationFacts names, FiscalSpan period, PerformanceGrouping by = default)
    {
        using var cache = new AppraisalCache();
        return await PerformanceReport.OfAsync(db, cache, new PerformanceQuestion(Viewer.Program, period, ContractWorld.Today) { By = by }, names);
    }

    public static async Task<AppraisalSheetAndContent> CloseAsync(this World world, string person, string by = WorldPeople.Manager)
    {
        await using var db = world.Open();
        using var cache = new AppraisalCache();
        var (names, one) = (await world.NamesAsync(), await world.PersonAsync(person));
        var sheet = await db.CloseAsync(cache, names.People[one.Id], Quarter, names, "Well done", world.By(await world.PersonAsync(by)));
        return new(sheet.Content, sheet.Hash);
    }

    public static async Task<Infrastructure.Access.OrganisationFacts> NamesAsync(this World world)
    {
        await using var db = world.Open();
        using var organisation = new Infrastructure.Access.Organisation(world.Clock);
        return await organisation.ReadAsync(db);
    }

    private static async Task AmendAsync(this World world, Contract contract, long product, Random random)
    {
        await using var db = world.Open();
        var loaded = await db.LoadAsync(contract.Id);
        var day = (loaded.SignedOn ?? default).AddDays(random.Next(0, 30));
        loaded.Amend(day, "Changed", [new LineTerms(product, 1, Money.FromMajor(random.Next(1, 9_000)), Percent.Zero, new Percent(1300), null)], [], null, world.By(null));
        await db.SaveChangesAsync();
    }
}

internal sealed record AppraisalSheetAndContent(string Content, string Hash);
