using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>A row of history as it is read for counting; cut to the viewer's slices by who counts it.</summary>
internal sealed class PipelineHistory
{
    private static readonly Expression<Func<OpportunityEvent, PipelineHistory>> Plain = row => new PipelineHistory
    {
        OpportunityId = row.OpportunityId, Seq = row.Seq, At = row.At, UntilAt = row.UntilAt, Kind = row.Kind,
        FromStageId = row.FromStageId, StageId = row.StageId, FromState = row.FromState, State = row.State,
        FromOwnerId = row.FromOwnerId, OwnerId = row.OwnerId, FromTeamId = row.FromTeamId, TeamId = row.TeamId, RegionId = row.RegionId,
        AmountBefore = row.AmountBefore, Amount = row.Amount, ExpectedBefore = row.ExpectedBefore, ExpectedOn = row.ExpectedOn, IsHeld = row.IsHeld,
        ProductId = null, Category = null,
    };

    public long OpportunityId { get; init; }

    public int Seq { get; init; }

    public DateTime At { get; init; }

    public DateTime? UntilAt { get; init; }

    public OpportunityEventKind Kind { get; init; }

    public int? FromStageId { get; init; }

    public int StageId { get; init; }

    public OpportunityState? FromState { get; init; }

    public OpportunityState State { get; init; }

    public long? FromOwnerId { get; init; }

    public long? OwnerId { get; init; }

    public long? FromTeamId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public Money AmountBefore { get; init; }

    public Money Amount { get; init; }

    public DateOnly? ExpectedBefore { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public bool IsHeld { get; init; }

    public long? ProductId { get; init; }

    public string? Category { get; init; }

    private OpportunityMovement Movement => new(
        OpportunityId, Seq, At, UntilAt, Kind,
        FromStageId is not { } stage || FromState is not { } state ? null
            : new OpportunityStanding(stage, state, FromOwnerId, FromTeamId, RegionId, AmountBefore.Minor, ExpectedBefore,
                OpportunityMovement.WasHeld(Kind, IsHeld)),
        new OpportunityStanding(StageId, State, OwnerId, TeamId, RegionId, Amount.Minor, ExpectedOn, IsHeld),
        new OpportunityAttributes(ProductId, Category));

    /// <summary>All that stood open at the first instant, and all that happened until the second.</summary>
    public static Task<IReadOnlyList<OpportunityMovement>> ReadAsync(CrmDbContext db, DateTime from, DateTime to, PipelineView view, CancellationToken cancel) =>
        ReadAsync(db, Parts(db, from, to), view, cancel);

    public static async Task<IReadOnlyList<OpportunityMovement>> ReadAsync(
        CrmDbContext db, IEnumerable<IQueryable<OpportunityEvent>> parts, PipelineView view, CancellationToken cancel)
    {
        var rows = new List<OpportunityMovement>();
        foreach (var part in parts)
        {
            await foreach (var row in Described(db, part, view).AsAsyncEnumerable().WithCancellation(cancel))
            {
                rows.Add(row.Movement);
            }
        }

        return rows;
    }

    /// <summary>The whole history by the instant of those of which something was recorded after another instant, with when each row was.</summary>
    public static async Task<IReadOnlyList<RecordedMovement>> LateAsync(
        CrmDbContext db, DateTime recordedAfter, DateTime to, PipelineView view, CancellationToken cancel)
    {
        var late = Late(db, recordedAfter, to).Select(row => row.OpportunityId);
        var whole = db.OpportunityEvents.AsNoTracking().Where(row => row.At < to && late.Contains(row.OpportunityId));
        var recorded = await whole.ToDictionaryAsync(row => (row.OpportunityId, row.Seq), row => row.RecordedAt, cancel);
        var rows = await Described(db, whole, view).ToListAsync(cancel);
        return rows.ConvertAll(row => new RecordedMovement(row.Movement, recorded[(row.OpportunityId, row.Seq)]));
    }

    /// <summary>
    /// Something was recorded after the row into a time that was over. Asked of the few new rows: asked for both at once, the database may go
    /// through all the old ones.
    /// </summary>
    /// <param name="last">The number of the last row that is known.</param>
    public static async Task<bool> IsRewrittenAsync(CrmDbContext db, long last, DateTime before, CancellationToken cancel) =>
        await db.OpportunityEvents.Where(row => row.Id > last).Select(row => row.At).AsAsyncEnumerable().AnyAsync(at => at < before, cancel);

    /// <summary>What happened before the instant and was recorded after the other one.</summary>
    public static IQueryable<OpportunityEvent> Late(CrmDbContext db, DateTime recordedAfter, DateTime to) =>
        db.OpportunityEvents.AsNoTracking().Where(row => row.RecordedAt > row.At && row.RecordedAt > recordedAfter && row.At < to);

    /// <summary>Three walks along an index each.</summary>
    public static IEnumerable<IQueryable<OpportunityEvent>> Parts(CrmDbContext db, DateTime from, DateTime to) =>
        [.. Standing(db, from), Happened(db, from, to)];

    /// <summary>How each of those stood that were open at the instant: what still stands so, and what has changed since.</summary>
    /// <param name="to">Of what has changed since, only that which had not by this instant.</param>
    public static IEnumerable<IQueryable<OpportunityEvent>> Standing(CrmDbContext db, DateTime at, DateTime? to = null)
    {
        var (open, until) = (Open(db, at), to ?? at);
        return [open.Where(row => row.UntilAt == null), open.Where(row => row.UntilAt >= until)];
    }

    /// <summary>How each of those stood that were open at the first instant and changed before the second.</summary>
    public static IQueryable<OpportunityEvent> Changed(CrmDbContext db, DateTime from, DateTime to) =>
        Open(db, from).Where(row => row.UntilAt >= from && row.UntilAt < to);

    public static IQueryable<OpportunityEvent> Happened(CrmDbContext db, DateTime from, DateTime to) =>
        db.OpportunityEvents.AsNoTracking().Where(row => row.At >= from && row.At < to);

    private static IQueryable<OpportunityEvent> Open(CrmDbContext db, DateTime at) =>
        db.OpportunityEvents.AsNoTracking().Where(row => row.State == OpportunityState.Open && row.At < at);

    private static IQueryable<PipelineHistory> Described(CrmDbContext db, IQueryable<OpportunityEvent> rows, PipelineView view)
    {
        if (!view.AsksForDescription)
        {
            return rows.Select(Plain);
        }

        return
            from row in rows
            join opportunity in db.Opportunities on row.OpportunityId equals opportunity.Id
            select new PipelineHistory
            {
                OpportunityId = row.OpportunityId, Seq = row.Seq, At = row.At, UntilAt = row.UntilAt, Kind = row.Kind,
                FromStageId = row.FromStageId, StageId = row.StageId, FromState = row.FromState, State = row.State,
                FromOwnerId = row.FromOwnerId, OwnerId = row.OwnerId, FromTeamId = row.FromTeamId, TeamId = row.TeamId, RegionId = row.RegionId,
                AmountBefore = row.AmountBefore, Amount = row.Amount, ExpectedBefore = row.ExpectedBefore, ExpectedOn = row.ExpectedOn, IsHeld = row.IsHeld,
                ProductId = opportunity.ProductId, Category = opportunity.Customer == null ? null : opportunity.Customer.Category,
            };
    }
}
