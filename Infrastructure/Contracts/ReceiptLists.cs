using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Money that came in and has not found all of its milestones.</summary>
public sealed record OpenReceipt(long Id, string Reference, string Customer, DateOnly On, Money Unmatched)
{
    /// <summary>It went back to the customer.</summary>
    public bool IsRefund { get; init; }

    /// <summary>What is left of a refund is below zero.</summary>
    public Money Signed => IsRefund ? -Unmatched : Unmatched;
}

/// <summary>Which receipts a list shows. Its properties are the names in the address.</summary>
public sealed record ReceiptFilter
{
    /// <summary>Under this number, or of customers with this name.</summary>
    [StringLength(LongestQuery)]
    public string? Q { get; init; }

    /// <summary>Of this customer alone.</summary>
    public long? Customer { get; init; }

    /// <summary>The money came on this day or later.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Those of which a rest waits for the payments that it is for.</summary>
    public bool Unmatched { get; init; }

    /// <summary>Only those that were entered wrongly; else none of them.</summary>
    public bool Voided { get; init; }

    public const int LongestQuery = 200;

    public Refusal? CanAskDays() => To < From ? new Refusal("ReportEndsBeforeStart", From, To) : null;

    public bool IsEmpty => this == new ReceiptFilter();
}

/// <summary>How many receipts a list has, and what came in by them, refunds taken off.</summary>
public sealed record ReceiptSums(int Count, Money Sum);

/// <summary>A customer with a signed contract.</summary>
public sealed record Payer(long CustomerId, string Name);

/// <summary>What is still to be done about receipts: whose rest waits, and who will pay next.</summary>
public static class ReceiptLists
{
    /// <summary>Receipts of which a rest is open, of one customer or of all in reach, the oldest first.</summary>
    public static async Task<IReadOnlyList<OpenReceipt>> OpenReceiptsAsync(
        this CrmDbContext db, Viewer viewer, long? customerId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var receipts = db.ReceiptsFor(viewer);
        return await db.OldestOpenAsync(customerId is { } customer ? receipts.Where(receipt => receipt.CustomerId == customer) : receipts, most, cancel);
    }

    /// <summary>What came in from each of the customers and is matched with nothing, refunds taken off; only of those of whom something is.</summary>
    public static async Task<IReadOnlyDictionary<long, Money>> UnmatchedOfAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyList<long> customers, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.ReceiptsFor(viewer).AsNoTracking().Standing()
            .Where(receipt => receipt.Amount > receipt.Matched && EF.Parameter(customers).Contains(receipt.CustomerId))
            .Select(receipt => new { receipt.CustomerId, receipt.IsRefund, Rest = (long)(object)receipt.Amount - (long)(object)receipt.Matched }).ToListAsync(cancel);
        return rows.GroupBy(row => row.CustomerId).Select(one => (one.Key, Sum: new Money(one.Sum(row => row.IsRefund ? -row.Rest : row.Rest))))
            .Where(one => one.Sum > Money.Zero).ToDictionary(one => one.Key, one => one.Sum);
    }

    internal static async Task<IReadOnlyList<OpenReceipt>> OldestOpenAsync(this CrmDbContext db, IQueryable<Receipt> receipts, int most, CancellationToken cancel) =>
        await receipts.AsNoTracking().Standing().Where(receipt => receipt.Amount > receipt.Matched).OrderBy(receipt => receipt.ReceivedOn).ThenBy(receipt => receipt.Id).Take(most)
            .Select(receipt => new OpenReceipt(
                receipt.Id, receipt.Reference,
                db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == receipt.CustomerId).Select(customer => customer.Name).First(),
                receipt.ReceivedOn, new Money((long)(object)receipt.Amount - (long)(object)receipt.Matched))
            { IsRefund = receipt.IsRefund }).ToListAsync(cancel);

    public static IQueryable<Receipt> Matching(this IQueryable<Receipt> receipts, ReceiptFilter filter, CrmDbContext db)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        if (PlainText.Line(filter.Q) is { } words)
        {
            var (number, customers) = (Receipt.KeyOf(words), db.CustomersMatching(words));
            receipts = receipts.Where(receipt => receipt.ReferenceKey == number || customers.Contains(receipt.CustomerId));
        }

        receipts = filter.Customer is { } customer ? receipts.Where(receipt => receipt.CustomerId == customer) : receipts;
        receipts = filter.Unmatched ? receipts.Where(receipt => receipt.Amount > receipt.Matched) : receipts;
        receipts = filter.Voided ? receipts.Where(receipt => receipt.VoidedAt != null) : receipts.Standing();
        receipts = filter.From is { } from ? receipts.Where(receipt => receipt.ReceivedOn >= from) : receipts;
        return filter.To is { } to ? receipts.Where(receipt => receipt.ReceivedOn <= to) : receipts;
    }

    public static async Task<ReceiptSums> SumsAsync(this IQueryable<Receipt> receipts, CancellationToken cancel = default)
    {
        var sums = await receipts.GroupBy(receipt => receipt.IsRefund)
            .Select(kind => new { IsRefund = kind.Key, Count = kind.Count(), Sum = kind.Sum(receipt => (long)(object)receipt.Amount) }).ToListAsync(cancel);
        return new(sums.Sum(kind => kind.Count), new(sums.Sum(kind => kind.IsRefund ? -kind.Sum : kind.Sum)));
    }

    /// <summary>Customers who can be asked for money: by name, or those whose payments are due first.</summary>
    public static async Task<IReadOnlyList<Payer>> PayersAsync(this CrmDbContext db, Viewer viewer, string? name, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Where(contract => contract.SignedOn != null);
        var customers = db.Customers.AsNoTracking().VisibleTo(Viewer.Program, AccessAction.Read);
        if (PlainText.Line(name) is { } words)
        {
            var found = db.CustomersMatching(words);
            return await customers.Where(customer => found.Contains(customer.Id) && contracts.Any(contract => contract.CustomerId == customer.Id))
                .OrderBy(customer => customer.Name).ThenBy(customer => customer.Id).Take(most).Select(customer => new Payer(customer.Id, customer.Name)).ToListAsync(cancel);
        }

        var due = await contracts.Where(contract => contract.PaymentDueOn != null).OrderBy(contract => contract.PaymentDueOn).ThenBy(contract => contract.Id)
            .Take(most).Select(contract => contract.CustomerId).ToListAsync(cancel);
        var named = await customers.Where(customer => due.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
        return [.. due.Distinct().Where(named.ContainsKey).Select(id => new Payer(id, named[id]))];
    }
}
