namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>One row of the waterfall: a group's opportunities from opening to closing, in number and in money.</summary>
/// <param name="key">See <see cref="PipelineKey"/>.</param>
public sealed class PipelineRow(string key)
{
    private readonly long[] _counts = new long[PipelineFlow.Figures.Count];
    private readonly long[] _amounts = new long[PipelineFlow.Figures.Count];

    public string Key { get; } = key;

    public bool IsEmpty => Array.TrueForAll(_counts, number => number == 0);

    public long Count(PipelineFigure figure) => figure == PipelineFigure.Closing ? Sum(_counts, PipelineFlow.Counts) : _counts[(int)figure];

    /// <summary>In minor units.</summary>
    public long Amount(PipelineFigure figure) => figure == PipelineFigure.Closing ? Sum(_amounts, _ => true) : _amounts[(int)figure];

    public void Add(PipelineFigure figure, long count, long amount)
    {
        _counts[(int)figure] += count;
        _amounts[(int)figure] = checked(_amounts[(int)figure] + amount);
    }

    public PipelineRow Add(PipelineRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var figure in PipelineFlow.Figures)
        {
            _counts[(int)figure] += other._counts[(int)figure];
            _amounts[(int)figure] += other._amounts[(int)figure];
        }

        return this;
    }

    /// <summary>The row of the week after, before anything has happened in it.</summary>
    public PipelineRow Next()
    {
        var next = new PipelineRow(Key);
        next._counts[(int)PipelineFigure.Opening] = Count(PipelineFigure.Closing);
        next._amounts[(int)PipelineFigure.Opening] = Amount(PipelineFigure.Closing);
        return next;
    }

    private static long Sum(long[] numbers, Func<PipelineFigure, bool> counts) =>
        PipelineFlow.Figures.Where(counts).Sum(figure => PipelineFlow.SignOf(figure) * numbers[(int)figure]);
}

/// <summary>The waterfall of some weeks that follow each other, row by row.</summary>
public static class PipelineWaterfall
{
    /// <param name="rows">All that stood open when the first week began, and all that happened since; in any order.</param>
    /// <param name="bounds">The weeks' first instants, and the instant after the last.</param>
    /// <returns>For every group its row of every week.</returns>
    public static IReadOnlyList<IReadOnlyList<PipelineRow>> Of(IEnumerable<OpportunityMovement> rows, IReadOnlyList<DateTime> bounds, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        var known = rows.Where(row => row.At < bounds[^1]).ToLookup(row => row.At >= bounds[0]);
        return Of(
            known[false].Where(row => row.HoldsAt(bounds[0])).Select(row => new PipelineStock(row.After, row.Opportunity, 1)),
            known[true].Select(row => new PipelineMoves(WeekOf(row.At, bounds), row, 1)), bounds.Count - 1, view);
    }

    /// <param name="stock">What stood open when the first week began.</param>
    /// <param name="moves">What happened since.</param>
    /// <returns>For every group its row of every week.</returns>
    public static IReadOnlyList<IReadOnlyList<PipelineRow>> Of(
        IEnumerable<PipelineStock> stock, IEnumerable<PipelineMoves> moves, int weekCount, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(stock);
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(view);
        var groups = new Dictionary<string, PipelineRow[]>();
        foreach (var alike in stock)
        {
            if (view.GroupOf(alike.Standing, alike.Opportunity) is { } group)
            {
                WeeksOf(group)[0].Add(PipelineFigure.Opening, alike.Count, alike.Standing.Amount);
            }
        }

        foreach (var alike in moves)
        {
            foreach (var entry in PipelineFlow.Of(alike.Row, view))
            {
                WeeksOf(entry.Group)[alike.Week].Add(entry.Figure, alike.Count, entry.Amount);
            }
        }

        return [.. groups.Values.Select(Chained)];

        PipelineRow[] WeeksOf(string group) => groups.TryGetValue(group, out var weeks) ? weeks
            : groups[group] = [.. Enumerable.Range(0, weekCount).Select(_ => new PipelineRow(group))];
    }

    /// <summary>Every week opens with what the one before closed with.</summary>
    private static IReadOnlyList<PipelineRow> Chained(PipelineRow[] weeks)
    {
        for (var i = 1; i < weeks.Length; i++)
        {
            weeks[i] = weeks[i - 1].Next().Add(weeks[i]);
        }

        return weeks;
    }

    private static int WeekOf(DateTime at, IReadOnlyList<DateTime> bounds)
    {
        var week = 0;
        while (week < bounds.Count - 1 && bounds[week + 1] <= at)
        {
            week++;
        }

        return week;
    }
}
