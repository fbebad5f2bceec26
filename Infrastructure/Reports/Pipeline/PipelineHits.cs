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
    OpportunityState State, long? FromOwnerId, long? OwnerId, DateOnly? ExpectedBefore, DateOnly? ExpectedOn, DateTime StageSince, string? Reason, Money Counted);

/// <summary>Which entry of an opportunity counts, and how much.</summary>
/// <param name="Seq">The event that put it there; null: the last before <see cref="PipelineHits"/>' instant.</param>
public readonly record struct PipelineMark(long OpportunityId, int? Seq, long Amount);

/// <summary>Every figure opens: the opportunities behind a number, exactly as many as it says.</summary>
public static class PipelineHits
{
    /// <param name="marks">Of one page.</param>
    /// <param name="until">The instant by which a mark without an event is meant.</param>
    public static async Task<IReadOnlyList<PipelineHit>> OfAsync(
        CrmDbContext db, Viewer viewer, IReadOnlyList<PipelineMark> marks, DateTime until, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(marks);
        var ids = marks.Select(mark => mark.OpportunityId).Distinct().ToList();
        var visible = db.Opportunities.VisibleTo(viewer);
        var rows = await (
            from row in db.OpportunityEvents.AsNoTracking()
            join opportunity in db.Opportunities on row.OpportunityId equals opportunity.Id
            where ids.Contains(row.OpportunityId) && row.At < until
            select new
            {
                Row = row, opportunity.Number, opportunity.Name, Customer = opportunity.Customer == null ? null : opportunity.Customer.Name,
                IsSeen = visible.Any(seen => seen.Id == opportunity.Id),
            }).ToListAsync(cancel);
        var byOpportunity = rows.ToLookup(row => row.Row.OpportunityId);
        return
        [
            .. from mark in marks
               let found = byOpportunity[mark.OpportunityId].Where(row => mark.Seq is null || row.Row.Seq == mark.Seq).MaxBy(row => row.Row.Seq)
               where found is not null
               select new PipelineHit(
                   mark.OpportunityId, found.Number, found.IsSeen ? found.Name : null, found.IsSeen ? found.Customer : null,
                   found.Row.At, found.Row.Kind, found.Row.FromStageId, found.Row.StageId, found.Row.State, found.Row.FromOwnerId, found.Row.OwnerId,
                   found.Row.ExpectedBefore, found.Row.ExpectedOn, found.Row.StageSince, found.Row.Reason, new Money(mark.Amount)),
        ];
    }
}
