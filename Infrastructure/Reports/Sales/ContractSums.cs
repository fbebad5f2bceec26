using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What a list of contracts adds up to: the figure of a report that opened it is one of these.</summary>
/// <param name="First">How many of them were signed first within the days, and not only changed.</param>
/// <param name="Quantity">Of a product.</param>
/// <param name="Signed">What was signed within the days, as the others.</param>
/// <param name="Standing">Where whole contracts stand; null where the list is of what was signed within the days.</param>
public sealed record ContractSums(int First, long Quantity, Money Signed, Money ExTax, Money Cost, ExecutionTotal? Standing = null)
{
    private static readonly ContractSums None = new(0, 0, Money.Zero, Money.Zero, Money.Zero);

    public static async Task<ContractSums> OfAsync(CrmDbContext db, Viewer viewer, ContractFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.First)
        {
            var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Matching(filter, db, viewer, today);
            return None with { Standing = await ContractExecution.TotalAsync(contracts, today, cancel) };
        }

        var sums = await Lines(db, viewer, filter, today).GroupBy(_ => 1).Select(all => new
        {
            First = all.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Quantity = all.Sum(line => (long)(line.IsReduction ? -line.Quantity : line.Quantity)),
            Signed = all.Sum(line => (long)(object)line.InTax),
            ExTax = all.Sum(line => (long)(object)line.ExTax),
            Cost = all.Sum(line => (long)(object)line.Cost),
        }).SingleOrDefaultAsync(cancel);
        return sums is null ? None : new(sums.First, sums.Quantity, new(sums.Signed), new(sums.ExTax), new(sums.Cost));
    }

    /// <summary>What of each of the contracts was signed within the days.</summary>
    public static async Task<IReadOnlyDictionary<long, Money>> SignedAsync(
        CrmDbContext db, Viewer viewer, ContractFilter filter, IReadOnlyCollection<long> contracts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        return (await Narrowed(db, viewer, filter).Where(line => contracts.Contains(line.ContractId)).GroupBy(line => line.ContractId)
            .Select(one => new { one.Key, Signed = one.Sum(line => (long)(object)line.InTax) }).ToListAsync(cancel)).ToDictionary(one => one.Key, one => new Money(one.Signed));
    }

    /// <summary>A line knows whose and of which region it is; only what it does not know is asked of its contract.</summary>
    private static IQueryable<ContractLine> Lines(CrmDbContext db, Viewer viewer, ContractFilter filter, DateOnly today)
    {
        var rest = filter with { From = null, To = null, Product = null, Category = null, Owner = null, Team = null, Region = null, NoRegion = false, Customer = null };
        var lines = Narrowed(db, viewer, filter);
        if (rest.IsEmpty)
        {
            return lines;
        }

        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Matching(rest, db, viewer, today);
        return lines.Where(line => contracts.Any(contract => contract.Id == line.ContractId));
    }

    private static IQueryable<ContractLine> Narrowed(CrmDbContext db, Viewer viewer, ContractFilter filter)
    {
        var lines = db.ContractLines.AsNoTracking().VisibleTo(viewer).SignedWithin(filter.From ?? DateOnly.MinValue, filter.To ?? DateOnly.MaxValue);
        lines = filter.Product is { } product ? lines.Where(line => line.ProductId == product) : lines;
        var within = db.ProductsWithin(filter.Category ?? 0);
        lines = filter.Category is null ? lines : lines.Where(line => within.Contains(line.ProductId));
        lines = filter.Owner is { } owner ? lines.Where(line => line.OwnerId == owner) : lines;
        lines = filter.Team is { } team ? lines.Where(line => line.TeamId == team) : lines;
        lines = filter.Region is { } region ? lines.Where(line => line.RegionId == region) : lines;
        lines = filter.NoRegion ? lines.Where(line => line.RegionId == null) : lines;
        return filter.Customer is { } customer ? lines.Where(line => line.CustomerId == customer) : lines;
    }
}
