using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>Regional sales told apart by industry, by new and known customers, and by the type of contract.</summary>
public sealed class SalesSplitSpecs
{
    private static readonly SalesSplit[] Splits = [SalesSplit.ProductCategory, SalesSplit.CustomerCategory, SalesSplit.Industry, SalesSplit.CustomerAtSigning, SalesSplit.ContractType, SalesSplit.Channel];

    [Theory, EveryDatabase]
    public async Task The_parts_of_every_region_are_what_it_signed_however_it_is_split(DatabaseKind kind)
    {
        await using var world = await GeneratedAsync(kind);
        await using var db = world.Open();
        var asked = new SalesQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var regions = (await SalesReports.RegionsAsync(db, asked)).Rows;
        Assert.Equal(2, regions.Count);

        foreach (var split in Splits)
        {
            var parts = await SalesParts.OfAsync(db, asked with { Split = split }, "regional-sales", new CompanySettings());
            Assert.All(regions, region => Assert.Equal((split, region.Signed.Minor), (split, parts.Where(part => part.Row == region.RegionId).Sum(part => part.Signed.Minor))));
        }
    }

    [Theory]
    [EveryDatabase(SalesSplit.Industry)]
    [EveryDatabase(SalesSplit.CustomerAtSigning)]
    [EveryDatabase(SalesSplit.ContractType)]
    public async Task A_part_is_what_its_rule_says_and_opens_just_its_contracts(DatabaseKind kind, SalesSplit split)
    {
        await using var world = await GeneratedAsync(kind);
        await using var db = world.Open();
        var asked = new SalesQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)) { Split = split };
        var contracts = await db.Contracts.AsNoTracking().Include(contract => contract.Lines).ToListAsync();
        var (kinds, industries) = (await db.Products.ToDictionaryAsync(row => row.Id, row => row.Kind), await db.Customers.ToDictionaryAsync(row => row.Id, row => row.Industry));
        var expected = contracts.SelectMany(contract => contract.Lines.Where(line => line.SignedOn >= asked.From).Select(line => (contract, line)))
            .GroupBy(row => (Region: row.line.RegionId ?? 0, Part: Part(row.contract))).ToList();

        var parts = await SalesParts.OfAsync(db, asked, "regional-sales", new CompanySettings());

        Assert.Equal(
            expected.Select(part => (part.Key.Region, part.Key.Part, part.Sum(row => row.line.InTax.Minor))).Order(),
            parts.Select(part => (part.Row, part.Part, part.Signed.Minor)).Order());
        foreach (var part in expected.Where(part => part.Key.Part is not null))
        {
            var filter = Cut(new ContractFilter { Region = part.Key.Region, From = asked.From, To = asked.To }, part.Key.Part ?? "");
            var listed = await db.Contracts.VisibleTo(Viewer.Program).Matching(filter, db, Viewer.Program, ContractWorld.Today).Select(contract => contract.Id).ToListAsync();
            Assert.Equal((part.Key, string.Join(' ', part.Select(row => row.contract.Id).Distinct().Order())), (part.Key, string.Join(' ', listed.Order())));
        }

        string? Part(Contract contract) => split switch
        {
            SalesSplit.Industry => industries[contract.CustomerId],
            SalesSplit.ContractType => ContractTypes.Of(contract.Lines.GroupBy(line => kinds[line.ProductId]).Where(one => one.Sum(line => line.SignedQuantity) > 0).Select(one => one.Key))?.ToString(),
            _ => $"{(contracts.Where(other => other.CustomerId == contract.CustomerId).MinBy(KeyOf)?.Id == contract.Id ? CustomerAtSigning.New : CustomerAtSigning.Known)}",
        };

        ContractFilter Cut(ContractFilter filter, string part) => split switch
        {
            SalesSplit.Industry => filter with { Industry = part },
            SalesSplit.ContractType => filter with { Type = Enum.Parse<ContractType>(part) },
            _ => filter with { CustomerAtSigning = Enum.Parse<CustomerAtSigning>(part) },
        };
    }

    [Fact]
    public void Of_every_customer_one_contract_is_the_first_by_day_and_on_the_same_day_by_number()
    {
        var random = new Random(7);
        var contracts = Enumerable.Range(0, 200).Select(i => Signed(random.Next(1, 20), $"C-{i * 37 % 200:00000}", ContractWorld.Today.AddDays(-random.Next(30)))).ToList();
        var draft = new Contract(Facts(100), new ContractOwner(1, null, null), default);

        var firsts = contracts.Append(draft).AsQueryable().FirstOfCustomers().ToList();

        Assert.Equal(
            contracts.GroupBy(contract => contract.CustomerId).Select(one => one.Min(KeyOf)).Order(),
            firsts.Select(KeyOf).Order());
    }

    [Fact]
    public void Every_set_of_kinds_makes_just_one_type()
    {
        Assert.Equal(Enumerable.Range(1, 15), Enum.GetValues<ContractType>().SelectMany(type => ContractTypes.SetsOf(type)).Order());
        Assert.Null(ContractTypes.Of(0));
        Assert.Equal(ContractType.Software, ContractTypes.Of(ContractTypes.Sign(ProductKind.Software) + ContractTypes.Sign(ProductKind.Service)));
    }

    private static SigningKey KeyOf(Contract contract) => new(contract.SignedOn ?? default, contract.Number ?? "");

    private static ContractFacts Facts(long customerId) => new("Project", customerId)
    {
        Lines = [new LineTerms(1, 1, Money.FromMajor(1), Percent.Zero, Percent.Zero)],
        Milestones = [new MilestoneTerms(MilestoneKind.Payment, "All", ContractWorld.Today, Percent.Whole)],
    };

    private static Contract Signed(long customerId, string number, DateOnly on)
    {
        var stamp = new Stamp(null, ContractWorld.Today.ToDateTime(default, DateTimeKind.Utc), ContractWorld.Today);
        var contract = new Contract(Facts(customerId), new ContractOwner(1, null, null), stamp);
        contract.Sign(number, on, stamp, "Signed on paper");
        return contract;
    }

    /// <summary>Seven customers in two regions, products of every kind, and thirty contracts of two years, many of them changed later.</summary>
    internal static async Task<World> GeneratedAsync(DatabaseKind kind)
    {
        var (world, random) = (await World.CreateAsync(kind), new Random(23));
        var customers = new List<Customer>();
        for (var i = 0; i < 7; i++)
        {
            var industry = ((string?[])["Bank", "Energy", null])[i % 3];
            customers.Add(await world.CustomerAsync($"Buyer {i}", i % 2 == 0 ? WorldPeople.Rep : WorldPeople.Stranger, facts => facts with { Industry = industry }));
        }

        var products = new List<Product>();
        foreach (var sold in Enum.GetValues<ProductKind>())
        {
            products.Add(await world.ProductAsync($"P-{sold}", kind: sold));
        }

        for (var i = 0; i < 30; i++)
        {
            var (customer, product) = (customers[random.Next(customers.Count)], products[random.Next(products.Count)]);
            var contract = await world.ContractAsync(customer, random.Next(1, 10_000), new DateOnly(2025, 6, 1).AddDays(random.Next(0, 500)), productId: product.Id);
            if (random.Next(2) == 0)
            {
                await using var db = world.Open();
                var (known, added) = (await db.LoadAsync(contract.Id), new LineTerms(products[random.Next(products.Count)].Id, 1, new Money(random.Next(1, 99_999)), Percent.Zero, new Percent(600)));
                known.Amend(ContractWorld.Today, "Other goods", [added], random.Next(2) == 0 ? [known.Lines[0].Terms] : [], ContractWorld.Today, world.By(null));
                await db.SaveChangesAsync();
            }
        }

        return world;
    }
}
