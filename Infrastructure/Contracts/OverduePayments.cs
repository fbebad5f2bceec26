using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>What should have come in, however long the list of it is: added up in the index of open milestones alone.</summary>
public static class OverduePayments
{
    private static readonly KeysetOrder<Milestone, OpenPayment> Oldest = new(
        row => row.MilestoneId, new KeysetLeg<Milestone, OpenPayment, DateOnly>(milestone => milestone.DueOn, row => row.DueOn));

    /// <summary>The oldest first.</summary>
    /// <param name="ownerId">Of his contracts; null: of all in reach.</param>
    public static Task<KeysetPage<OpenPayment>> OverduePageAsync(
        this CrmDbContext db, Viewer viewer, long? ownerId, DateOnly today, KeysetCursor? cursor, int size, CancellationToken cancel = default) => Oldest.PageAsync(
            db.OverduePaymentsOf(viewer, ownerId, today), milestones =>
                from milestone in milestones
                join contract in db.Contracts.VisibleTo(Viewer.Program) on milestone.ContractId equals contract.Id
                select new OpenPayment(
                    milestone.Id, contract.Id, contract.Number, contract.Name, contract.CustomerId, contract.OwnerId, milestone.Name, milestone.DueOn, milestone.Amount, milestone.Received),
            descending: false, cursor, size, cancel);

    /// <summary>
    /// Overdue payments of the contracts in reach. Whose payments nobody awaits, as they are drafts or terminated, is taken out as the few that they are:
    /// asked of each payment's contract, it would be read for tens of thousands of them.
    /// </summary>
    internal static IQueryable<Milestone> OverduePaymentsOf(this CrmDbContext db, Viewer viewer, long? ownerId, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var idle = db.Contracts.VisibleTo(Viewer.Program).Where(contract => contract.SignedOn == null || contract.Status == ContractStatus.Terminated).Select(contract => contract.Id);
        var payments = db.Set<Milestone>().AsNoTracking().Where(milestone =>
            milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today && !idle.Contains(milestone.ContractId));
        if (ownerId is null && viewer.ScopeOf(RecordType.Contract, AccessAction.Read) == Scope.All)
        {
            return payments;
        }

        var contracts = db.Contracts.VisibleTo(viewer).Where(contract => contract.PaymentDueOn < today);
        contracts = ownerId is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
        var reached = contracts.Select(contract => contract.Id);
        return payments.Where(milestone => reached.Contains(milestone.ContractId));
    }

    /// <summary>Their sums by how old they are.</summary>
    public static async Task<IReadOnlyDictionary<PaymentAge, Money>> OverdueByAgeAsync(
        this CrmDbContext db, Viewer viewer, long? ownerId, DateOnly today, CancellationToken cancel = default)
    {
        var days = await db.OverduePaymentsOf(viewer, ownerId, today).GroupBy(milestone => milestone.DueOn)
            .Select(day => new { DueOn = day.Key, Open = day.Sum(milestone => (long)(object)milestone.Amount - (long)(object)milestone.Received) }).ToListAsync(cancel);
        return PaymentAges.All.ToDictionary(age => age, age => new Money(days.Where(day => age.Holds(today.DayNumber - day.DueOn.DayNumber)).Sum(day => day.Open)));
    }
}
