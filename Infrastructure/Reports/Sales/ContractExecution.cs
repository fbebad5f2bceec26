using System.Runtime.CompilerServices;
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

    public required string Name { get; init; }

    public required string Customer { get; init; }

    public DateOnly? SignedOn { get; init; }

    public ContractStatus Status { get; init; }

    public Money Amount { get; init; }

    public Money ExTax { get; init; }

    /// <summary>As it was signed first.</summary>
    public Money Signed { get; init; }

    public int DeliveredBasisPoints { get; init; }

    public Money Invoiced { get; init; }

    public Money Received { get; init; }

    public Money Overdue { get; init; }

    public DateOnly? OverdueSince { get; init; }

    public Money PlannedCost { get; init; }

    public Money LineCost { get; init; }

    public Money ActualCost { get; init; }

    public DateOnly? PaymentDueOn { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    public DateOnly? WarrantyUntil { get; init; }

    public DateOnly? HandedOverOn { get; init; }

    /// <summary>What a year of service costs; null also of what is served no longer.</summary>
    public Money? YearlyFee { get; init; }

    /// <summary>Of a terminated contract what nobody owes any more.</summary>
    public Money Lapsed { get; init; }

    public Money Outstanding => Amount - Received - Lapsed;

    public Money Uninvoiced => Amount - Invoiced - Lapsed;

    /// <summary>Null while no cost is entered: a margin without one says nothing.</summary>
    public Money? ActualMargin => ActualCost == Money.Zero ? null : Result.Earned - ActualCost;

    public Money ExpectedCost => PlannedCost == Money.Zero ? LineCost : PlannedCost;

    public Money CostAtCompletion { get; init; }

    public ContractResult Result => new(Status, ExTax, Amount, Lapsed, ActualCost, CostAtCompletion);

    public int OverdueDays(DateOnly today) => OverdueSince is { } since ? today.DayNumber - since.DayNumber : 0;
}

/// <summary>The same of all contracts together.</summary>
public sealed record ExecutionTotal
{
    public int Contracts { get; init; }

    public Money Amount { get; init; }

    public Money ExTax { get; init; }

    public Money Signed { get; init; }

    public Money Invoiced { get; init; }

    public Money Received { get; init; }

    public Money Lapsed { get; init; }

    public Money Outstanding => Amount - Received - Lapsed;

    public Money Uninvoiced => Amount - Invoiced - Lapsed;

    public Money ActualCost { get; init; }

    /// <summary>Without tax; see <see cref="ContractResult.Earned"/>.</summary>
    public Money Earned { get; init; }

    /// <summary>What those earn, without tax, that have costs.</summary>
    public Money EarnedWithCost { get; init; }

    /// <summary>Of those that have costs; null while none has.</summary>
    public Money? ActualMargin => ActualCost == Money.Zero ? null : EarnedWithCost - ActualCost;

    public Money ExpectedCost { get; init; }

    /// <summary>What is left of them in the end.</summary>
    public Money Margin { get; init; }

    public Money Overdue { get; init; }

    public Money YearlyFees { get; init; }

    public ExecutionTotal Plus(ExecutionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Contracts = Contracts + 1,
            Amount = Amount + row.Amount,
            ExTax = ExTax + row.ExTax,
            Signed = Signed + row.Signed,
            Invoiced = Invoiced + row.Invoiced,
            Received = Received + row.Received,
            Lapsed = Lapsed + row.Lapsed,
            ActualCost = ActualCost + row.ActualCost,
            Earned = Earned + row.Result.Earned,
            EarnedWithCost = EarnedWithCost + (row.ActualCost == Money.Zero ? Money.Zero : row.Result.Earned),
            ExpectedCost = ExpectedCost + row.ExpectedCost,
            Margin = Margin + row.Result.Margin,
            Overdue = Overdue + row.Overdue,
            YearlyFees = YearlyFees + (row.YearlyFee ?? Money.Zero),
        };
    }
}

/// <summary>
/// 合同执行情况列表 <c>contract-execution</c>: contracts signed within the days, with what of them is delivered, invoiced, received, open and
/// overdue today. Overdue = what is open of payments whose day is past; days = since the earliest of them.
/// </summary>
public static class ContractExecution
{
    private const int Page = 1000;

    public static async Task<IReadOnlyList<ExecutionRow>> NewestAsync(
        CrmDbContext db, SalesQuestion asked, DateOnly today, ShownRows shown, CancellationToken cancel = default) =>
        await Rows(db, Contracts(db, asked).OrderByDescending(contract => contract.SignedOn).ThenByDescending(contract => contract.Id).Skip(shown.Skip).Take(shown.Take), today, !asked.Further)
            .ToListAsync(cancel);

