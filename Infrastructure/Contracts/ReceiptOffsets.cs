using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>So much of a refund pays back what is left of a receipt.</summary>
public sealed record ReceiptSetOff(long ReceiptId, Money Amount);

/// <summary>What of a refund is set off against a receipt, as seen from either of them.</summary>
/// <param name="OtherId">The other one.</param>
public sealed record OffsetPair(long OtherId, string Reference, DateOnly ReceivedOn, Money Amount);

/// <summary>抵销: refunds of what came in beyond all that was owed.</summary>
public static class ReceiptOffsets
{
    /// <summary>The customer's receipts of which something is left, which a refund can pay back; for a receipt its refunds.</summary>
    public static async Task<IReadOnlyList<OpenReceipt>> RestsForAsync(
        this CrmDbContext db, Viewer viewer, long customerId, bool isRefund, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.OldestOpenAsync(db.ReceiptsFor(viewer).Where(receipt => receipt.CustomerId == customerId && receipt.IsRefund != isRefund), most, cancel);
    }

    /// <summary>What stands of offsets with this one; what was taken back is left out.</summary>
    public static async Task<IReadOnlyList<OffsetPair>> OffsetsOfAsync(this CrmDbContext db, Viewer viewer, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var seen = db.ReceiptsFor(viewer).AsNoTracking();
        var rows = await (
            from refund in seen
            from offset in refund.Offsets
            where offset.RefundId == id || offset.ReceiptId == id
            join other in seen on offset.RefundId == id ? offset.ReceiptId : offset.RefundId equals other.Id
            select new { other.Id, other.Reference, other.ReceivedOn, offset.Amount }).ToListAsync(cancel);
        return [.. rows.GroupBy(row => (row.Id, row.Reference, row.ReceivedOn), (other, all) => new OffsetPair(other.Id, other.Reference, other.ReceivedOn, new(all.Sum(row => row.Amount.Minor))))
            .Where(pair => pair.Amount != Money.Zero).OrderBy(pair => pair.ReceivedOn).ThenBy(pair => pair.OtherId)];
    }

    /// <summary>Takes back what of a refund was set off against a receipt, in one transaction, both as they stand there.</summary>
    /// <param name="version">The refund's, as whoever takes it back saw it.</param>
    /// <exception cref="RuleBroken">Nothing of it is.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it meanwhile.</exception>
    public static Task TakeOffsetBackAsync(
        this CrmDbContext db, long refundId, int version, long receiptId, string? reason, Viewer viewer, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var refund = await db.ReceiptsFor(viewer).Include(row => row.Offsets).SingleAsync(row => row.Id == refundId, cancel);
            db.Entry(refund).Property(row => row.Version).OriginalValue = version;
            refund.TakeOffsetBack(await db.OtherAsync(viewer, refund, receiptId, cancel), reason, stamp);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    internal static async Task SetOffAsync(
        this CrmDbContext db, Receipt refund, IReadOnlyList<ReceiptSetOff> offsets, Viewer viewer, Stamp stamp, CancellationToken cancel)
    {
        foreach (var offset in offsets)
        {
            refund.SetOff(await db.OtherAsync(viewer, refund, offset.ReceiptId, cancel), offset.Amount, stamp);
        }
    }

    private static async Task<Receipt> OtherAsync(this CrmDbContext db, Viewer viewer, Receipt refund, long receiptId, CancellationToken cancel) =>
        await db.ReceiptsFor(viewer).SingleOrDefaultAsync(row => row.Id == receiptId, cancel) ?? throw new RuleBroken(new Refusal("OffsetOfAnother", refund.Reference));
}
