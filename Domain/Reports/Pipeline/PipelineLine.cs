namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>One cell of the waterfall: this week, the week before, and the mean of the eight weeks before.</summary>
/// <param name="Amount">In minor units, as the other amounts.</param>
public readonly record struct PipelineNumber(long Count, long Amount, long PreviousCount, long PreviousAmount, decimal MeanCount, decimal MeanAmount);

/// <summary>One row of the waterfall as it is shown and frozen.</summary>
/// <param name="Name">Null where the key itself says it.</param>
/// <param name="Numbers">In the order of <see cref="PipelineFigure"/>.</param>
public sealed record PipelineLine(string Key, string? Name, IReadOnlyList<PipelineNumber> Numbers)
{
    public const int MeanWeeks = 8;

    public PipelineNumber this[PipelineFigure figure] => Numbers[(int)figure];

    /// <param name="weeks">The row week by week, the reported week last and eight before it.</param>
    public static PipelineLine Of(string? name, IReadOnlyList<PipelineRow> weeks)
    {
        ArgumentNullException.ThrowIfNull(weeks);
        var (now, previous) = (weeks[^1], weeks[^2]);
        var before = weeks.SkipLast(1).TakeLast(MeanWeeks).ToList();
        return new PipelineLine(now.Key, name, [.. PipelineFlow.Figures.Select(figure => new PipelineNumber(
            now.Count(figure), now.Amount(figure), previous.Count(figure), previous.Amount(figure),
            before.Sum(row => row.Count(figure)) / (decimal)MeanWeeks, before.Sum(row => row.Amount(figure)) / (decimal)MeanWeeks))]);
    }
}
