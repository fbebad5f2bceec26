using Bogus;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the story's customers signed: most is delivered and paid in time, some is late, a little is changed on the way.</summary>
internal sealed partial class DemoContracts(CrmDbContext db, DemoStory story, IReadOnlyList<Product> products, DateTime now)
{
    private const int Seed = 20_26_13;
    private const int Others = 60;

    private const int DaysToAppoint = 14;

    private const int DaysToCollect = 150;

    private const int DaysToMatch = 3;

    private const int DaysLate = 50;

    private readonly Randomizer _chance = new(Seed);
    private readonly DemoNumbers _numbers = new();
    private readonly CompanyTime _time = story.Hours.Time;
    private readonly List<Receipt> _receipts = [];

    private DateOnly Today => _time.DayOf(now);

    public async Task PlayAsync(CancellationToken cancel)
    {
        var signed = new List<(Contract Contract, Customer Customer)>();
        var won = Won().ToList();
        var others = Signings().OrderBy(signing => signing.Day).ToList();
        var step = Math.Max(1, others.Count / Others);
        var presales = story.Gates.Entries.ToLookup(pair => pair.Entry.OpportunityId, pair => pair.Entry.Amount);
        foreach (var signing in won.Concat(others.Where((_, place) => place % step == 0)).OrderBy(signing => signing.Day))
        {
            var (customer, opportunity, day) = signing;
            var contract = Draft(signing);
            if (opportunity is not null)
            {
                contract.CarryPresales(presales[opportunity.Id].Aggregate(Money.Zero, (sum, amount) => sum + amount));
            }

            contract.Sign(_numbers.Next(ContractSigning.Series, day.Year), day, By(contract.OwnerId, day));
            Appoint(contract, signed.Count);
            Change(contract);
            signed.Add((contract, customer));
        }

        var contracts = signed.ConvertAll(pair => pair.Contract);
        _numbers.GoOnIn(db);
        await db.SaveChangesAsync(cancel);
        await db.InsertInBulkAsync(contracts, cancel);
        foreach (var (contract, customer) in signed)
        {
            customer.ContractSigned(contract.Id, By(contract.OwnerId, contract.SignedOn ?? Today));
            Live(contract);
        }

        await KeepAsync(contracts, cancel);
        await DemoShelf.KeepNewAsync(db, [.. signed.Select(pair => pair.Customer).Distinct()], cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>What became of contracts that are here already.</summary>
    private async Task KeepAsync(List<Contract> contracts, CancellationToken cancel)
    {
        await db.InsertInBulkAsync(_receipts, cancel);
        await db.InsertNewRowsInBulkAsync(contracts, cancel);
        await db.UpdateInBulkAsync(contracts);
        await db.UpdateInBulkAsync(contracts.SelectMany(contract => contract.Milestones).ToList());
    }

    /// <summary>Projects that were won are signed on that day.</summary>
    private IEnumerable<Signing> Won() =>
        from opportunity in story.Converted.Select(pair => pair.Opportunity)
        where opportunity is { State: OpportunityState.Won, ClosedAt: not null, Amount: not null, Customer.ArchivedAt: null }
        orderby opportunity.ClosedAt descending, opportunity.Id
        select new Signing(opportunity.Known(), opportunity, _time.DayOf(opportunity.ClosedAt ?? now));

    /// <summary>Two of three customers have signed something else, good ones several times.</summary>
    private IEnumerable<Signing> Signings() =>
        from customer in story.Converted.Select(pair => pair.Opportunity.Customer).OfType<Customer>().Distinct().OrderBy(customer => customer.Id)
        where customer.OwnerId is not null && customer.ArchivedAt is null && customer.Standing != CustomerStatus.Lost
        from _ in Enumerable.Range(0, _chance.WeightedRandom([0, 1, 2, 3], [0.3f, 0.4f, 0.2f, 0.1f]))
        let day = _time.DayOf(customer.CreatedAt).AddDays(_chance.Int(20, 300))
        where day < Today
        select new Signing(customer, null, day);

    /// <summary>The two project managers share the work in turn, soon after signing; of the latest contracts some have none yet.</summary>
    private void Appoint(Contract contract, int place)
    {
        var day = contract.SignedOn?.AddDays(2) ?? Today;
        if (day.AddDays(DaysToAppoint) < Today || (place % 3 == 0 && day < Today))
        {
            contract.Appoint(story.Cast.Seat(place % 2 == 0 ? "project" : "project2"), AccessMatrix.Default, By(contract.OwnerId, day));
        }
    }

    private void Change(Contract contract)
    {
        if (_chance.Bool(0.1f) && contract.SignedOn?.AddDays(30) is { } changed && changed < Today)
        {
            contract.Amend(changed, "客户增加采购", [contract.Lines[0].Terms with { Quantity = 1 }], [], changed.AddDays(45), By(contract.OwnerId, changed), "变更单1：回款");
        }
    }

    private Stamp By(long? person, DateOnly day) => story.At(person, story.Hours.At(day, 0.5) is var at && at < now ? at : now);

    /// <param name="Opportunity">What was won; null for what was signed without one.</param>
    private sealed record Signing(Customer Customer, Opportunity? Opportunity, DateOnly Day);
}
