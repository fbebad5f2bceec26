using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.Pipeline;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>加权金额: what stands open in a region, each amount times its stage's probability.</summary>
/// <param name="Due">Of that, what is expected to be signed by the end of the days and is not held in cultivation.</param>
public readonly record struct WeightedPipeline(Money All, Money Due)
{
    public WeightedPipeline Plus(WeightedPipeline other) => new(All + other.All, Due + other.Due);

    /// <summary>商机覆盖率: what is expected ÷ what is still to be signed; null without a target, and when it is reached.</summary>
    public decimal? Coverage(Money? target, Money signed) =>
        target is { } wanted && wanted > signed ? decimal.Round(decimal.Divide(Due.Minor, (wanted - signed).Minor), 4) : null;
}

/// <summary>The open opportunities as they stood at the end of the days; today where these are not over yet.</summary>
public static class RegionPipeline
{
    public static bool IsFor(Viewer viewer) => viewer.May(RecordType.Opportunity, AccessAction.Read);

    /// <summary>By the region's number; 0 for those without one.</summary>
    public static Task<IReadOnlyDictionary<long, WeightedPipeline>> OfAsync(CrmDbContext db, SalesQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        return db.ReadAsync<IReadOnlyDictionary<long, WeightedPipeline>>(async () =>
        {
            List<Stock> stock = [];
            foreach (var rows in Standing(db, asked, today))
            {
                stock.AddRange(await rows.GroupBy(row => new { row.RegionId, row.StageId, IsDue = !row.IsHeld && row.ExpectedOn <= asked.To })
                    .Select(one => new Stock(one.Key.RegionId, one.Key.StageId, one.Key.IsDue, one.Sum(row => (long)(object)row.Amount))).ToListAsync(cancel));
            }

            return stock.GroupBy(alike => alike.RegionId ?? 0)
                .ToDictionary(region => region.Key, region => new WeightedPipeline(Weighted(db, region), Weighted(db, region.Where(alike => alike.IsDue))));
        }, cancel);
    }

    /// <summary>The opportunities that a sum is made of, as they stood, the biggest first, each with what it adds; and the sum, rounded by the region as in the report.</summary>
    /// <param name="onlyDue">See <see cref="WeightedPipeline.Due"/>.</param>
    public static Task<(IReadOnlyList<PipelineMark> Marks, Money Sum)> BehindAsync(
        CrmDbContext db, SalesQuestion asked, bool onlyDue, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        return db.ReadAsync<(IReadOnlyList<PipelineMark>, Money)>(async () =>
        {
            List<Stood> stood = [];
            foreach (var rows in Standing(db, asked, today))
            {
                stood.AddRange(await rows.Where(row => !onlyDue || (!row.IsHeld && row.ExpectedOn <= asked.To))
                    .Select(row => new Stood(row.OpportunityId, row.RegionId, row.StageId, (long)(object)row.Amount)).ToListAsync(cancel));
            }

            var marks = stood.Select(row => new PipelineMark(row.OpportunityId, null, db.Weighted([(row.StageId, row.Amount)]).Minor)).OrderByDescending(mark => mark.Amount).ThenBy(mark => mark.OpportunityId);
            return ([.. marks], new Money(stood.GroupBy(row => row.RegionId).Sum(region => db.Weighted(region.Select(row => (row.StageId, row.Amount))).Minor)));
        }, cancel);
    }

    private static IEnumerable<IQueryable<OpportunityEvent>> Standing(CrmDbContext db, SalesQuestion asked, DateOnly today) =>
        PipelineHistory.Standing(db, db.Company.Time.StartOf((asked.To < today ? asked.To : today).AddDays(1)))
            .Select(part => PipelineQuestion.SlicesOf(asked.Viewer).Concat(Slices(asked)).Aggregate(asked.NoRegion ? part.Where(row => row.RegionId == null) : part, Cut));

    private static IEnumerable<PipelineSlice> Slices(SalesQuestion asked)
    {
        var parts = new (PipelineGrouping By, long? Id)[] { (PipelineGrouping.Region, asked.Region), (PipelineGrouping.Team, asked.Team), (PipelineGrouping.Owner, asked.Owner) };
        return parts.Where(part => part.Id is not null).Select(part => new PipelineSlice(part.By, $"{part.Id}"));
    }

    private static IQueryable<OpportunityEvent> Cut(IQueryable<OpportunityEvent> rows, PipelineSlice slice)
    {
        var id = LedgerKey.IdOf(slice.Key);
        return slice.Grouping switch
        {
            _ when id is null => rows.Where(_ => false),
            PipelineGrouping.Region => rows.Where(row => row.RegionId == id),
            PipelineGrouping.Team => rows.Where(row => row.TeamId == id),
            _ => rows.Where(row => row.OwnerId == id),
        };
    }

    private static Money Weighted(CrmDbContext db, IEnumerable<Stock> stock) =>
        db.Weighted(stock.Select(alike => (alike.StageId, alike.Amount)));

    private sealed record Stood(long OpportunityId, long? RegionId, int StageId, long Amount);

    private sealed record Stock(long? RegionId, int StageId, bool IsDue, long Amount);
}
