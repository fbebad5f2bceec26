using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>How a region's sales are made up; shares are null where nobody bought.</summary>
public sealed record RegionFurther(decimal? TopFive, decimal? Concentration, SalesEffect? Effect);

/// <param name="Customers">What each customer signed, by region; 0 for none.</param>
/// <param name="Before">The contracts of the time right before, by region.</param>
/// <param name="Margins">What the contracts that were signed first within the days leave in the end, by region: they fall where costs rise after the signing.</param>
public sealed record RegionsFurther(ILookup<long, Money> Customers, IReadOnlyDictionary<long, int> Before, IReadOnlyDictionary<long, Money> Margins)
{
    public RegionFurther Of(RegionSales row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (region, customers) = (row.RegionId ?? 0, Customers[row.RegionId ?? 0].ToList());
        return new(
            customers.Count == 0 ? null : Concentration.TopFive(customers), customers.Count == 0 ? null : Concentration.Index(customers),
            SalesEffect.Of(row.Contracts, row.Signed, Before.GetValueOrDefault(region), row.Previous));
    }
}

/// <summary>What the reports of sales say only when all columns are asked for: each is a question of its own to the database.</summary>
public static class SalesFurther
{
    public static async Task<RegionsFurther> RegionsAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var customers = (await asked.Lines(db).GroupBy(line => new { line.RegionId, line.CustomerId })
            .Select(one => new { one.Key.RegionId, Signed = one.Sum(line => (long)(object)line.InTax) }).ToListAsync(cancel)).ToLookup(one => one.RegionId ?? 0, one => new Money(one.Signed));
        var before = (await asked.Previous.Lines(db).GroupBy(line => line.RegionId)
            .Select(one => new { one.Key, Contracts = one.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count() })
            .ToListAsync(cancel)).ToDictionary(one => one.Key ?? 0, one => one.Contracts);
        var contracts = asked.Contracts(db).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To);
        var unearned = (await contracts.LapsedAsync(cancel)).ToLookup(contract => contract.RegionId ?? 0, contract => contract.Result.Unearned.Minor);
        var margins = (await contracts.GroupBy(contract => contract.RegionId)
            .Select(one => new { one.Key, Left = one.Sum(contract => (long)(object)contract.AmountExTax - (contract.Status == ContractStatus.Terminated ? (long)(object)contract.ActualCost : (long)(object)contract.CostAtCompletion)) })
            .ToListAsync(cancel)).ToDictionary(one => one.Key ?? 0, one => new Money(one.Left - unearned[one.Key ?? 0].Sum()));
        return new(customers, before, margins);
    }

    /// <summary>Of the contracts with the product, the share that has a service beside it.</summary>
    public static async Task<IReadOnlyDictionary<long, decimal?>> AttachedAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var service = Service(db);
        var served = (asked with { Product = null }).Lines(db).Where(line => service.Contains(line.ProductId)).Select(line => line.ContractId);
        var all = await CountAsync(asked.Lines(db));
        var with = await CountAsync(asked.Lines(db).Where(line => served.Contains(line.ContractId)));
        return all.ToDictionary(one => one.Key, one => (decimal?)decimal.Divide(with.GetValueOrDefault(one.Key), one.Value));

        async Task<Dictionary<long, int>> CountAsync(IQueryable<ContractLine> lines) => await lines.GroupBy(line => line.ProductId)
            .Select(one => new { one.Key, Contracts = one.Select(line => line.ContractId).Distinct().Count() }).ToDictionaryAsync(one => one.Key, one => one.Contracts, cancel);
    }

    internal static IQueryable<long> Service(CrmDbContext db) => db.ProductsOf(ProductKind.Service);
}
