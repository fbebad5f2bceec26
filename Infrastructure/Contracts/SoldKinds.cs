using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Which kinds of products are in a contract now, less what change orders took out.</summary>
public sealed class SoldKinds
{
    public long ContractId { get; init; }

    /// <summary>See <see cref="ContractTypes.Of(int)"/>.</summary>
    public int Set { get; init; }
}

/// <summary>What kind of work contracts are, as the database sees it.</summary>
public static class SoldKindsQueries
{
    private static readonly int Hardware = ContractTypes.Sign(ProductKind.Hardware);
    private static readonly int Software = ContractTypes.Sign(ProductKind.Software);
    private static readonly int Implementation = ContractTypes.Sign(ProductKind.Implementation);
    private static readonly int Service = ContractTypes.Sign(ProductKind.Service);

    /// <param name="contracts">The numbers of those that are asked for.</param>
    public static IQueryable<SoldKinds> SoldKinds(this CrmDbContext db, IQueryable<long> contracts) => Grouped(db.Sold().Where(line => contracts.Contains(line.ContractId)));

    public static IQueryable<SoldKinds> SoldKinds(this CrmDbContext db, IReadOnlyCollection<long> contracts) =>
        Grouped(db.Sold().Where(line => EF.Parameter(contracts).Contains(line.ContractId)));

    /// <summary>What the software in a contract costs the customer now, tax included.</summary>
    public static async Task<Money> SoftwarePriceAsync(this CrmDbContext db, long contractId, CancellationToken cancel = default) => new(await (
        from line in db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program)
        join product in db.Products.VisibleTo(Viewer.Program) on line.ProductId equals product.Id
        where line.ContractId == contractId && product.Kind == ProductKind.Software
        select (long)(object)line.InTax).SumAsync(cancel));

    /// <summary>Those of a list: asked of each contract by itself, because a list looks at a few only.</summary>
    public static IQueryable<Contract> OfType(this IQueryable<Contract> contracts, ContractType? type, CrmDbContext db)
    {
        var (sets, sold) = (ContractTypes.SetsOf(type), db.Sold());
        return contracts.Where(contract => sets.Contains(
            (sold.Where(line => line.ContractId == contract.Id && line.Kind == ProductKind.Hardware).Sum(line => line.Quantity) > 0 ? Hardware : 0)
            + (sold.Where(line => line.ContractId == contract.Id && line.Kind == ProductKind.Software).Sum(line => line.Quantity) > 0 ? Software : 0)
            + (sold.Where(line => line.ContractId == contract.Id && line.Kind == ProductKind.Implementation).Sum(line => line.Quantity) > 0 ? Implementation : 0)
            + (sold.Where(line => line.ContractId == contract.Id && line.Kind == ProductKind.Service).Sum(line => line.Quantity) > 0 ? Service : 0)));
    }

    private static IQueryable<SoldKinds> Grouped(IQueryable<SoldLine> lines) => lines.GroupBy(line => line.ContractId).Select(one => new SoldKinds
    {
        ContractId = one.Key,
        Set = (one.Sum(line => line.Kind == ProductKind.Hardware ? line.Quantity : 0) > 0 ? Hardware : 0)
            + (one.Sum(line => line.Kind == ProductKind.Software ? line.Quantity : 0) > 0 ? Software : 0)
            + (one.Sum(line => line.Kind == ProductKind.Implementation ? line.Quantity : 0) > 0 ? Implementation : 0)
            + (one.Sum(line => line.Kind == ProductKind.Service ? line.Quantity : 0) > 0 ? Service : 0),
    });

    private static IQueryable<SoldLine> Sold(this CrmDbContext db) =>
        from line in db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program)
        join product in db.Products.VisibleTo(Viewer.Program) on line.ProductId equals product.Id
        select new SoldLine { ContractId = line.ContractId, Kind = product.Kind, Quantity = line.IsReduction ? -line.Quantity : line.Quantity };

    private sealed class SoldLine
    {
        public long ContractId { get; init; }

        public ProductKind Kind { get; init; }

        public int Quantity { get; init; }
    }
}
