using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>A payment as people call it: by its contract and its own name.</summary>
public sealed record PaymentName(long MilestoneId, string Contract, string Name);

/// <summary>What a form about receipts names by its numbers only.</summary>
public static class PaymentNames
{
    /// <summary>Of those in reach, paid or not.</summary>
    public static async Task<IReadOnlyList<PaymentName>> PaymentNamesAsync(this CrmDbContext db, Viewer viewer, IReadOnlyList<long> milestones, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return milestones.Count == 0 ? [] : await (
            from contract in db.Contracts.AsNoTracking().VisibleTo(viewer)
            from milestone in contract.Milestones
            where milestones.Contains(milestone.Id)
            select new PaymentName(milestone.Id, contract.Number ?? contract.Name, milestone.Name)).ToListAsync(cancel);
    }

    public static async Task<IReadOnlyList<(long Id, string Reference)>> ReceiptNamesAsync(this CrmDbContext db, Viewer viewer, IReadOnlyList<long> receipts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return receipts.Count == 0 ? []
            : [.. (await db.ReceiptsFor(viewer).AsNoTracking().Where(receipt => receipts.Contains(receipt.Id)).Select(receipt => new { receipt.Id, receipt.Reference }).ToListAsync(cancel))
                .Select(receipt => (receipt.Id, receipt.Reference))];
    }
}
