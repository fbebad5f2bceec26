using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Where the milestones of all contracts of contract execution stand together, as <see cref="MilestoneStanding"/> says it of one: one statement, however many there are.</summary>
public static class ExecutionStanding
{
    public static async Task<MilestoneStanding> OfAsync(CrmDbContext db, SalesQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        DateOnly[] since = [.. PaymentAges.All.Select(age => age.To > today.DayNumber ? DateOnly.MinValue : today.AddDays(-age.To))];
        var (month, second, third) = (since[0], since[1], since[2]);
        // By the day of signing, as the index has it: to put all of them together the database would sort them first.
        var days = await Milestones(db, asked, today).GroupBy(row => row.SignedOn).Select(all => new
        {
            Deliveries = all.Count(row => row.IsDelivery),
            Delivered = all.Count(row => row.IsDelivery && row.IsDone),
            Behind = all.Count(row => row.IsDelivery && !row.IsDone && row.IsPast && !row.IsTerminated),
            Due = all.Sum(row => row.IsDelivery || !row.IsPast ? 0 : row.Amount),
            InTime = all.Sum(row => row.InTime),
            Retained = all.Sum(row => row.IsRetained ? row.Open : 0),
            Month = all.Sum(row => row.IsDelivery || row.IsDone || !row.IsPast || row.DueOn < month ? 0 : row.Open),
            Second = all.Sum(row => row.IsDelivery || row.IsDone || !row.IsPast || row.DueOn < second || row.DueOn >= month ? 0 : row.Open),
            Third = all.Sum(row => row.IsDelivery || row.IsDone || !row.IsPast || row.DueOn < third || row.DueOn >= second ? 0 : row.Open),
            Older = all.Sum(row => row.IsDelivery || row.IsDone || !row.IsPast || row.DueOn >= third ? 0 : row.Open),
        }).ToListAsync(cancel);
        return new()
        {
            Deliveries = days.Sum(day => day.Deliveries),
            Delivered = days.Sum(day => day.Delivered),
            Behind = days.Sum(day => day.Behind),
            Due = new(days.Sum(day => day.Due)),
            InTime = new(days.Sum(day => day.InTime)),
            Retained = new(days.Sum(day => day.Retained)),
            Late = [new(days.Sum(day => day.Month)), new(days.Sum(day => day.Second)), new(days.Sum(day => day.Third)), new(days.Sum(day => day.Older))],
        };
    }

    private static IQueryable<Standing> Milestones(CrmDbContext db, SalesQuestion asked, DateOnly today) =>
        from contract in ContractExecution.Contracts(db, asked)
        from milestone in contract.Milestones
        select new Standing
        {
            SignedOn = contract.SignedOn,
            IsDelivery = milestone.Kind == MilestoneKind.Delivery,
            IsDone = milestone.DoneOn != null,
            IsPast = milestone.DueOn < today,
            IsTerminated = contract.Status == ContractStatus.Terminated,
            IsRetained = milestone.IsRetention && milestone.DoneOn == null,
            DueOn = milestone.DueOn,
            Amount = (long)(object)milestone.Amount - (long)(object)milestone.Lapsed,
            Open = (long)(object)milestone.Amount - (long)(object)milestone.Lapsed - (long)(object)milestone.Received,
            InTime = milestone.Kind == MilestoneKind.Delivery || milestone.DueOn >= today ? 0
                : milestone.DoneOn <= milestone.DueOn ? (long)(object)milestone.Amount - (long)(object)milestone.Lapsed
                : milestone.Received == Money.Zero ? 0
                : db.Receipts.Where(receipt => receipt.ReceivedOn <= milestone.DueOn)
                    .SelectMany(receipt => receipt.Parts.Where(part => part.MilestoneId == milestone.Id)).Sum(part => (long)(object)part.Amount),
        };

    private sealed class Standing
    {
        public DateOnly? SignedOn { get; init; }

        public bool IsDelivery { get; init; }

        public bool IsDone { get; init; }

        public bool IsPast { get; init; }

        public bool IsTerminated { get; init; }

        public bool IsRetained { get; init; }

        public DateOnly DueOn { get; init; }

        /// <summary>Without what lapsed.</summary>
        public long Amount { get; init; }

        public long Open { get; init; }

        /// <summary>What of a payment whose day is past had come in by then.</summary>
        public long InTime { get; init; }
    }
}
