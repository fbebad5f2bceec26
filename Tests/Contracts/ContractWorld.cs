using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Contracts of a test's world, drafted and signed by the domain's verbs.</summary>
internal static class ContractWorld
{
    public static readonly DateOnly Today = new(2026, 11, 18);

    /// <summary>Paid in 30/60/10 and delivered in two steps.</summary>
    public static IReadOnlyList<MilestoneTerms> Terms(DateOnly from, string first = "First") =>
    [
        new(MilestoneKind.Payment, first, from.AddDays(10), 3000), new(MilestoneKind.Payment, "Second", from.AddDays(60), 6000),
        new(MilestoneKind.Payment, "Retention", from.AddDays(400), 1000, true), new(MilestoneKind.Delivery, "Goods", from.AddDays(30), 7000),
        new(MilestoneKind.Delivery, "Acceptance", from.AddDays(60), 3000),
    ];

    /// <summary>One line of 1,000.00 without tax, 13 % tax; signed unless it is to stay a draft.</summary>
    public static async Task<Contract> ContractAsync(
        this World world, Customer customer, int price = 1000, DateOnly? signedOn = null, bool isDraft = false, long? productId = null, string firstPayment = "First")
    {
        await using var db = world.Open();
        var product = productId ?? (await world.ProductAsync("P-" + Guid.NewGuid().ToString("N")[..6], price)).Id;
        var day = signedOn ?? Today;
        var facts = new ContractFacts($"Project of {customer.Name}", customer.Id)
        {
            Lines = [new LineTerms(product, 1, Money.FromMajor(price), Percent.Zero, new Percent(1300), Money.FromMajor(price / 2))],
            Milestones = Terms(day, firstPayment),
        };
        var contract = new Contract(facts, new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        if (!isDraft)
        {
            await db.SignAsync(contract, day, world.By(null), day < Today ? "Signed on paper" : null);
        }

        return contract;
    }

    public static async Task<Contract> ReadAsync(this World world, Contract contract)
    {
        await using var db = world.Open();
        return await db.Contracts.AsNoTracking().ForChange().Include(row => row.History).SingleAsync(row => row.Id == contract.Id);
    }

    /// <summary>A project manager with an account.</summary>
    public static async Task<Person> HireAsync(this World world, string name, Role role = Role.ProjectManager)
    {
        await using var db = world.Open();
        var person = new Person(name, name.ToLowerInvariant().Replace(' ', '.') + "@example.com", null, null, new DateOnly(2025, 1, 1), role);
        db.People.Add(person);
        await db.SaveChangesAsync();
        db.Users.Add(new Account
        {
            PersonId = person.Id,
            UserName = person.Email,
            NormalizedUserName = person.Email?.ToUpperInvariant(),
            Email = person.Email,
            NormalizedEmail = person.Email?.ToUpperInvariant(),
            SecurityStamp = "stamp",
        });
        await db.SaveChangesAsync();
        return person;
    }

    public static async Task AppointAsync(this World world, Contract contract, Person? person)
    {
        await using var db = world.Open();
        (await db.LoadAsync(contract.Id)).Appoint(person, AccessMatrix.Default, world.By(null));
        await db.SaveChangesAsync();
    }

    public static Task<Contract> LoadAsync(this CrmDbContext db, long id) => db.Contracts.ForChange().SingleAsync(row => row.Id == id);

    /// <summary>An approved project as a contract of today.</summary>
    public static async Task<Contract> SignProjectAsync(this World world, long opportunityId)
    {
        var (rep, product) = (await world.PersonAsync(WorldPeople.Rep), await world.ProductAsync("C-" + Guid.NewGuid().ToString("N")[..6]));
        Contract? contract = null;
        await world.DoAsync(opportunityId, WorldPeople.Rep, async (db, row, stamp) =>
        {
            contract = new Contract(new ContractFacts("Data centre", row.CustomerId ?? 0)
            {
                OpportunityId = opportunityId,
                Lines = [new LineTerms(product.Id, 1, Money.FromMajor(400_000), Percent.Zero, new Percent(1300), null)],
                Milestones = Terms(stamp.Today),
            }, new ContractOwner(rep.Id, rep.TeamId, rep.RegionId), stamp);
            db.Contracts.Add(contract);
            await db.SaveChangesAsync();
            await db.SignAsync(contract, stamp.Today, stamp);
        });
        return contract ?? throw new InvalidOperationException("Nothing was signed.");
    }
}
