using SiCrm.Domain.Opportunities;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>The figures of the waterfall (product text, section 5).</summary>
public enum PipelineFigure
{
    Opening,
    New,
    Reopened,

    /// <summary>Open opportunities whose amount rose; only its money enters the balance.</summary>
    Increased,
    Decreased,
    Won,
    Lost,
    Abandoned,
    MovedIn,
    MovedOut,
    Closing,
}

/// <summary>What one opportunity adds to one figure of one row.</summary>
/// <param name="Amount">In minor units, never below zero; the figure says its direction.</param>
public readonly record struct PipelineEntry(long OpportunityId, int Seq, string Group, PipelineFigure Figure, long Amount);

/// <summary>The waterfall's arithmetic: every row of history is some entries, and every figure the sum of its entries.</summary>
public static class PipelineFlow
{
    public static IReadOnlyList<PipelineFigure> Figures { get; } = Enum.GetValues<PipelineFigure>();

    /// <summary>How a figure enters the closing: 1, −1, or 0 for the closing itself.</summary>
    public static int SignOf(PipelineFigure figure) => figure switch
    {
        PipelineFigure.Closing => 0,
        PipelineFigure.Decreased or PipelineFigure.Won or PipelineFigure.Lost or PipelineFigure.Abandoned or PipelineFigure.MovedOut => -1,
        _ => 1,
    };

    /// <summary>Whether its number counts opportunities that came or went, not only their money.</summary>
    public static bool Counts(PipelineFigure figure) => figure is not (PipelineFigure.Increased or PipelineFigure.Decreased);

    /// <summary>The entry of an opportunity that stands at an instant, if it stands in any row.</summary>
    public static PipelineEntry? Standing(OpportunityMovement row, PipelineView view, PipelineFigure figure)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        return view.GroupOf(row.After, row.Opportunity) is { } group ? new(row.OpportunityId, row.Seq, group, figure, row.After.Amount) : null;
    }

    /// <summary>
    /// What happened at the row: a change of group is one <c>MovedOut</c> of the old and one <c>MovedIn</c> of the new at the amount
    /// before; won, lost and abandoned count in the group right before, all else right after.
    /// </summary>
    public static IEnumerable<PipelineEntry> Of(OpportunityMovement row, PipelineView view)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        var (before, after) = (view.GroupOf(row.Before, row.Opportunity), view.GroupOf(row.After, row.Opportunity));
        var (was, amount) = (row.Before?.Amount ?? 0, row.After.Amount);
        var isStaying = row.Before is { IsOpen: true } && row.After.IsOpen;
        if (before is not null && before != after)
        {
            yield return Entry(before, isStaying ? PipelineFigure.MovedOut : Ending(row.After.State), was);
        }

        if (after is not null && before != after)
        {
            yield return Entry(after, isStaying ? PipelineFigure.MovedIn : row.Before is null ? PipelineFigure.New : PipelineFigure.Reopened,
                isStaying && before is not null ? was : amount);
        }

        if (before is not null && after is not null && amount != was)
        {
            yield return Entry(after, amount > was ? PipelineFigure.Increased : PipelineFigure.Decreased, Math.Abs(amount - was));
        }

        PipelineEntry Entry(string group, PipelineFigure figure, long money) => new(row.OpportunityId, row.Seq, group, figure, money);
    }

    private static PipelineFigure Ending(OpportunityState state) => state switch
    {
        OpportunityState.Won => PipelineFigure.Won,
        OpportunityState.Lost => PipelineFigure.Lost,
        _ => PipelineFigure.Abandoned,
    };
}
