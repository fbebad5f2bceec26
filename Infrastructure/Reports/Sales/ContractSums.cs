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

    /// <summary>In how many contracts it is; null where the list is not of renewals.</summary>
    public int? Renewals { get; init; }

    /// <summary>In how many contracts it is, of how many without a service beside it; null where nobody asked for a service.</summary>
    public (int With, int Of)? WithService { get; init; }

    /// <summary>What was signed together with what is no service; null where the list is not of services.</summary>
    public Money? Whole { get; init; }

    /// <summary>The root categories of all that a customer bought; null where the list is not of all that he bought.</summary>
    public int? Lines { get; init; }

    public static async Task<ContractSums> OfAsync(CrmDbContext db, Viewer viewer, ContractFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.First)
        {
            var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Matching(filter, db, viewer, today);
            return None with { Standing = await ContractExecution.TotalAsync(contracts, today, cancel) };
        }

        var lines = LinesOf(db, viewer, filter, today);
        var sums = await lines.GroupBy(_ => 1).Select(all => new
        {
            First = all.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Quantity = all.Sum(line => (long)(line.IsReduction ? -line.Quantity : line.Quantity)),
            Signed = all.Sum(line => (long)(object)line.InTax),
            ExTax = all.Sum(line => (long)(object)line.ExTax),
            Cost = all.Sum(line => (long)(object)line.Cost),
        }).SingleOrDefaultAsync(cancel);
        var told = sums is null ? None : new(sums.First, sums.Quantity, new(sums.Signed), new(sums.ExTax), new(sums.Cost));
        return told with
        {
            Renewals = filter.Renewal ? await CountAsync(lines, cancel) : null,
            WithService = filter.WithService ? await BesideAsync(lines, LinesOf(db, viewer, filter with { WithService = false }, today), cancel) : null,
            Whole = filter.Service ? new(await LinesOf(db, viewer, filter with { Service = false }, today).SumAsync(line => (long)(object)line.InTax, cancel)) : null,
            Lines = filter is { Customer: not null, From: null, To: not null } ? await RootsAsync(db, lines, cancel) : null,
        };
    }

    private static Task<int> CountAsync(IQueryable<ContractLine> lines, CancellationToken cancel) => lines.Select(line => line.ContractId).Distinct().CountAsync(cancel);

    private static async Task<(int With, int Of)> BesideAsync(IQueryable<ContractLine> with, IQueryable<ContractLine> all, CancellationToken cancel)
    {
        var counts = await with.Select(line => new { line.ContractId, IsWith = true }).Union(all.Select(line => new { line.ContractId, IsWith = false }))
            .GroupBy(contract => contract.IsWith).Select(one => new { one.Key, Count = one.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel);
        return (counts.GetValueOrDefault(true), counts.GetValueOrDefault(false));
    }

    private static async Task<int> RootsAsync(CrmDbContext db, IQueryable<ContractLine> lines, CancellationToken cancel)
    {
        var roots = await SalesParts.RootsAsync(db, cancel);
        return (await lines.Select(line => line.ProductId).Distinct().ToListAsync(cancel)).Select(product => roots.GetValueOrDefault(product)).OfType<string>().Distinct().Count();
    }

    /// <summary>What of each of the contracts was signed within the days.</summary>
    /// <param name="contracts">Of the list: who their customers are was asked there. Null for all of which something was.</param>
    public static async Task<IReadOnlyDictionary<long, Money>> SignedAsync(
        CrmDbContext db, Viewer viewer, ContractFilter filter, IReadOnlyCollection<long>? contracts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        var lines = contracts is null ? Narrowed(db, viewer, filter) : Narrowed(db, viewer, filter with { Buyers = null }).Where(line => contracts.Contains(line.ContractId));
        return (await lines.GroupBy(line => line.ContractId)
            .Select(one => new { one.Key, Signed = one.Sum(line => (long)(object)line.InTax) }).ToListAsync(cancel)).ToDictionary(one => one.Key, one => new Money(one.Signed));
    }

    /// <summary>A line knows whose and of which region it is; only what it does not know is asked of its contract.</summary>
    private static IQueryable<ContractLine> LinesOf(CrmDbContext db, Viewer viewer, ContractFilter filter, DateOnly today)
    {
        var rest = filter with
        {
            From = null,
            To = null,
            Product = null,
            Category = null,
            NoCategory = false,
            Service = false,
            WithService = false,
            Renewal = false,
            Owner = null,
            Team = null,
            Region = null,
            NoRegion = false,
            Customer = null,
            Buyers = null,
            CustomerCategory = null,
        };
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
        lines = lines.Sold(filter, db, viewer).OfCategory(filter.CustomerCategory, db);
        lines = filter.Buyers?.Narrow(lines, line => line.CustomerId, db, viewer) ?? lines;
        lines = filter.Owner is { } owner ? lines.Where(line => line.OwnerId == owner) : lines;
        lines = filter.Team is { } team ? lines.Where(line => line.TeamId == team) : lines;
        lines = filter.Region is { } region ? lines.Where(line => line.RegionId == region) : lines;
        lines = filter.NoRegion ? lines.Where(line => line.RegionId == null) : lines;
        return filter.Customer is { } customer ? lines.Where(line => line.CustomerId == customer) : lines;
    }
}
