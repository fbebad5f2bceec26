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
public sealed record ExecutionTotal(int Contracts, Money Amount, Money Invoiced, Money Received, Money ActualCost, Money Overdue);

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
        }).SingleOrDefaultAsync(cancel);
        var overdue = await (
            from contract in Contracts(db, asked)
            where contract.PaymentDueOn < today && contract.Status != ContractStatus.Terminated
            from milestone in contract.Milestones
            where milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today
            select (long)(object)milestone.Amount - (long)(object)milestone.Received).SumAsync(cancel);
        return new ExecutionTotal(
            sums?.Contracts ?? 0, new(sums?.Amount ?? 0), new(sums?.Invoiced ?? 0), new(sums?.Received ?? 0), new(sums?.Cost ?? 0), new(overdue));
    }

    private static IQueryable<Contract> Contracts(CrmDbContext db, SalesQuestion asked)
    {
        var contracts = db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To);
        contracts = asked.Region is { } region ? contracts.Where(contract => contract.RegionId == region) : contracts;
        contracts = asked.Team is { } team ? contracts.Where(contract => contract.TeamId == team) : contracts;
        return asked.Owner is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
    }

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
