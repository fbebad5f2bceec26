using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Which milestones a figure of contract execution counts or adds up, as <see cref="MilestoneStanding"/> does.</summary>
public enum MilestonesOf
{
    /// <summary>All that is to be delivered.</summary>
    Deliveries,

    /// <summary>Deliveries that are done.</summary>
    Delivered,

    /// <summary>Deliveries whose day has come, done or not.</summary>
    Planned,

    /// <summary>Deliveries whose day is past and that are not done.</summary>
    Behind,

    /// <summary>Payments whose day is past, paid or not.</summary>
    Due,

    /// <summary>Retention money that is not paid in full.</summary>
    Retained,
}

/// <summary>A milestone behind a figure.</summary>
public sealed record ExecutionMilestone
{
    public long Id { get; init; }

    public long ContractId { get; init; }

    public string? Contract { get; init; }

    public long CustomerId { get; init; }

    public string? Customer { get; init; }

    public required string Name { get; init; }

    public DateOnly DueOn { get; init; }

    public DateOnly? DoneOn { get; init; }

    public int BasisPoints { get; init; }

    public Money Agreed { get; init; }

    /// <summary>What of a payment nobody owes any more, as its contract was terminated.</summary>
    public Money Lapsed { get; init; }

    public Money Amount => Agreed - Lapsed;

    public Money Received { get; init; }

    /// <summary>What of a payment whose day is past had come in by then, in the smallest unit.</summary>
    public long InTime { get; init; }

    public Money Open => Amount - Received;
}

/// <summary>What the milestones behind a figure come to.</summary>
public sealed record ExecutionMilestoneSums(int Count, int BasisPoints, Money Amount, Money Open, Money InTime)
{
    public static readonly ExecutionMilestoneSums None = new(0, 0, Money.Zero, Money.Zero, Money.Zero);
}

/// <summary>The milestones of the contracts signed within the days, or of one of these.</summary>
public static class ExecutionMilestones
{
    private static readonly KeysetOrder<Milestone, ExecutionMilestone> Earliest = new(
        row => row.Id, new KeysetLeg<Milestone, ExecutionMilestone, DateOnly>(milestone => milestone.DueOn, row => row.DueOn));

    /// <summary>A page of them, the earliest day first, with the sums of all.</summary>
    /// <param name="contractId">Null: of all.</param>
    public static async Task<(KeysetPage<ExecutionMilestone> Page, ExecutionMilestoneSums Sums)> BehindAsync(
        CrmDbContext db, SalesQuestion asked, MilestonesOf of, long? contractId, DateOnly today, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var milestones = Milestones(db, asked, of, contractId, today);
        var sums = await Rows(db, of, milestones).GroupBy(_ => 1).Select(all => new
        {
            Count = all.Count(),
            BasisPoints = all.Sum(row => row.BasisPoints),
            Amount = all.Sum(row => (long)(object)row.Agreed - (long)(object)row.Lapsed),
            Received = all.Sum(row => (long)(object)row.Received),
            InTime = all.Sum(row => row.InTime),
        }).SingleOrDefaultAsync(cancel);
        var page = await Earliest.PageAsync(milestones, some => Rows(db, of, some), descending: false, cursor, size, cancel);
        var customers = page.Rows.Select(row => row.CustomerId).Distinct().ToList();
        var names = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => customers.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        return (
            page with { Rows = [.. page.Rows.Select(row => row with { Customer = names.GetValueOrDefault(row.CustomerId) })] },
            sums is null ? ExecutionMilestoneSums.None : new(sums.Count, sums.BasisPoints, new(sums.Amount), new(sums.Amount - sums.Received), new(sums.InTime)));
    }

    private static IQueryable<Milestone> Milestones(CrmDbContext db, SalesQuestion asked, MilestonesOf of, long? contractId, DateOnly today)
    {
        var contracts = asked.Contracts(db).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To);
        contracts = contractId is { } id ? contracts.Where(contract => contract.Id == id) : contracts;
        contracts = of == MilestonesOf.Behind ? contracts.Where(contract => contract.Status != ContractStatus.Terminated) : contracts;
        var ids = contracts.Select(contract => contract.Id);
        return db.Set<Milestone>().AsNoTracking().Where(Counted(of, today)).Where(milestone => ids.Contains(milestone.ContractId));
    }

    private static IQueryable<ExecutionMilestone> Rows(CrmDbContext db, MilestonesOf of, IQueryable<Milestone> milestones) =>
        from milestone in milestones
        join contract in db.Contracts.VisibleTo(Viewer.Program) on milestone.ContractId equals contract.Id
        select new ExecutionMilestone
        {
            Id = milestone.Id,
            ContractId = contract.Id,
            Contract = contract.Number,
            CustomerId = contract.CustomerId,
            Name = milestone.Name,
            DueOn = milestone.DueOn,
            DoneOn = milestone.DoneOn,
            BasisPoints = milestone.BasisPoints,
            Agreed = milestone.Amount,
            Lapsed = milestone.Lapsed,
            Received = milestone.Received,
            InTime = of != MilestonesOf.Due ? 0 : milestone.DoneOn <= milestone.DueOn ? (long)(object)milestone.Amount - (long)(object)milestone.Lapsed
                : db.Receipts.Standing().Where(receipt => receipt.ReceivedOn <= milestone.DueOn)
                    .SelectMany(receipt => receipt.Parts.Where(part => part.MilestoneId == milestone.Id)).Sum(part => (long)(object)part.Amount),
        };

    private static Expression<Func<Milestone, bool>> Counted(MilestonesOf of, DateOnly today) => of switch
    {
        MilestonesOf.Delivered => row => row.Kind == MilestoneKind.Delivery && row.DoneOn != null,
        MilestonesOf.Planned => row => row.Kind == MilestoneKind.Delivery && row.DueOn <= today,
        MilestonesOf.Behind => row => row.Kind == MilestoneKind.Delivery && row.DueOn < today && row.DoneOn == null,
        MilestonesOf.Due => row => row.Kind == MilestoneKind.Payment && row.DueOn < today,
        MilestonesOf.Retained => row => row.IsRetention && row.DoneOn == null,
        _ => row => row.Kind == MilestoneKind.Delivery,
    };
}
