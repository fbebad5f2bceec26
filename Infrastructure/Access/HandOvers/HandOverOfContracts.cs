using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>Everything that a person who leaves still manages goes to one successor: a hand-over without a proposal, with its proof and its undo.</summary>
public static class HandOverOfContracts
{
    /// <summary>As far as the viewer may change those contracts.</summary>
    /// <exception cref="RuleBroken">There are none, or it is refused by a rule.</exception>
    public static Task<HandOver> PassContractsAsync(
        this CrmDbContext db, Viewer viewer, long personId, Person successor, string reason, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(successor);
        return db.WriteAsync(async () =>
        {
            var rows = await db.Contracts.AsNoTracking().VisibleTo(viewer, AccessAction.Write).Unfinished().Where(contract => contract.ProjectManagerId == personId)
                .OrderBy(contract => contract.Id).Select(contract => new { contract.Id, Name = contract.Number ?? contract.Name, contract.AmountInTax }).ToListAsync(cancel);
            var because = new HandOverReason(successor.Id, HandOverCause.ByHand, null);
            var handOver = new HandOver(
                new HandOverCriteria { FromId = personId, Contracts = true, ToIds = [successor.Id] },
                rows.Select(row => new HandOverRow(HandedType.Contract, row.Id, row.Name, null, row.AmountInTax, because)), stamp);
            db.HandOvers.Add(handOver);
            await db.SaveChangesAsync(cancel);
            await db.ConfirmAsync(handOver, reason, stamp.Today, stamp, cancel);
            return handOver;
        }, cancel);
    }
}
