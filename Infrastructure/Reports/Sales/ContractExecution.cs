using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using Program = SiCrm.Domain.Access.Viewer;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Where a contract stands.</summary>
public sealed record ExecutionRow
{
    public long Id { get; init; }

    public string? Number { get; init; }

    public required string Customer { get; init; }

    public DateOnly? SignedOn { get; init; }

    public ContractStatus Status { get; init; }

    public Money Amount { get; init; }

    public Money ExTax { get; init; }

    public int DeliveredBasisPoints { get; init; }

    public Money Invoiced { get; init; }

    public Money Received { get; init; }

    public Money Overdue { get; init; }

    public DateOnly? OverdueSince { get; init; }

    public Money PlannedCost { get; init; }

    public Money LineCost { get; init; }

    public Money ActualCost { get; init; }

    public Money Outstanding => Amount - Received;

    public Money ExpectedCost => PlannedCost == Money.Zero ? LineCost : PlannedCost;

    public Money MarginAtCompletion => ExTax - (ActualCost > ExpectedCost ? ActualCost : ExpectedCost);

    public int OverdueDays(DateOnly today) => OverdueSince is { } since ? today.DayNumber - since.DayNumber : 0;
}

/// <summary>The same of all contracts together.</summary>
public sealed record ExecutionTotal(int Contracts, Money Amount, Money ExTax, Money Invoiced, Money Received, Money ActualCost, Money ExpectedCost, Money CostAtCompletion, Money Overdue);

/// <summary>What is kept back, what was accepted, and how old what is overdue is.</summary>
/// <param name="Late">What is overdue, by <see cref="PaymentAges"/>.</param>
public sealed record ExecutionRest(DateOnly? AcceptedOn, DateOnly? WarrantyUntil, Money Retained, IReadOnlyList<Money> Late);

/// <summary>
/// 合同执行情况列表 <c>contract-execution</c>: contracts signed within the days, with what of them is delivered, invoiced, received, open and
/// overdue today. Overdue = what is open of payments whose day is past; days = since the earliest of them.
/// </summary>
public static class ContractExecution
{
    public static async Task<IReadOnlyList<ExecutionRow>> FirstAsync(
        CrmDbContext db, SalesQuestion asked, DateOnly today, int most, CancellationToken cancel = default) =>
        await Rows(db, Contracts(db, asked).OrderByDescending(contract => contract.SignedOn).ThenByDescending(contract => contract.Id).Take(most), today).ToListAsync(cancel);

    public static IAsyncEnumerable<ExecutionRow> AllAsync(CrmDbContext db, SalesQuestion asked, DateOnly today) =>
        Rows(db, Contracts(db, asked).OrderBy(contract => contract.SignedOn).ThenBy(contract => contract.Id), today).AsAsyncEnumerable();

    public static async Task<ExecutionTotal> TotalAsync(CrmDbContext db, SalesQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        var sums = await Contracts(db, asked).GroupBy(_ => 1).Select(all => new
        {
            Contracts = all.Count(),
            Amount = all.Sum(row => (long)(object)row.AmountInTax),
            Invoiced = all.Sum(row => (long)(object)row.Invoiced),
            Received = all.Sum(row => (long)(object)row.Received),
            Cost = all.Sum(row => (long)(object)row.ActualCost),
            ExTax = all.Sum(row => (long)(object)row.AmountExTax),
            Expected = all.Sum(row => (long)(object)row.PlannedCost == 0 ? (long)(object)row.LineCost : (long)(object)row.PlannedCost),
            AtCompletion = all.Sum(row => (long)(object)row.ActualCost > ((long)(object)row.PlannedCost == 0 ? (long)(object)row.LineCost : (long)(object)row.PlannedCost)
                ? (long)(object)row.ActualCost : (long)(object)row.PlannedCost == 0 ? (long)(object)row.LineCost : (long)(object)row.PlannedCost),
        }).SingleOrDefaultAsync(cancel);
        var overdue = await (
            from contract in Contracts(db, asked)
            where contract.PaymentDueOn < today && contract.Status != ContractStatus.Terminated
            from milestone in contract.Milestones
            where milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today
            select (long)(object)milestone.Amount - (long)(object)milestone.Received).SumAsync(cancel);
        return new ExecutionTotal(
            sums?.Contracts ?? 0, new(sums?.Amount ?? 0), new(sums?.ExTax ?? 0), new(sums?.Invoiced ?? 0), new(sums?.Received ?? 0), new(sums?.Cost ?? 0),
            new(sums?.Expected ?? 0), new(sums?.AtCompletion ?? 0), new(overdue));
    }

    /// <param name="among">Of these; null: of all.</param>
    public static async Task<IReadOnlyDictionary<long, ExecutionRest>> RestsAsync(
        CrmDbContext db, SalesQuestion asked, DateOnly today, IReadOnlyCollection<long>? among, CancellationToken cancel = default)
    {
        var contracts = among is null ? Contracts(db, asked) : Contracts(db, asked).Where(contract => among.Contains(contract.Id));
        var late = (await (
            from contract in contracts
            where contract.PaymentDueOn < today && contract.Status != ContractStatus.Terminated
            from milestone in contract.Milestones
            where milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today
            select new { contract.Id, milestone.DueOn, Open = (long)(object)milestone.Amount - (long)(object)milestone.Received }).ToListAsync(cancel)).ToLookup(row => row.Id);
        return await contracts.Select(contract => new
        {
            contract.Id, contract.AcceptedOn, contract.WarrantyUntil,
            Retained = contract.Milestones.Where(milestone => milestone.IsRetention && milestone.DoneOn == null).Sum(milestone => (long)(object)milestone.Amount - (long)(object)milestone.Received),
        }).ToDictionaryAsync(row => row.Id, row => new ExecutionRest(
            row.AcceptedOn, row.WarrantyUntil, new(row.Retained),
            [.. PaymentAges.All.Select(age => new Money(late[row.Id].Where(one => age.Holds(today.DayNumber - one.DueOn.DayNumber)).Sum(one => one.Open)))]), cancel);
    }

    private static IQueryable<Contract> Contracts(CrmDbContext db, SalesQuestion asked) =>
        asked.Contracts(db).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To);

    private static IQueryable<ExecutionRow> Rows(CrmDbContext db, IQueryable<Contract> contracts, DateOnly today) =>
        from contract in contracts
        let late = contract.Milestones.Where(milestone => milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today
            && contract.Status != ContractStatus.Terminated)
        select new ExecutionRow
        {
            Id = contract.Id,
            Number = contract.Number,
            Customer = db.Customers.VisibleTo(Program.Program, Domain.Access.AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
            SignedOn = contract.SignedOn,
            Status = contract.Status,
            Amount = contract.AmountInTax,
            ExTax = contract.AmountExTax,
            DeliveredBasisPoints = contract.DeliveredBasisPoints,
            Invoiced = contract.Invoiced,
            Received = contract.Received,
            Overdue = new Money(late.Sum(milestone => (long)(object)milestone.Amount - (long)(object)milestone.Received)),
            OverdueSince = late.Min(milestone => (DateOnly?)milestone.DueOn),
            PlannedCost = contract.PlannedCost,
            LineCost = contract.LineCost,
            ActualCost = contract.ActualCost,
        };
}
