using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What one customer signed in a region.</summary>
public sealed record RegionCustomer(long Id, Money Signed)
{
    public string Name { get; init; } = "";
}

/// <summary>What shares and differences of 大区销售构成 are computed of: one region's customers, and its contracts now and in the time right before.</summary>
/// <param name="Customers">Who signed most first.</param>
/// <param name="Parts">By the customers' categories, who signed most first.</param>
public sealed record RegionBasis(IReadOnlyList<RegionCustomer> Customers, IReadOnlyList<MixPart> Parts)
{
    public int Contracts => Parts.Sum(part => part.Contracts);

    public int ContractsBefore => Parts.Sum(part => part.Before);

    public Money SignedBefore => new(Parts.Sum(part => part.SignedBefore.Minor));

    public SalesMix? Mix => SalesMix.Of(Parts);

    public Money Signed => new(Customers.Sum(customer => customer.Signed.Minor));

    public Money FiveTogether => new(Customers.Take(Domain.Reports.Sales.Concentration.Largest).Sum(customer => customer.Signed.Minor));

    public decimal TopFive => Domain.Reports.Sales.Concentration.TopFive(Customers.Select(customer => customer.Signed));

    public decimal Concentration => Domain.Reports.Sales.Concentration.Index(Customers.Select(customer => customer.Signed));

    public SalesEffect? Effect => SalesEffect.Of(Contracts, Signed, ContractsBefore, SignedBefore);

    /// <summary>The viewer sees nothing that was signed, now or before.</summary>
    public bool IsNothing => Customers.Count == 0 && ContractsBefore == 0 && SignedBefore == Money.Zero;

    /// <param name="asked">Of one region, or of none.</param>
    /// <param name="page">From 1: whose names are told beside those of the five largest.</param>
    public static async Task<RegionBasis> OfAsync(CrmDbContext db, SalesQuestion asked, int page, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var customers = (await asked.Lines(db).GroupBy(line => line.CustomerId).Select(one => new { one.Key, Signed = one.Sum(line => (long)(object)line.InTax) }).ToListAsync(cancel))
            .OrderByDescending(one => one.Signed).ThenBy(one => one.Key).Select(one => new RegionCustomer(one.Key, new(one.Signed))).ToList();
        var named = customers.Take(Domain.Reports.Sales.Concentration.Largest).Concat(customers.Skip((page - 1) * size).Take(size)).Select(customer => customer.Id).ToList();
        var names = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => named.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        var (now, before) = (await CountAsync(db, asked, cancel), await CountAsync(db, asked.Previous, cancel));
        return new(customers.ConvertAll(customer => customer with { Name = names.GetValueOrDefault(customer.Id) ?? "" }),
        [
            .. from category in now.Keys.Union(before.Keys)
               let one = (Now: now.GetValueOrDefault(category), Before: before.GetValueOrDefault(category))
               orderby one.Now.Signed descending, category
               select new MixPart(category.Length == 0 ? null : category, one.Now.Contracts, one.Now.Signed, one.Before.Contracts, one.Before.Signed),
        ]);
    }

    /// <summary>By the category of the customers; empty for those without one.</summary>
    private static async Task<Dictionary<string, (int Contracts, Money Signed)>> CountAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel) => (await (
        from line in asked.Lines(db)
        join customer in db.Customers.VisibleTo(Viewer.Program) on line.CustomerId equals customer.Id
        group line by customer.Category into alike
        select new
        {
            alike.Key,
            Contracts = alike.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Signed = alike.Sum(line => (long)(object)line.InTax),
        }).ToListAsync(cancel)).ToDictionary(one => one.Key ?? "", one => (one.Contracts, new Money(one.Signed)));
}