    /// <summary>All of them, by the day of signing, read by the page: neither files nor memory hold more than one.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ExecutionRow>> AllAsync(
        CrmDbContext db, SalesQuestion asked, DateOnly today, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (from, after, page) = (asked.From, 0L, Page);
        while (page == Page)
        {
            var (day, last) = (from, after);
            var contracts = Contracts(db, asked with { From = day }).Where(contract => contract.SignedOn > day || contract.Id > last);
            var rows = await Rows(db, contracts.OrderBy(contract => contract.SignedOn).ThenBy(contract => contract.Id).Take(Page), today, !asked.Further).ToListAsync(cancel);
            (from, after, page) = rows.Count == 0 ? (from, after, 0) : (rows[^1].SignedOn ?? from, rows[^1].Id, rows.Count);
            yield return rows;
        }
    }

    /// <summary>Without what is overdue where all columns are asked for: then it comes from the milestones, which are read anyway.</summary>
    public static Task<ExecutionTotal> TotalAsync(CrmDbContext db, SalesQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return TotalAsync(Contracts(db, asked), today, cancel, isLateTold: !asked.Further);
    }

    internal static async Task<ExecutionTotal> TotalAsync(IQueryable<Contract> contracts, DateOnly today, CancellationToken cancel, bool isLateTold = true)
    {
        var sums = await contracts.GroupBy(_ => 1).Select(all => new
        {
            Contracts = all.Count(),
            Amount = all.Sum(row => (long)(object)row.AmountInTax),
            Invoiced = all.Sum(row => (long)(object)row.Invoiced),
            Received = all.Sum(row => (long)(object)row.Received),
            Lapsed = all.Sum(row => (long)(object)row.Lapsed),
            Cost = all.Sum(row => (long)(object)row.ActualCost),
            ExTax = all.Sum(row => (long)(object)row.AmountExTax),
            WithCost = all.Sum(row => (long)(object)row.ActualCost == 0 ? 0 : (long)(object)row.AmountExTax),
            Signed = all.Sum(row => (long)(object)row.SignedInTax),
            Fees = all.Sum(row => row.Status == ContractStatus.Terminated ? null : (long?)(object?)row.YearlyFee) ?? 0,
            Expected = all.Sum(row => (long)(object)row.PlannedCost == 0 ? (long)(object)row.LineCost : (long)(object)row.PlannedCost),
            AtCompletion = all.Sum(row => row.Status == ContractStatus.Terminated ? (long)(object)row.ActualCost : (long)(object)row.CostAtCompletion),
        }).SingleOrDefaultAsync(cancel);
        var terminated = sums is null or { Lapsed: 0 } ? [] : await contracts.LapsedAsync(cancel);
        var overdue = !isLateTold ? 0 : await (
            from contract in contracts
            where contract.PaymentDueOn < today
            from milestone in contract.Milestones
            where milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today
            select (long)(object)milestone.Amount - (long)(object)milestone.Received - (long)(object)milestone.Lapsed).SumAsync(cancel);
        return new ExecutionTotal
        {
            Contracts = sums?.Contracts ?? 0,
            Amount = new(sums?.Amount ?? 0),
            ExTax = new(sums?.ExTax ?? 0),
            Signed = new(sums?.Signed ?? 0),
            Invoiced = new(sums?.Invoiced ?? 0),
            Received = new(sums?.Received ?? 0),
            Lapsed = new(sums?.Lapsed ?? 0),
            ActualCost = new(sums?.Cost ?? 0),
            Earned = new((sums?.ExTax ?? 0) - terminated.Sum(row => row.Result.Unearned.Minor)),
            EarnedWithCost = new((sums?.WithCost ?? 0) - terminated.Where(row => row.Result.ActualCost != Money.Zero).Sum(row => row.Result.Unearned.Minor)),
            ExpectedCost = new(sums?.Expected ?? 0),
            Margin = new((sums?.ExTax ?? 0) - (sums?.AtCompletion ?? 0) - terminated.Sum(row => row.Result.Unearned.Minor)),
            Overdue = new(overdue),
            YearlyFees = new(sums?.Fees ?? 0),
        };
    }

    internal static IQueryable<Contract> Contracts(CrmDbContext db, SalesQuestion asked) =>
        asked.Contracts(db).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To);

    /// <param name="isLateTold">Else what is overdue comes from the milestones, which are read anyway.</param>
    private static IQueryable<ExecutionRow> Rows(CrmDbContext db, IQueryable<Contract> contracts, DateOnly today, bool isLateTold) =>
        from contract in contracts
        let late = contract.Milestones.Where(milestone => milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today)
        select new ExecutionRow
        {
            Id = contract.Id,
            Number = contract.Number,
            Name = contract.Name,
            Customer = db.Customers.VisibleTo(Program.Program, Domain.Access.AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
            SignedOn = contract.SignedOn,
            Status = contract.Status,
            Amount = contract.AmountInTax,
            ExTax = contract.AmountExTax,
            Signed = contract.SignedInTax,
            DeliveredBasisPoints = contract.DeliveredBasisPoints,
            Invoiced = contract.Invoiced,
            Received = contract.Received,
            Lapsed = contract.Lapsed,
            Overdue = new Money(isLateTold ? late.Sum(milestone => (long)(object)milestone.Amount - (long)(object)milestone.Received - (long)(object)milestone.Lapsed) : 0),
            OverdueSince = isLateTold ? late.Min(milestone => (DateOnly?)milestone.DueOn) : null,
            PlannedCost = contract.PlannedCost,
            LineCost = contract.LineCost,
            ActualCost = contract.ActualCost,
            CostAtCompletion = contract.CostAtCompletion,
            PaymentDueOn = contract.PaymentDueOn,
            AcceptedOn = contract.AcceptedOn,
            WarrantyUntil = contract.WarrantyUntil,
            HandedOverOn = contract.HandedOverOn,
            YearlyFee = contract.Status == ContractStatus.Terminated ? null : contract.YearlyFee,
        };
}
