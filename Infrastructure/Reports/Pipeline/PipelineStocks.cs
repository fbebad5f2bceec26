using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What stands open, summed up by the database by as much of it as somebody asked for.</summary>
internal static class PipelineStocks
{
    /// <summary>What stood open at the instant; see <see cref="PipelineHistory.Standing"/>.</summary>
    public static async Task<IReadOnlyList<PipelineStock>> StandingAsync(
        CrmDbContext db, DateTime at, DateTime? to, PipelineView view, bool isPlaced, CancellationToken cancel)
    {
        List<PipelineStock> stock = [];
        foreach (var part in PipelineHistory.Standing(db, at, to))
        {
            stock.AddRange(await OfAsync(db, part, view, isPlaced, cancel));
        }

        return stock;
    }

    /// <param name="rows">Rows of history that are how an opportunity stands open.</param>
    /// <param name="isPlaced">With stage, expected day and hold; otherwise all stages count as one.</param>
    private static async Task<IReadOnlyList<PipelineStock>> OfAsync(
        CrmDbContext db, IQueryable<OpportunityEvent> rows, PipelineView view, bool isPlaced, CancellationToken cancel)
    {
        var (byOwner, byTeam, byRegion) = (view.Asks(PipelineGrouping.Owner), view.Asks(PipelineGrouping.Team), view.Asks(PipelineGrouping.Region));
        var cut = rows.Select(row => new StockCut
        {
            OpportunityId = row.OpportunityId, StageId = isPlaced ? row.StageId : 0, ExpectedOn = isPlaced ? row.ExpectedOn : null, IsHeld = isPlaced && row.IsHeld,
            OwnerId = byOwner ? row.OwnerId : null, TeamId = byTeam ? row.TeamId : null, RegionId = byRegion ? row.RegionId : null, Amount = row.Amount,
        });
        var described = view.AsksForDescription
            ? cut.Join(db.Opportunities, row => row.OpportunityId, one => one.Id, (row, one) => new { Cut = row, one.ProductId, Category = one.Customer == null ? null : one.Customer.Category })
            : cut.Select(row => new { Cut = row, ProductId = (long?)null, Category = (string?)null });
        var sums =
            from row in described
            group row.Cut by new
            {
                row.Cut.StageId, row.Cut.ExpectedOn, row.Cut.IsHeld, row.Cut.OwnerId, row.Cut.TeamId, row.Cut.RegionId, row.ProductId, row.Category,
            } into alike
            select new StockSum
            {
                StageId = alike.Key.StageId, ExpectedOn = alike.Key.ExpectedOn, IsHeld = alike.Key.IsHeld, OwnerId = alike.Key.OwnerId, TeamId = alike.Key.TeamId,
                RegionId = alike.Key.RegionId, ProductId = alike.Key.ProductId, Category = alike.Key.Category,
                Count = alike.LongCount(), Amount = alike.Sum(row => (long)(object)row.Amount),
            };
        return (await sums.ToListAsync(cancel)).ConvertAll(sum => new PipelineStock(
            new(sum.StageId, OpportunityState.Open, sum.OwnerId, sum.TeamId, sum.RegionId, sum.Amount, sum.ExpectedOn, sum.IsHeld), new(sum.ProductId, sum.Category), sum.Count));
    }

    private sealed class StockCut
    {
        public long OpportunityId { get; init; }

        public int StageId { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public bool IsHeld { get; init; }

        public long? OwnerId { get; init; }

        public long? TeamId { get; init; }

        public long? RegionId { get; init; }

        public Money Amount { get; init; }
    }

    private sealed class StockSum
    {
        public int StageId { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public bool IsHeld { get; init; }

        public long? OwnerId { get; init; }

        public long? TeamId { get; init; }

        public long? RegionId { get; init; }

        public long? ProductId { get; init; }

        public string? Category { get; init; }

        public long Count { get; init; }

        public long Amount { get; init; }
    }
}
