namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>A row of history with the instant at which the program learnt of it.</summary>
public sealed record RecordedMovement(OpportunityMovement Row, DateTime RecordedAt);

/// <summary>A figure's number and money.</summary>
/// <param name="Amount">In minor units.</param>
public readonly record struct PipelineSum(long Count, long Amount)
{
    public static PipelineSum operator -(PipelineSum one, PipelineSum other) => new(one.Count - other.Count, one.Amount - other.Amount);

    public static PipelineSum Subtract(PipelineSum one, PipelineSum other) => one - other;
}

/// <summary>What came late: the same week counted with all that is known now, and with what was known at an instant.</summary>
public static class LatePipeline
{
    /// <param name="rows">The whole histories of those of which something came late.</param>
    /// <param name="knownAt">What was recorded later was not known then. It is always the end of a history.</param>
    /// <returns>By how much the late rows changed each figure of each group, and of all under <see cref="LedgerKey.Total"/>.</returns>
    public static IReadOnlyDictionary<(string Key, PipelineFigure Figure), PipelineSum> Of(
        IReadOnlyCollection<RecordedMovement> rows, DateTime knownAt, PipelineSpan span, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var now = Sums(rows.Select(row => row.Row), span, view);
        var then = Sums(rows.GroupBy(row => row.Row.OpportunityId).SelectMany(history => Known(history, knownAt)), span, view);
        return now.Keys.Union(then.Keys).Select(key => (Key: key, Sum: now.GetValueOrDefault(key) - then.GetValueOrDefault(key)))
            .Where(pair => pair.Sum != default).ToDictionary(pair => pair.Key, pair => pair.Sum);
    }

    /// <summary>The history as it was known: its last row had no end yet.</summary>
    private static IEnumerable<OpportunityMovement> Known(IEnumerable<RecordedMovement> history, DateTime knownAt)
    {
        var known = history.Where(row => row.RecordedAt <= knownAt).Select(row => row.Row).OrderBy(row => row.Seq).ToList();
        return known.Select((row, i) => i < known.Count - 1 ? row : row with { UntilAt = null });
    }

    private static Dictionary<(string Key, PipelineFigure Figure), PipelineSum> Sums(IEnumerable<OpportunityMovement> rows, PipelineSpan span, PipelineView view)
    {
        var groups = PipelineWaterfall.Of(rows, [span.From, span.To], view).Select(weeks => weeks[0]).ToList();
        var total = groups.Aggregate(new PipelineRow(LedgerKey.Total), (sum, row) => sum.Add(row));
        return groups.Append(total).DistinctBy(row => row.Key)
            .SelectMany(row => PipelineFlow.Figures.Select(figure => (Key: (row.Key, figure), Sum: new PipelineSum(row.Count(figure), row.Amount(figure)))))
            .Where(pair => pair.Sum != default).ToDictionary(pair => pair.Key, pair => pair.Sum);
    }
}
