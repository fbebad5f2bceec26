using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
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
            var view = new PipelineView(PipelineGrouping.Region, [.. PipelineQuestion.SlicesOf(asked.Viewer), .. Slices(asked)]);
            List<PipelineStock> stock = [];
            foreach (var part in PipelineHistory.Standing(db, db.Company.Time.StartOf((asked.To < today ? asked.To : today).AddDays(1))))
            {
                stock.AddRange(await PipelineStocks.OfAsync(db, part, view, isPlaced: true, cancel));
            }

            return stock.Where(alike => view.Has(alike.Standing, alike.Opportunity)).GroupBy(alike => alike.Standing.RegionId ?? 0)
                .ToDictionary(region => region.Key, region => new WeightedPipeline(
                    Weighted(db, region), Weighted(db, region.Where(alike => !alike.Standing.IsHeld && alike.Standing.ExpectedOn <= asked.To))));
        }, cancel);
    }

    private static IEnumerable<PipelineSlice> Slices(SalesQuestion asked)
    {
        var parts = new (PipelineGrouping By, long? Id)[] { (PipelineGrouping.Region, asked.Region), (PipelineGrouping.Team, asked.Team), (PipelineGrouping.Owner, asked.Owner) };
        return parts.Where(part => part.Id is not null).Select(part => new PipelineSlice(part.By, $"{part.Id}"));
    }

    private static Money Weighted(CrmDbContext db, IEnumerable<PipelineStock> stock) =>
        new((long)decimal.Round(stock.Sum(alike => (decimal)alike.Standing.Amount * db.Company.Facts.Stages.Of(alike.Standing.StageId).Probability) / 100, MidpointRounding.AwayFromZero));
}
