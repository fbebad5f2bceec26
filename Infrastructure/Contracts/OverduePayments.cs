using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>What should have come in, however long the list of it is: added up in the index of open milestones alone.</summary>
public static class OverduePayments
{
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
