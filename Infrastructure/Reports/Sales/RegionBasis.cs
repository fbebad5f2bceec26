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
public sealed record RegionBasis(IReadOnlyList<RegionCustomer> Customers, int Contracts, int ContractsBefore, Money SignedBefore)
{
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
        return new(customers.ConvertAll(customer => customer with { Name = names.GetValueOrDefault(customer.Id) ?? "" }), now.Contracts, before.Contracts, before.Signed);
    }

    private static async Task<(int Contracts, Money Signed)> CountAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel)
    {
        var sums = await asked.Lines(db).GroupBy(_ => 1).Select(all => new
        {
            Contracts = all.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Signed = all.Sum(line => (long)(object)line.InTax),
        }).SingleOrDefaultAsync(cancel);
        return (sums?.Contracts ?? 0, new(sums?.Signed ?? 0));
    }
}
