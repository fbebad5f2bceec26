using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>So much of a receipt is for a milestone.</summary>
public sealed record ReceiptMatch(long MilestoneId, Money Amount);

/// <summary>A payment that waits for its money.</summary>
/// <param name="Amount">Without what lapsed of it.</param>
public sealed record OpenPayment(
    long MilestoneId, long ContractId, string? Number, string ContractName, long CustomerId, long? OwnerId, string Name, DateOnly DueOn, Money Amount, Money Received)
{
    /// <summary>The customer's name, where a list tells it.</summary>
    public string? Customer { get; init; }

    public Money Open => Amount - Received;

    public int DaysOver(DateOnly today) => Math.Max(0, today.DayNumber - DueOn.DayNumber);
}

/// <summary>What of a receipt is for a milestone; below zero for a refund.</summary>
/// <param name="ContractId">Null where the viewer does not see the contract.</param>
public sealed record PaidMilestone(long MilestoneId, long? ContractId, string? Number, string? Name, DateOnly? DueOn, Money Amount)
{
    /// <summary>Its contract is closed: it is reopened before anything of it is taken back.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>A receipt that another one may be once more.</summary>
public sealed record AlikeReceipt(long Id, string Reference, DateOnly ReceivedOn, Money Amount);

/// <summary>Receipts and what they pay.</summary>
public static class ReceiptBook
{
    /// <summary>Puts a receipt down and matches it, over as many contracts as it is for, in one transaction.</summary>
    /// <param name="isAnother">Somebody said that it is not one of <see cref="AlikeAsync"/>.</param>
    /// <param name="offsets">What a refund pays back of what is left of receipts.</param>
    /// <exception cref="RuleBroken">It was entered already, or looks so, or pays more than is open.</exception>
    public static Task ReceiveAsync(
        this CrmDbContext db, Receipt receipt, IReadOnlyList<ReceiptMatch> matches, Viewer viewer, Stamp stamp, bool isAnother = false,
        IReadOnlyList<ReceiptSetOff>? offsets = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(matches);
        return db.WriteAsync(async () =>
        {
            if (receipt.Id == 0)
            {
                await db.RefuseTwiceAsync(receipt, isAnother, cancel);
                await db.RefuseAbovePaidAsync(receipt, cancel);
                db.Receipts.Add(receipt);
            }

            await db.MatchAsync(receipt, matches, viewer, stamp, cancel);
            await db.SetOffAsync(receipt, offsets ?? [], viewer, stamp, cancel);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Those that stand under the bank's number.</summary>
    public static IQueryable<Receipt> Numbered(this IQueryable<Receipt> receipts, string? reference)
    {
        var key = Receipt.KeyOf(reference);
        return receipts.AsNoTracking().Standing().Where(other => other.ReferenceKey == key);
    }

    /// <summary>疑似重复: of the same payer, day and amount under other numbers of the bank; the latest first.</summary>
    public static async Task<IReadOnlyList<AlikeReceipt>> AlikeAsync(
        this CrmDbContext db, long customerId, DateOnly receivedOn, Money amount, bool isRefund, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Receipts.AsNoTracking().Standing()
            .Where(other => other.CustomerId == customerId && other.ReceivedOn == receivedOn && other.Amount == amount && other.IsRefund == isRefund)
            .OrderByDescending(other => other.Id).Take(most).Select(other => new AlikeReceipt(other.Id, other.Reference, other.ReceivedOn, other.Amount)).ToListAsync(cancel);
    }

    /// <summary>Matches what was left of a receipt, or a part of it, or sets it off; all in one transaction, the receipt as it stands there.</summary>
    /// <param name="version">The receipt's, as it was when the sums were chosen.</param>
    /// <exception cref="RuleBroken">It is more than is left of the receipt, or more than is open.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody matched of it meanwhile.</exception>
    public static Task MatchRestAsync(
        this CrmDbContext db, long receiptId, int version, IReadOnlyList<ReceiptMatch> matches, IReadOnlyList<ReceiptSetOff> offsets, Viewer viewer, Stamp stamp,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(matches);
        return db.WriteAsync(async () =>
        {
            var receipt = await db.ReceiptsFor(viewer).SingleAsync(row => row.Id == receiptId, cancel);
            // Each fits 64 bits; together they need not.
            var wanted = matches.Sum(match => (decimal)match.Amount.Minor) + offsets.Sum(offset => (decimal)offset.Amount.Minor);
            (matches.Count + offsets.Count == 0 ? new Refusal("AmountNeeded")
                : wanted > receipt.Unmatched.Minor ? new Refusal("ReceiptUsedUp", receipt.Reference, receipt.Unmatched) : null).ThrowIfRefused();
            db.Entry(receipt).Property(row => row.Version).OriginalValue = version;
            await db.MatchAsync(receipt, matches, viewer, stamp, cancel);
            await db.SetOffAsync(receipt, offsets, viewer, stamp, cancel);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Takes back what of a receipt was matched with a milestone, in one transaction, the receipt as it stands there.</summary>
    /// <param name="version">The receipt's, as whoever takes it back saw it.</param>
    /// <exception cref="RuleBroken">It is not matched with it, or can't be taken back any more.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it meanwhile.</exception>
    public static Task UnmatchAsync(
        this CrmDbContext db, long receiptId, int version, long milestoneId, string? reason, Viewer viewer, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var receipt = await db.ReceiptsFor(viewer).Include(row => row.Parts).SingleAsync(row => row.Id == receiptId, cancel);
            var contract = await db.Contracts.VisibleTo(viewer).ForChange().SingleOrDefaultAsync(row => row.Milestones.Any(milestone => milestone.Id == milestoneId), cancel)
                ?? throw new RuleBroken(new Refusal("MilestoneNotThere", milestoneId));
            db.Entry(receipt).Property(row => row.Version).OriginalValue = version;
            receipt.Unmatch(contract, milestoneId, reason, stamp);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>作废: it was entered wrongly, and nothing of it is matched; in one transaction, the receipt as it stands there.</summary>
    /// <param name="version">The receipt's, as whoever voids it saw it.</param>
    /// <exception cref="RuleBroken">Something of it is matched, or it is voided already.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed it meanwhile.</exception>
    public static Task VoidAsync(this CrmDbContext db, long receiptId, int version, string? reason, Viewer viewer, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            var receipt = await db.ReceiptsFor(viewer).SingleAsync(row => row.Id == receiptId, cancel);
            db.Entry(receipt).Property(row => row.Version).OriginalValue = version;
            receipt.Void(reason, stamp);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Those that count: not voided.</summary>
    public static IQueryable<Receipt> Standing(this IQueryable<Receipt> receipts) => receipts.Where(receipt => receipt.VoidedAt == null);

    /// <summary>Receipts of the customers whose contracts are in reach.</summary>
    public static IQueryable<Receipt> ReceiptsFor(this CrmDbContext db, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.Contracts.VisibleTo(viewer);
        return db.Receipts.Where(receipt => contracts.Any(contract => contract.CustomerId == receipt.CustomerId));
    }

    /// <summary>What the receipt paid, as far as the viewer sees the contracts; what was taken back of it is left out.</summary>
    public static async Task<IReadOnlyList<PaidMilestone>> PaidByAsync(this CrmDbContext db, Viewer viewer, long receiptId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer);
        var parts = await (
            from part in db.ReceiptsFor(viewer).AsNoTracking().Where(row => row.Id == receiptId).SelectMany(row => row.Parts)
            join contract in contracts on part.ContractId equals contract.Id into seen
            from contract in seen.DefaultIfEmpty()
            orderby part.Id
            select new
            {
                part.MilestoneId,
                Contract = contract == null ? null : (long?)contract.Id,
                Number = contract == null ? null : contract.Number,
                IsClosed = contract != null && contract.Status == ContractStatus.Closed,
                Milestone = contract == null ? null
                    : contract.Milestones.Where(milestone => milestone.Id == part.MilestoneId).Select(milestone => new { milestone.Name, milestone.DueOn }).FirstOrDefault(),
                part.Amount,
            }).ToListAsync(cancel);
        return [.. parts.GroupBy(part => part.MilestoneId, (milestone, all) => (Milestone: milestone, First: all.First(), Amount: new Money(all.Sum(part => part.Amount.Minor))))
            .Where(one => one.Amount != Money.Zero)
            .Select(one => new PaidMilestone(one.Milestone, one.First.Contract, one.First.Number, one.First.Milestone?.Name, one.First.Milestone?.DueOn, one.Amount) { IsClosed = one.First.IsClosed })];
    }

    /// <summary>What the customer still has to pay; of a refund, what it has paid for contracts that are not closed.</summary>
    public static async Task<IReadOnlyList<OpenPayment>> PaymentsOfAsync(
        this CrmDbContext db, Viewer viewer, long customerId, bool isRefund, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Where(contract => contract.CustomerId == customerId && contract.SignedOn != null);
        var payments = contracts.Payments();
        payments = isRefund ? payments.Where(row => row.Milestone.Received > Money.Zero && row.Contract.Status != ContractStatus.Closed) : payments.Where(row => row.Milestone.DoneOn == null);
        return await payments.OrderBy(row => row.Milestone.DueOn).ThenBy(row => row.Milestone.Id).Take(most).Opened(db).ToListAsync(cancel);
    }

    /// <summary>催款: payments that are overdue, the oldest first.</summary>
    public static async Task<IReadOnlyList<OpenPayment>> OverdueAsync(
        this CrmDbContext db, Viewer viewer, long? ownerId, DateOnly today, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer)
            .Where(contract => contract.PaymentDueOn < today && contract.SignedOn != null);
        contracts = ownerId is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
        return await contracts.Payments().Where(row => row.Milestone.DoneOn == null && row.Milestone.DueOn < today)
            .OrderBy(row => row.Milestone.DueOn).ThenBy(row => row.Milestone.Id).Take(most).Opened(db).ToListAsync(cancel);
    }

    private static async Task MatchAsync(
        this CrmDbContext db, Receipt receipt, IReadOnlyList<ReceiptMatch> matches, Viewer viewer, Stamp stamp, CancellationToken cancel)
    {
        var milestones = matches.Select(match => match.MilestoneId).ToList();
        var contracts = await db.Contracts.VisibleTo(viewer).ForChange()
            .Where(contract => contract.Milestones.Any(milestone => milestones.Contains(milestone.Id))).ToListAsync(cancel);
        foreach (var match in matches)
        {
            var contract = contracts.Find(row => row.Milestones.Any(milestone => milestone.Id == match.MilestoneId))
                ?? throw new RuleBroken(new Refusal("MilestoneNotThere", match.MilestoneId));
            receipt.Match(contract, match.MilestoneId, match.Amount, stamp);
        }
    }

    private static IQueryable<PaymentOf> Payments(this IQueryable<Contract> contracts) =>
        from contract in contracts
        from milestone in contract.Milestones
        where milestone.Kind == MilestoneKind.Payment
        select new PaymentOf { Contract = contract, Milestone = milestone };

    private static IQueryable<OpenPayment> Opened(this IQueryable<PaymentOf> payments, CrmDbContext db) => payments.Select(row => new OpenPayment(
        row.Milestone.Id, row.Contract.Id, row.Contract.Number, row.Contract.Name, row.Contract.CustomerId, row.Contract.OwnerId, row.Milestone.Name,
        row.Milestone.DueOn, new Money((long)(object)row.Milestone.Amount - (long)(object)row.Milestone.Lapsed), row.Milestone.Received)
    {
        Customer = db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == row.Contract.CustomerId).Select(customer => customer.Name).First(),
    });

    /// <summary>
    /// The bank's number is its own; under another one the same money asks first. Whoever enters one of the same payer or number at the same
    /// moment waits for it, on SQLite at the one write lock, on a server at the payer's row and at the number.
    /// </summary>
    private static async Task RefuseTwiceAsync(this CrmDbContext db, Receipt receipt, bool isAnother, CancellationToken cancel)
    {
        await db.HoldCustomersAsync([receipt.CustomerId], cancel);
        await db.HoldReceiptNumberAsync(receipt.ReferenceKey, cancel);
        var same = await db.Receipts.Numbered(receipt.Reference)
            .OrderBy(other => other.Id).Select(other => (DateOnly?)other.ReceivedOn).FirstOrDefaultAsync(cancel);
        (same is { } day ? new Refusal("ReceiptEnteredAlready", receipt.Reference, day) : null).ThrowIfRefused();
        var alike = isAnother ? [] : await db.AlikeAsync(receipt.CustomerId, receipt.ReceivedOn, receipt.Amount, receipt.IsRefund, most: 1, cancel);
        (alike.Count > 0 ? new Refusal("ReceiptLikeAnother", alike[0].Reference, alike[0].ReceivedOn) : null).ThrowIfRefused();
    }

    /// <summary>No more goes back to a customer than it has paid and not got back; asked while its row is held.</summary>
    private static async Task RefuseAbovePaidAsync(this CrmDbContext db, Receipt receipt, CancellationToken cancel)
    {
        if (receipt.IsRefund)
        {
            var paid = (await db.Receipts.AsNoTracking().Standing().Where(other => other.CustomerId == receipt.CustomerId).SumsAsync(cancel)).Sum;
            (receipt.Amount > paid ? new Refusal("RefundAbovePaid", paid) : null).ThrowIfRefused();
        }
    }

    private sealed class PaymentOf
    {
        public required Contract Contract { get; init; }

        public required Milestone Milestone { get; init; }
    }
}
