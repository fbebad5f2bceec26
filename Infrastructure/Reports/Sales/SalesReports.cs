using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Rows of a report, and what was signed altogether in the times that it is compared with, also by those who have no row because they signed nothing now.</summary>
public sealed record SalesSums<T>(IReadOnlyList<T> Rows, Money Previous, Money LastYear);

/// <summary>What a region signed.</summary>
public sealed record RegionSales(long? RegionId, int Contracts, Money Signed, Money ExTax, Money Cost)
{
    public decimal Share { get; init; }

    public Money? Target { get; init; }

    public Money Previous { get; init; }

    public Money LastYear { get; init; }

    public Money? Mean => Contracts == 0 ? null : new Money(Signed.Minor / Contracts);
}

/// <summary>What a product brought.</summary>
public sealed record ProductSales(long ProductId, string Product, string? ChineseName, long? CategoryId, long Quantity, Money Signed, Money ExTax, Money Cost)
{
    public decimal Share { get; init; }

    public Money Previous { get; init; }

    public Money LastYear { get; init; }
}

/// <summary>What was signed in a period.</summary>
public sealed record PeriodSales(string Period, DateOnly From, DateOnly To, int Contracts, Money Signed, Money Cumulative, Money? Target, Money LastYear)
{
    /// <summary>The days that last year's is of.</summary>
    public (DateOnly From, DateOnly Until) YearBefore { get; init; }
}

/// <summary>
/// The reports of sales. Signed = the lines' amounts, tax included, by the day on which contract or change order was signed;
/// contracts = those signed first within the days; so the total is the same in each of them.
/// </summary>
public static partial class SalesReports
{
    /// <param name="expecting">Regions that have a row although they signed nothing; those with a target of their own have one anyway.</param>
    public static async Task<SalesSums<RegionSales>> RegionsAsync(
        CrmDbContext db, SalesQuestion asked, IReadOnlyCollection<long>? expecting = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var now = await ByRegionAsync(db, asked, cancel);
        var (previous, lastYear) = await BeforeAsync(db, asked, line => line.RegionId, cancel);
        var targets = await db.TargetsAsync(asked.From, asked.To, cancel);
        var whole = new Money(now.Sum(row => row.Signed.Minor));
        var silent = targets.Regions.Where(region => asked.IsOfWhole(region) && targets.Of(TargetOf.Region, region, asked.From, asked.To) is not null)
            .Union(expecting ?? []).Except(now.Select(row => row.RegionId ?? 0)).Select(region => new RegionSales(region, 0, Money.Zero, Money.Zero, Money.Zero));
        return new([.. now.Concat(silent).OrderByDescending(row => row.Signed).ThenBy(row => row.RegionId).Select(row => row with
        {
            Share = Pareto.Share(row.Signed, whole),
            Target = row.RegionId is { } region && asked.IsOfWhole(region) ? targets.Of(TargetOf.Region, region, asked.From, asked.To) : null,
            Previous = previous.GetValueOrDefault(row.RegionId ?? 0),
            LastYear = lastYear.GetValueOrDefault(row.RegionId ?? 0),
        })], Whole(previous), Whole(lastYear));
    }

