using Bogus;
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
    private const int Most = 160;

    private const int MostWon = 100;

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
        var step = Math.Max(1, others.Count / Math.Max(1, Most - won.Count));
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

    /// <summary>Projects that were won are signed on that day; the latest, as many as fit.</summary>
    private IEnumerable<Signing> Won() =>
        (from opportunity in story.Converted.Select(pair => pair.Opportunity)
         where opportunity is { State: OpportunityState.Won, ClosedAt: not null, Amount: not null, Customer.ArchivedAt: null }
         orderby opportunity.ClosedAt descending, opportunity.Id
         select new Signing(opportunity.Known(), opportunity, _time.DayOf(opportunity.ClosedAt ?? now))).Take(MostWon);

    /// <summary>Two of three customers have signed something else, good ones several times.</summary>
    private IEnumerable<Signing> Signings() =>
        from customer in story.Converted.Select(pair => pair.Opportunity.Customer).OfType<Customer>().Distinct().OrderBy(customer => customer.Id)
        where customer.OwnerId is not null && customer.ArchivedAt is null && customer.Standing != CustomerStatus.Lost
        from _ in Enumerable.Range(0, _chance.WeightedRandom([0, 1, 2, 3], [0.3f, 0.4f, 0.2f, 0.1f]))
        let day = _time.DayOf(customer.CreatedAt).AddDays(_chance.Int(20, 300))
        where day < Today
        select new Signing(customer, null, day);

    private void Change(Contract contract)
    {
        if (_chance.Bool(0.1f) && contract.SignedOn?.AddDays(30) is { } changed && changed < Today)
        {
            contract.Amend(changed, "客户增加采购", [contract.Lines[0].Terms with { Quantity = 1 }], [], changed.AddDays(45), By(contract.OwnerId, changed));
        }
    }

    private void Live(Contract contract)
    {
        var careless = _chance.Bool(0.2f);
        foreach (var milestone in contract.Deliveries.Where(milestone => milestone.DueOn.AddDays(5) < Today && !_chance.Bool(0.08f)).ToList())
        {
            contract.Finish(milestone.Id, milestone.DueOn.AddDays(_chance.Int(-5, 5)), By(story.Cast.Seat("project").Id, milestone.DueOn.AddDays(5)));
        }

        foreach (var milestone in contract.Payments.Where(milestone => milestone.DueOn < Today).ToList())
        {
            Pay(contract, milestone, careless);
        }

        Spend(contract);
        if (contract.DeliveredBasisPoints == Percent.Whole && contract.Deliveries.Max(milestone => milestone.DoneOn) is { } done)
        {
            contract.Deliver(By(story.Cast.Seat("project").Id, done));
            contract.Accept(done, 12, ["竣工文档与手册", "账号与远程接入", "客户服务联系人"], By(story.Cast.Seat("project").Id, done));
        }
    }

    /// <summary>Who is careless pays late, in part, or not at all.</summary>
    private void Pay(Contract contract, Milestone milestone, bool careless)
    {
        var finance = story.Cast.Seat("finance").Id;
        var billed = milestone.DueOn.AddDays(-10);
        contract.Bill($"FP{contract.Id:00000}{milestone.Id:000000}", billed, milestone.Amount, By(finance, billed));
        var paid = milestone.DueOn.AddDays(careless ? _chance.Int(20, 120) : _chance.Int(-6, 12));
        if (paid > Today || (careless && _chance.Bool(0.4f)))
        {
            return;
        }

        var amount = careless && _chance.Bool(0.5f) ? new Percent(5000).Of(milestone.Amount) : milestone.Amount;
        var receipt = new Receipt($"YH{paid:yyyyMMdd}{_receipts.Count + 1:0000}", contract.CustomerId, paid, amount, isRefund: false, null, By(finance, paid));
        receipt.Match(contract, milestone.Id, amount, By(finance, paid));
        _receipts.Add(receipt);
    }

    private void Spend(Contract contract)
    {
        var by = By(story.Cast.Seat("project").Id, Today);
        foreach (var kind in (CostKind[])[CostKind.Purchase, CostKind.Labour, CostKind.Travel])
        {
            var share = kind switch { CostKind.Purchase => 8000, CostKind.Labour => 1200, _ => 300 };
            var booked = new Percent(contract.DeliveredBasisPoints * share / Percent.Whole * _chance.Int(90, 118) / 100).Of(contract.LineCost);
            if (booked > Money.Zero)
            {
                contract.Spend(new CostTerms(kind, IsPlanned: false, Today < contract.SignedOn?.AddDays(60) ? Today : contract.SignedOn?.AddDays(60) ?? Today, booked), by);
            }
        }
    }

    private Stamp By(long? person, DateOnly day) => story.At(person, story.Hours.At(day, 0.5) is var at && at < now ? at : now);

    /// <param name="Opportunity">What was won; null for what was signed without one.</param>
    private sealed record Signing(Customer Customer, Opportunity? Opportunity, DateOnly Day);
}
