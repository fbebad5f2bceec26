using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>One opportunity behind a figure, with the event that put it there.</summary>
/// <param name="Name">Null when the viewer does not see the opportunity now: then its number is all that is told.</param>
/// <param name="Counted">What it adds to the figure.</param>
public sealed record PipelineHit(
    long OpportunityId, string Number, string? Name, string? Customer, DateTime At, OpportunityEventKind Kind, int? FromStageId, int StageId,
    OpportunityState State, long? FromOwnerId, long? OwnerId, DateOnly? ExpectedBefore, DateOnly? ExpectedOn, DateTime StageSince, string? Reason, Money Counted)
{
    public Money AmountBefore { get; init; }

    public Money Amount { get; init; }

    /// <summary>How often its date was put off until now.</summary>
    public int Slips { get; init; }

    /// <summary>What is to be done next as it stands today; null where the viewer does not see the opportunity.</summary>
    public string? NextStep { get; init; }

    public DateOnly? NextDueOn { get; init; }

    /// <summary>By how many days its date moved; less than zero where it came nearer, null where one of the two is not known.</summary>
    public int? SlipDays => ExpectedOn is { } on && ExpectedBefore is { } before && on != before ? on.DayNumber - before.DayNumber : null;
}

/// <summary>Which entry of an opportunity counts, and how much.</summary>
/// <param name="Seq">The event that put it there; null: the last before <see cref="PipelineHits"/>' instant.</param>
/// <param name="Move">The move that put it there, where its number is not known.</param>
public readonly record struct PipelineMark(long OpportunityId, int? Seq, long Amount, StageMove? Move = null);

/// <summary>How an opportunity entered or left a stage at an instant.</summary>
public readonly record struct StageMove(int StageId, DateTime At, bool IsEntry)
{
    private static readonly OpportunityEventKind[] Ways =
        [OpportunityEventKind.Advanced, OpportunityEventKind.MovedBack, OpportunityEventKind.Won, OpportunityEventKind.Lost, OpportunityEventKind.Abandoned];

    public bool Is(OpportunityEvent row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.At == At && (IsEntry
            ? row.StageId == StageId && (row.FromStageId != StageId || row.Kind == OpportunityEventKind.Reopened)
            : row.FromStageId == StageId && Ways.Contains(row.Kind));
    }
}

/// <summary>From when to when a list looks.</summary>
/// <param name="From">What stood before then is what a mark without an event began from; null where only its last event counts.</param>
/// <param name="Kinds">The events that put an opportunity on the list; the last of them within is the one that is told, with its reason.</param>
public sealed record PipelineHitSpan(DateTime? From, DateTime Until, IReadOnlyList<OpportunityEventKind>? Kinds = null);

/// <summary>Every figure opens: the opportunities behind a number, exactly as many as it says.</summary>
public static class PipelineHits
{
    /// <param name="marks">Of one page.</param>
    public static async Task<IReadOnlyList<PipelineHit>> OfAsync(
        CrmDbContext db, Viewer viewer, IReadOnlyList<PipelineMark> marks, PipelineHitSpan span, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(span);
        var ids = marks.Select(mark => mark.OpportunityId).Distinct().ToList();
        var visible = db.Opportunities.VisibleTo(viewer);
        var rows = await (
            from row in db.OpportunityEvents.AsNoTracking()
            join opportunity in db.Opportunities on row.OpportunityId equals opportunity.Id
            where ids.Contains(row.OpportunityId) && row.At < span.Until
            select new Found
            {
                Row = row, Number = opportunity.Number, Name = opportunity.Name, Customer = opportunity.Customer == null ? null : opportunity.Customer.Name,
                Slips = opportunity.Slips, NextStep = opportunity.NextStep, NextDueOn = opportunity.NextDueOn, IsSeen = visible.Any(seen => seen.Id == opportunity.Id),
            }).ToListAsync(cancel);
        var byOpportunity = rows.ToLookup(row => row.Row.OpportunityId);
        return [.. marks.Select(mark => Hit(mark, [.. byOpportunity[mark.OpportunityId].OrderBy(row => row.Row.Seq)], span)).OfType<PipelineHit>()];
    }

    private static PipelineHit? Hit(PipelineMark mark, List<Found> past, PipelineHitSpan span)
    {
        if (mark.Seq is { } seq)
        {
            return past.Find(row => row.Row.Seq == seq) is { } counted ? Hit(mark, counted, counted.Row, null) : null;
        }

        if (mark.Move is { } move && past.FindLast(row => move.Is(row.Row)) is { } moved)
        {
            return Hit(mark, moved, moved.Row, null);
        }

        if (past.Count == 0)
        {
            return null;
        }

        var (last, start) = (past[^1], past.FindLast(row => row.Row.At < span.From)?.Row);
        var told = past.FindLast(row => row.Row.At >= span.From && span.Kinds is { } kinds && kinds.Contains(row.Row.Kind))?.Row ?? last.Row;
        return Hit(mark, last, told, span.From is null ? null : start ?? last.Row) with
        {
            FromStageId = span.From is null ? told.FromStageId : start?.StageId,
            FromOwnerId = span.From is null ? told.FromOwnerId : start?.OwnerId,
        };
    }

    /// <param name="told">The event that is told.</param>
    /// <param name="start">How it stood at the start; null where the event itself says what was before.</param>
    private static PipelineHit Hit(PipelineMark mark, Found last, OpportunityEvent told, OpportunityEvent? start) => new(
        mark.OpportunityId, last.Number, last.IsSeen ? last.Name : null, last.IsSeen ? last.Customer : null, told.At, told.Kind, told.FromStageId, last.Row.StageId,
        last.Row.State, told.FromOwnerId, last.Row.OwnerId, start is null ? told.ExpectedBefore : start.ExpectedOn, last.Row.ExpectedOn, last.Row.StageSince, told.Reason,
        new Money(mark.Amount))
    {
        AmountBefore = start?.Amount ?? told.AmountBefore,
        Amount = last.Row.Amount,
        Slips = last.Slips,
        NextStep = last.IsSeen ? last.NextStep : null,
        NextDueOn = last.IsSeen ? last.NextDueOn : null,
    };

    private sealed class Found
    {
        public required OpportunityEvent Row { get; init; }

        public required string Number { get; init; }

        public required string Name { get; init; }

        public string? Customer { get; init; }

        public int Slips { get; init; }

        public string? NextStep { get; init; }

        public DateOnly? NextDueOn { get; init; }

        public bool IsSeen { get; init; }
    }
}