    public static async Task<SalesSums<ProductSales>> ProductsAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var sums = await asked.Lines(db).GroupBy(line => line.ProductId).Select(group => new
        {
            ProductId = group.Key,
            Quantity = group.Sum(line => (long)(line.IsReduction ? -line.Quantity : line.Quantity)),
            Signed = group.Sum(line => (long)(object)line.InTax),
            ExTax = group.Sum(line => (long)(object)line.ExTax),
            Cost = group.Sum(line => (long)(object)line.Cost),
        }).ToListAsync(cancel);
        var ids = sums.ConvertAll(row => row.ProductId);
        var products = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.Name, product.ChineseName, product.CategoryId }).ToDictionaryAsync(product => product.Id, cancel);
        var whole = new Money(sums.Sum(row => row.Signed));
        var (previous, lastYear) = await BeforeAsync(db, asked, line => (long?)line.ProductId, cancel);
        return new([.. sums.OrderByDescending(row => row.Signed).ThenBy(row => row.ProductId).Select(row => new ProductSales(
            row.ProductId, products[row.ProductId].Name, products[row.ProductId].ChineseName, products[row.ProductId].CategoryId, row.Quantity,
            new Money(row.Signed), new Money(row.ExTax), new Money(row.Cost))
        {
            Share = Pareto.Share(new Money(row.Signed), whole),
            Previous = previous.GetValueOrDefault(row.ProductId),
            LastYear = lastYear.GetValueOrDefault(row.ProductId),
        })], Whole(previous), Whole(lastYear));
    }

    public static async Task<IReadOnlyList<PeriodSales>> PeriodsAsync(
        CrmDbContext db, SalesQuestion asked, CompanySettings settings, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(settings);
        var now = await ByDayAsync(db, asked, cancel);
        var before = await ByDayAsync(db, asked.LastYear, cancel);
        var targets = await db.TargetsAsync(asked.From, asked.To, cancel);
        var months = asked.Step switch { SalesStep.Year => SalesQuestion.MonthsOfYear, SalesStep.Quarter => 3, _ => 1 };
        var (rows, so) = (new List<PeriodSales>(), Money.Zero);
        for (var span = FiscalSpan.Of(asked.From, months, settings.FiscalYearStart); span.From <= asked.To && rows.Count < MostPeriods; span = span.Next)
        {
            var (from, to) = (span.From < asked.From ? asked.From : span.From, span.Until > asked.To ? asked.To : span.Until);
            var within = now.Where(row => row.On >= from && row.On <= to).ToList();
            var signed = new Money(within.Sum(row => row.Signed));
            so += signed;
            var yearBefore = ReportSpan.LastYearOfPart((asked.From, asked.To), from, to);
            rows.Add(new PeriodSales(
                NameOf(span, asked.Step), from, to, within.Sum(row => row.Contracts), signed, so, targets.Of(asked.TargetIs, from, to),
                new Money(before.Where(row => row.On >= yearBefore.From && row.On <= yearBefore.Until).Sum(row => row.Signed)))
            {
                YearBefore = yearBefore,
            });
        }

        return rows;
    }

    /// <summary>A report over a hundred years by the month is as long as it can be.</summary>
    private const int MostPeriods = 1200;

    private static string NameOf(FiscalSpan span, SalesStep step) =>
        step == SalesStep.Year ? span.Year.ToString("0000", CultureInfo.InvariantCulture) : span.ToString();

    /// <param name="among">Of these customers; null: of all.</param>
    private static IQueryable<ContractLine> Of(IQueryable<ContractLine> lines, IReadOnlyList<long>? among) => among is null ? lines : lines.Where(line => EF.Parameter(among).Contains(line.CustomerId));

    /// <summary>What the same ones signed in the time right before, and in the same time a year before.</summary>
    /// <param name="key">Whose it is: a column as it is, so that an index has them together; none counts as 0.</param>
    private static async Task<(Dictionary<long, Money> Previous, Dictionary<long, Money> LastYear)> BeforeAsync(
        CrmDbContext db, SalesQuestion asked, Expression<Func<ContractLine, long?>> key, CancellationToken cancel, IReadOnlyList<long>? among = null)
    {
        var previous = await SumsAsync(asked.Previous);
        return (previous, asked.Previous == asked.LastYear ? previous : await SumsAsync(asked.LastYear));

        async Task<Dictionary<long, Money>> SumsAsync(SalesQuestion one) => (await Of(one.Lines(db), among).GroupBy(key)
            .Select(group => new { group.Key, Signed = group.Sum(line => (long)(object)line.InTax) }).ToListAsync(cancel)).ToDictionary(row => row.Key ?? 0, row => new Money(row.Signed));
    }

    private static Money Whole(Dictionary<long, Money> sums) => new(sums.Values.Sum(sum => sum.Minor));

    private static async Task<List<RegionSales>> ByRegionAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel)
    {
        var rows = await asked.Lines(db).GroupBy(line => line.RegionId).Select(group => new
        {
            Region = group.Key,
            Contracts = group.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Signed = group.Sum(line => (long)(object)line.InTax),
            ExTax = group.Sum(line => (long)(object)line.ExTax),
            Cost = group.Sum(line => (long)(object)line.Cost),
        }).ToListAsync(cancel);
        return rows.ConvertAll(row => new RegionSales(row.Region, row.Contracts, new Money(row.Signed), new Money(row.ExTax), new Money(row.Cost)));
    }

    private static async Task<List<(DateOnly On, int Contracts, long Signed)>> ByDayAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel)
    {
        var rows = await asked.Lines(db).GroupBy(line => line.SignedOn).Select(group => new
        {
            On = group.Key,
            Contracts = group.Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().Count(),
            Signed = group.Sum(line => (long)(object)line.InTax),
        }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.On ?? default, row.Contracts, row.Signed));
    }
}
