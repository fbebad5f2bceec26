using Bogus;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>What was spoken and signed with the customers of a batch, once they are in the database: ten touches each, and contracts of five lines.</summary>
internal sealed class ScaleTrade(CrmDbContext db, IReadOnlyList<Product> products, DemoNumbers numbers, DateTime until)
{
    public const int Years = 10;

    private const int Touches = 10;
    private const int Lines = 5;

    /// <summary>Of the contracts of so many days the project managers answer for in turn.</summary>
    private const int DaysManaged = 200;

    private readonly Randomizer _chance = new(20_261_126);
    private readonly CompanyTime _time = db.Company.Time;
    private readonly Product[] _products = [.. products];
    private int _receipts;
    private int _managed;

    public required ScaleWork Work { get; init; }

    public required IReadOnlyList<Domain.Access.Person> Managers { get; init; }

    private DateOnly Today => _time.DayOf(until);

    public async Task KeepAsync(ScaleBatch batch, CancellationToken cancel)
    {
        await db.InsertInBulkAsync(batch.Qualifications, cancel);
        await db.InsertInBulkAsync(batch.Initiations, cancel);
        await Work.KeepAsync(batch, cancel);
        await db.InsertInBulkAsync(batch.Customers.SelectMany(Speak).ToList(), cancel);
        var contracts = Signed(batch).ToList();
        await db.InsertInBulkAsync(contracts.ConvertAll(pair => pair.Contract), cancel);
        contracts.ForEach(pair => pair.Customer.ContractSigned(pair.Contract.Id, Stamp.Of(pair.Contract.OwnerId, until, _time)));
        await KeepCustomersAsync([.. batch.Customers.Union(batch.Known)], cancel);
        await KeepReceiptsAsync(contracts.ConvertAll(pair => pair.Contract), cancel);
    }

    private IEnumerable<Touch> Speak(Customer customer)
    {
        for (var i = 0; i < Touches; i++)
        {
            var at = Stamp.WholeMilliseconds(customer.CreatedAt + ((until - customer.CreatedAt) * _chance.Double()));
            var contact = customer.Contacts.Count == 0 ? null : customer.Contacts[i % customer.Contacts.Count];
            yield return new Touch(customer, contact, _chance.ArrayElement([TouchKind.Call, TouchKind.Visit, TouchKind.Mail]), "They are content", at, _chance.Bool(0.8f),
                Stamp.Of(customer.OwnerId, at, _time));
        }
    }

    /// <summary>What was won, and what was signed without an opportunity.</summary>
    private IEnumerable<(Contract Contract, Customer Customer)> Signed(ScaleBatch batch)
    {
        foreach (var opportunity in batch.Opportunities.Where(row => row.State == OpportunityState.Won))
        {
            yield return (Sign(opportunity.Known(), opportunity.Id, _time.DayOf(opportunity.ClosedAt ?? until)), opportunity.Known());
        }

        foreach (var customer in batch.Customers.Where(customer => customer.OwnerId is not null && _chance.Bool(0.6f)))
        {
            yield return (Sign(customer, null, Today.AddDays(-_chance.Int(1, 365 * Years))), customer);
        }
    }

    private Contract Sign(Customer customer, long? opportunityId, DateOnly day)
    {
        var lines = _chance.ArrayElements(_products, Lines).Select(product => Line(product, day)).ToList();
        var delivery = day.AddDays(_chance.Int(40, 120));
        var facts = new ContractFacts($"{customer.Name} {Lines}", customer.Id)
        {
            OpportunityId = opportunityId, Lines = lines,
            Milestones =
            [
                new(MilestoneKind.Payment, "首付款", day.AddDays(15), 3000), new(MilestoneKind.Payment, "到货款", delivery, 6000),
                new(MilestoneKind.Payment, "质保金", delivery.AddYears(1), 1000, IsRetention: true), new(MilestoneKind.Delivery, "上线验收", delivery, 10_000),
            ],
        };
        var contract = new Contract(facts, new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), By(customer.OwnerId, day));
        contract.Sign(numbers.Next(ContractSigning.Series, day.Year), day, By(customer.OwnerId, day));
        if (day > Today.AddDays(-DaysManaged))
        {
            contract.Appoint(Managers[_managed++ % Managers.Count], db.Company.Facts.Access, By(customer.OwnerId, day));
        }

        foreach (var milestone in contract.Payments.Where(milestone => milestone.DueOn < Today).ToList())
        {
            contract.Bill($"FP{contract.Number}-{milestone.BasisPoints}", milestone.DueOn, milestone.Amount, By(customer.OwnerId, milestone.DueOn));
        }

        return contract;
    }

    private LineTerms Line(Product product, DateOnly day)
    {
        var price = product.PriceOn(day);
        return new LineTerms(product.Id, _chance.Int(1, 9), price.ListPrice, new Percent(_chance.Int(0, 12) * 100), product.TaxRate, price.StandardCost);
    }

    private async Task KeepCustomersAsync(List<Customer> customers, CancellationToken cancel)
    {
        customers.ForEach(customer => CareBook.Expect(customer, db.Company.Facts));
        await db.InsertNewRowsInBulkAsync(customers, cancel);
        await db.UpdateInBulkAsync(customers, nameof(Customer.Status), nameof(Customer.StatusSince), nameof(Customer.Standing), nameof(Customer.OpenOpportunities),
            nameof(Customer.LastTouchAt), nameof(Customer.CareDueOn), nameof(Customer.Events), nameof(Customer.Version));
        await db.UpdateInBulkAsync(customers.SelectMany(customer => customer.Contacts).ToList(), nameof(Contact.LastTouchAt), nameof(Contact.Version));
    }

    /// <summary>Everything was delivered in time, and nine of ten payments came when they were due.</summary>
    private async Task KeepReceiptsAsync(List<Contract> contracts, CancellationToken cancel)
    {
        var receipts = new List<Receipt>();
        foreach (var contract in contracts)
        {
            contract.Deliveries.Where(milestone => milestone.DueOn < Today).ToList().ForEach(milestone => contract.Finish(milestone.Id, milestone.DueOn, By(contract, milestone.DueOn)));
            foreach (var milestone in contract.Payments.Where(milestone => milestone.DueOn < Today && _chance.Bool(0.9f)).ToList())
            {
                var by = By(contract, milestone.DueOn);
                var receipt = new Receipt($"YH{++_receipts:00000000}", contract.CustomerId, milestone.DueOn, milestone.Amount, isRefund: false, null, by);
                receipt.Match(contract, milestone.Id, milestone.Amount, by);
                receipts.Add(receipt);
            }
        }

        await db.InsertInBulkAsync(receipts, cancel);
        await db.InsertNewRowsInBulkAsync(contracts, cancel);
        await db.UpdateInBulkAsync(contracts, nameof(Contract.Status), nameof(Contract.DeliveredBasisPoints), nameof(Contract.Received), nameof(Contract.PaymentDueOn),
            nameof(Contract.Events), nameof(Contract.Version));
        await db.UpdateInBulkAsync(contracts.SelectMany(contract => contract.Milestones).ToList(), nameof(Milestone.Received), nameof(Milestone.DoneOn));
    }

    private Stamp By(Contract contract, DateOnly day) => By(contract.OwnerId, day);

    private Stamp By(long? personId, DateOnly day) => Stamp.Of(personId, _time.StartOf(day).AddHours(10), _time);
}
