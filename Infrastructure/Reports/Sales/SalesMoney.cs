using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Which money is meant.</summary>
public enum SalesMoneyKind
{
    /// <summary>Invoices, by the day on which they were issued.</summary>
    Invoiced,

    /// <summary>Parts of receipts that have found their contract, by the day on which the money came.</summary>
    Received,
}

/// <summary>An invoice, or the part of a receipt that belongs to one contract.</summary>
public sealed record SalesMoneyRow
{
    public long ContractId { get; init; }

    public string? Contract { get; init; }

    public long CustomerId { get; init; }

    public string? Customer { get; init; }

    public required string Reference { get; init; }

    public DateOnly On { get; init; }

    public Money Amount { get; init; }
}

/// <summary>What was invoiced and what came in within the days, of whichever contract.</summary>
public static class SalesMoney
{
    public static async Task<(IReadOnlyDictionary<DateOnly, Money> Invoiced, IReadOnlyDictionary<DateOnly, Money> Received)> ByDayAsync(
        CrmDbContext db, SalesQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        return await db.ReadTogetherAsync(here => DaysAsync(here, SalesMoneyKind.Invoiced), other => DaysAsync(other, SalesMoneyKind.Received), cancel);

        async Task<IReadOnlyDictionary<DateOnly, Money>> DaysAsync(CrmDbContext on, SalesMoneyKind kind) => (await ByDay(on, asked, kind).GroupBy(row => row.On)
            .Select(day => new { day.Key, Sum = day.Sum(row => row.Minor) }).ToListAsync(cancel)).ToDictionary(day => day.Key, day => new Money(day.Sum));
    }

    /// <summary>Who asks for everybody's is spared the way from each invoice and each part to its contract, which is wide.</summary>
    private static IQueryable<Dated> ByDay(CrmDbContext db, SalesQuestion asked, SalesMoneyKind kind)
    {
        if (!asked.IsOfAll)
        {
            return Rows(db, asked, kind).Select(row => new Dated { On = row.On, Minor = (long)(object)row.Amount });
        }

        return kind == SalesMoneyKind.Invoiced
            ? db.Set<Invoice>().AsNoTracking().Where(invoice => invoice.IssuedOn >= asked.From && invoice.IssuedOn <= asked.To)
                .Select(invoice => new Dated { On = invoice.IssuedOn, Minor = (long)(object)invoice.Amount })
            : from receipt in db.Receipts.Standing()
              where receipt.ReceivedOn >= asked.From && receipt.ReceivedOn <= asked.To
              from part in receipt.Parts
              select new Dated { On = receipt.ReceivedOn, Minor = (long)(object)part.Amount };
    }

    /// <summary>A page of them, the latest first, with the number and the sum of all.</summary>
    public static async Task<(IReadOnlyList<SalesMoneyRow> Rows, int Count, Money Sum)> BehindAsync(
        CrmDbContext db, SalesQuestion asked, SalesMoneyKind kind, int page, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var rows = Rows(db, asked, kind);
        var all = await rows.GroupBy(_ => 1).Select(one => new { Count = one.Count(), Sum = one.Sum(row => (long)(object)row.Amount) }).SingleOrDefaultAsync(cancel);
        page = Math.Clamp(page, 1, 1 + ((all?.Count ?? 0) / size));
        var first = await rows.OrderByDescending(row => row.On).ThenByDescending(row => row.Reference).ThenBy(row => row.ContractId).ThenBy(row => row.Amount).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        var customers = first.Select(row => row.CustomerId).Distinct().ToList();
        var names = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => customers.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        return (first.ConvertAll(row => row with { Customer = names.GetValueOrDefault(row.CustomerId) }), all?.Count ?? 0, new(all?.Sum ?? 0));
    }

    private static IQueryable<SalesMoneyRow> Rows(CrmDbContext db, SalesQuestion asked, SalesMoneyKind kind) => kind == SalesMoneyKind.Invoiced
        ? from contract in asked.Contracts(db)
          from invoice in contract.Invoices
          where invoice.IssuedOn >= asked.From && invoice.IssuedOn <= asked.To
          select new SalesMoneyRow
          {
              ContractId = contract.Id, Contract = contract.Number, CustomerId = contract.CustomerId, Reference = invoice.Number, On = invoice.IssuedOn, Amount = invoice.Amount,
          }
        : from receipt in db.Receipts.Standing()
          where receipt.ReceivedOn >= asked.From && receipt.ReceivedOn <= asked.To
          from part in receipt.Parts
          join contract in asked.Contracts(db) on part.ContractId equals contract.Id
          select new SalesMoneyRow
          {
              ContractId = contract.Id, Contract = contract.Number, CustomerId = contract.CustomerId, Reference = receipt.Reference, On = receipt.ReceivedOn, Amount = part.Amount,
          };

    private sealed class Dated
    {
        public DateOnly On { get; init; }

        public long Minor { get; init; }
    }
}
