using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What moved, summed up by the database by as much of it as somebody asked for.</summary>
internal static class PipelineMoving
{
    private const int MostWeeks = PipelineLine.MeanWeeks + 1;

    /// <summary>All that happened from the first bound to the last.</summary>
    /// <param name="bounds">The first instants of at most nine weeks, and the instant after the last.</param>
    public static async Task<IReadOnlyList<PipelineMoves>> OfAsync(CrmDbContext db, IReadOnlyList<DateTime> bounds, PipelineView view, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bounds.Count, MostWeeks + 1);
        var (byOwner, byTeam, byRegion) = (view.Asks(PipelineGrouping.Owner), view.Asks(PipelineGrouping.Team), view.Asks(PipelineGrouping.Region));
        var (b1, b2, b3, b4, b5, b6, b7, b8) = (Bound(1), Bound(2), Bound(3), Bound(4), Bound(5), Bound(6), Bound(7), Bound(8));
        // Most rows only tell of stages, days and holds, which no waterfall does.
        var told = PipelineHistory.Happened(db, bounds[0], bounds[^1]).Where(row => row.FromStageId == null || row.FromState != row.State
            || row.Amount != row.AmountBefore || row.FromOwnerId != row.OwnerId || row.FromTeamId != row.TeamId);
        var cut = told.Select(row => new MoveCut
        {
            OpportunityId = row.OpportunityId,
            Week = (row.At >= b1 ? 1 : 0) + (row.At >= b2 ? 1 : 0) + (row.At >= b3 ? 1 : 0) + (row.At >= b4 ? 1 : 0)
                + (row.At >= b5 ? 1 : 0) + (row.At >= b6 ? 1 : 0) + (row.At >= b7 ? 1 : 0) + (row.At >= b8 ? 1 : 0),
            Way = row.Amount > row.AmountBefore ? 1 : row.Amount < row.AmountBefore ? -1 : 0,
            FromState = row.FromStageId == null ? null : row.FromState, State = row.State,
            FromOwnerId = byOwner ? row.FromOwnerId : null, OwnerId = byOwner ? row.OwnerId : null,
            FromTeamId = byTeam ? row.FromTeamId : null, TeamId = byTeam ? row.TeamId : null, RegionId = byRegion ? row.RegionId : null,
            AmountBefore = row.AmountBefore, Amount = row.Amount,
        });
        var described = view.AsksForDescription
            ? cut.Join(db.Opportunities, row => row.OpportunityId, one => one.Id, (row, one) => new { Cut = row, one.ProductId, Category = one.Customer == null ? null : one.Customer.Category })
            : cut.Select(row => new { Cut = row, ProductId = (long?)null, Category = (string?)null });
        var sums =
            from row in described
            group row.Cut by new
            {
                row.Cut.Week, row.Cut.Way, row.Cut.FromState, row.Cut.State, row.Cut.FromOwnerId, row.Cut.OwnerId, row.Cut.FromTeamId, row.Cut.TeamId, row.Cut.RegionId,
                row.ProductId, row.Category,
            } into alike
            select new MoveSum
            {
                Week = alike.Key.Week, FromState = alike.Key.FromState, State = alike.Key.State, FromOwnerId = alike.Key.FromOwnerId, OwnerId = alike.Key.OwnerId,
                FromTeamId = alike.Key.FromTeamId, TeamId = alike.Key.TeamId, RegionId = alike.Key.RegionId, ProductId = alike.Key.ProductId, Category = alike.Key.Category,
                Count = alike.LongCount(), Before = alike.Sum(row => (long)(object)row.AmountBefore), Amount = alike.Sum(row => (long)(object)row.Amount),
            };
        return (await sums.ToListAsync(cancel)).ConvertAll(sum => new PipelineMoves(sum.Week, sum.Row(bounds[sum.Week]), sum.Count));

        DateTime Bound(int week) => week < bounds.Count - 1 ? bounds[week] : bounds[^1];
    }

    private sealed class MoveCut
    {
        public long OpportunityId { get; init; }

        public int Week { get; init; }

        public int Way { get; init; }

        public OpportunityState? FromState { get; init; }

        public OpportunityState State { get; init; }

        public long? FromOwnerId { get; init; }

        public long? OwnerId { get; init; }

        public long? FromTeamId { get; init; }

        public long? TeamId { get; init; }

        public long? RegionId { get; init; }

        public Money AmountBefore { get; init; }

        public Money Amount { get; init; }
    }

    private sealed class MoveSum
    {
        public int Week { get; init; }

        public OpportunityState? FromState { get; init; }

        public OpportunityState State { get; init; }

        public long? FromOwnerId { get; init; }

        public long? OwnerId { get; init; }

        public long? FromTeamId { get; init; }

        public long? TeamId { get; init; }

        public long? RegionId { get; init; }

        public long? ProductId { get; init; }

        public string? Category { get; init; }

        public long Count { get; init; }

        public long Before { get; init; }

        public long Amount { get; init; }

        /// <summary>One row for all of them; what the waterfall does not look at is empty in it.</summary>
        public OpportunityMovement Row(DateTime at) => new(
            0, 0, at, null, OpportunityEventKind.Advanced,
            FromState is { } state ? new OpportunityStanding(0, state, FromOwnerId, FromTeamId, RegionId, Before, null, false) : null,
            new OpportunityStanding(0, State, OwnerId, TeamId, RegionId, Amount, null, false), new OpportunityAttributes(ProductId, Category));
    }
}
