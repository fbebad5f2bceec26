using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Something that is to be delivered soon, or should have been.</summary>
public sealed record DueDelivery(long ContractId, string Contract, string Customer, long? ProjectManagerId, string Name, DateOnly DueOn)
{
    public int BasisPoints { get; init; }

    public int DeliveredBasisPoints { get; init; }
}

/// <summary>What is to be delivered: one question for the home page and for the list behind it, so that both say the same.</summary>
public static class DeliveryLists
{
    public const int DaysAhead = 30;

    /// <summary>Of contracts that are not delivered yet, the earliest day first; what is more than a year late nobody waits for.</summary>
    /// <param name="ofMine">Of those only whose project manager the viewer is, or stands in for.</param>
    public static async Task<IReadOnlyList<DueDelivery>> DeliveriesDueAsync(
        this CrmDbContext db, Viewer viewer, bool ofMine, DateOnly today, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (seats, first, last) = (viewer.Seats, today.AddYears(-1), today.AddDays(DaysAhead));
        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer)
            .Where(contract => contract.SignedOn != null && (contract.Status == ContractStatus.Signed || contract.Status == ContractStatus.InProgress));
        contracts = ofMine ? contracts.Where(contract => contract.ProjectManagerId != null && seats.Contains(contract.ProjectManagerId)) : contracts;
        var rows = from contract in contracts
                   from milestone in contract.Milestones
                   where milestone.Kind == MilestoneKind.Delivery && milestone.DoneOn == null && milestone.DueOn >= first && milestone.DueOn <= last
                   orderby milestone.DueOn, milestone.Id
                   select new DueDelivery(
                       contract.Id, contract.Number ?? contract.Name,
                       db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
                       contract.ProjectManagerId, milestone.Name, milestone.DueOn)
                   {
                       BasisPoints = milestone.BasisPoints,
                       DeliveredBasisPoints = contract.DeliveredBasisPoints,
                   };
        return await rows.Take(most).ToListAsync(cancel);
    }
}
