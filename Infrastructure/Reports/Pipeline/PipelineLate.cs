using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>An event of the week, or from before it, that was recorded after the week was frozen.</summary>
public sealed record PipelineLateEvent(
    long EventId, long OpportunityId, string Number, string Name, DateTime At, DateTime RecordedAt, OpportunityEventKind Kind, int? FromStageId, int StageId,
    Money AmountBefore, Money Amount, string? Recorder, string? Reason);

/// <summary>更正项: frozen + what came late + what else is different = now.</summary>
/// <param name="Late">What the late events changed.</param>
public sealed record PipelineReconciled(string Key, string? Name, PipelineFigure Figure, PipelineSum Frozen, PipelineSum Late, PipelineSum Now)
{
    /// <summary>What no late event explains: a product or customer category that is another today, or a record that is no more.</summary>
    public PipelineSum Other => Now - Frozen - Late;
}

/// <summary>What was recorded of a week, or of the time before it, after it was frozen, and what that made of its figures.</summary>
public static class PipelineLate
{
    private static readonly KeysetOrder<OpportunityEvent, PipelineLateEvent> Latest =
        new(row => row.EventId, new KeysetLeg<OpportunityEvent, PipelineLateEvent, DateTime>(row => row.At, row => row.At));

    /// <summary>The latest first.</summary>
    public static Task<KeysetPage<PipelineLateEvent>> EventsAsync(
        CrmDbContext db, PipelineQuestion asked, FrozenSeal seal, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(seal);
        var late = PipelineHistory.Late(db, seal.At, db.Company.Time.BoundsOf(asked.Week).To);
        return Latest.PageAsync(late, rows => from row in rows
                                              join opportunity in db.Opportunities on row.OpportunityId equals opportunity.Id
                                              select new PipelineLateEvent(
                                                  row.Id, row.OpportunityId, opportunity.Number, opportunity.Name, row.At, row.RecordedAt, row.Kind,
                                                  row.FromStageId, row.StageId, row.AmountBefore, row.Amount,
                                                  db.People.Where(person => person.Id == row.ActorId).Select(person => person.Name).FirstOrDefault(), row.Reason),
            descending: true, cursor, size, cancel);
    }

    /// <summary>Every figure that is another today.</summary>
    public static async Task<IReadOnlyList<PipelineReconciled>> ReconcileAsync(
        CrmDbContext db, PipelineQuestion asked, PipelineOfWeek week, FrozenSeal seal, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(week);
        ArgumentNullException.ThrowIfNull(seal);
        var span = OpportunityPromotion.SpanOf(db, asked.Week);
        var late = LatePipeline.Of(await PipelineHistory.LateAsync(db, seal.At, span.To, asked.View, cancel), seal.At, span, asked.View);
        return [.. week.Adjustments.Select(figure => new PipelineReconciled(
            figure.Key, figure.Name, figure.Figure, Sum(figure.Frozen), late.GetValueOrDefault((figure.Key, figure.Figure)), Sum(figure.Now)))];
    }

    private static PipelineSum Sum(PipelineNumber number) => new(number.Count, number.Amount);
}
