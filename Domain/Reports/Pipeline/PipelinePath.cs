using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>How an opportunity stands at the start or the end of a week.</summary>
public enum PipelineEdge
{
    Open,
    New,
    Reopened,

    /// <summary>It came from beyond what is asked for.</summary>
    MovedIn,
    Won,
    Lost,
    Abandoned,

    /// <summary>It went beyond what is asked for.</summary>
    MovedOut,
}

/// <summary>The lists beside the matrices (product text, section 5).</summary>
public enum PipelineList
{
    /// <summary>From Current to a later horizon.</summary>
    Slipped,

    /// <summary>From a later horizon to Current, because its date or its hold changed, not because the period did.</summary>
    PulledIn,

    /// <summary>At least one move back to an earlier stage.</summary>
    MovedBack,

    /// <summary>Open at the end, and for more than 14 days neither has anything of it changed nor was anything done for it.</summary>
    Untouched,
}

/// <summary>The way of one opportunity through a week: where it began, where it ended.</summary>
/// <param name="Start">At the week's start, or as it came.</param>
/// <param name="End">At the week's end, or as it left.</param>
/// <param name="LastAt">Its last event by the week's end.</param>
public sealed record PipelinePath(
    long OpportunityId, PipelineEdge From, PipelineEdge To, OpportunityStanding Start, OpportunityStanding End, bool HasMovedBack, DateTime LastAt)
{
    /// <summary>Something was done for it within the 14 days before the week's end: an action of its plan, presales work, a talk with one who decides on it.</summary>
    public bool IsWorkedOn { get; init; }
}

/// <summary>A place of the matrix: a stage or a horizon of those open, else the edge alone.</summary>
public readonly record struct PipelinePoint(PipelineEdge Edge, int Place)
{
    /// <summary>As addresses and frozen weeks write it: <c>Open.3</c>, <c>Won</c>.</summary>
    public override string ToString() => Edge == PipelineEdge.Open ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Open.{Place}") : $"{Edge}";
}

/// <param name="Amount">In minor units: what they were worth at the end, or when they left.</param>
/// <param name="AmountFrom">What they were worth at the start, or when they came.</param>
public sealed record PipelineCell(PipelinePoint From, PipelinePoint To, long Count, long Amount, long AmountFrom);

/// <summary>The two ends of a week, with the fiscal period that each of them lies in: it is what horizons are judged by.</summary>
public readonly record struct PipelineSpan(DateTime From, DateTime To, FiscalSpan PeriodFrom, FiscalSpan PeriodTo)
{
    private static readonly TimeSpan Untouched = TimeSpan.FromDays(14);

    /// <summary>What was last touched before that instant is untouched at the week's end.</summary>
    public DateTime TouchedFrom => To - Untouched;

    public static PipelineSpan Of(IsoWeek week, CompanyTime time, Func<DateOnly, FiscalSpan> period)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(period);
        var (from, to) = time.BoundsOf(week);
        return new(from, to, period(time.DayOf(from)), period(time.DayOf(to)));
    }
}

/// <summary>
/// The matrices of a week: each opportunity open at the start, or come within it, once. Row sums are opening, new and reopened;
/// column sums closing and left.
/// </summary>
public static class PipelinePaths
{
    /// <param name="rows">All that stood open when the week began, and all that happened in it; in any order.</param>
    public static IReadOnlyList<PipelinePath> Of(IEnumerable<OpportunityMovement> rows, PipelineSpan span, PipelineView view) =>
        [.. rows.Where(row => row.At < span.To && (row.At >= span.From || row.HoldsAt(span.From)))
            .GroupBy(row => row.OpportunityId)
            .Select(history => PathOf([.. history.OrderBy(row => row.Seq)], span, view)).OfType<PipelinePath>()];

    /// <param name="stock">Those of which nothing changed within the week, as far as they are not among the paths.</param>
    public static IReadOnlyList<PipelineCell> Stages(IEnumerable<PipelinePath> paths, params IEnumerable<PipelineStock> stock) =>
        Matrix(paths, PointsOfStages, stock, standing => (Point(PipelineEdge.Open, standing.StageId), Point(PipelineEdge.Open, standing.StageId)));

    /// <param name="stock">Those of which nothing changed within the week, as far as they are not among the paths.</param>
    public static IReadOnlyList<PipelineCell> Horizons(IEnumerable<PipelinePath> paths, PipelineSpan span, params IEnumerable<PipelineStock> stock) =>
        Matrix(paths, path => PointsOfHorizons(path, span), stock, standing => (
            Point(PipelineEdge.Open, (int)HorizonOf(standing, span.PeriodFrom)), Point(PipelineEdge.Open, (int)HorizonOf(standing, span.PeriodTo))));

    public static (PipelinePoint From, PipelinePoint To) PointsOfStages(PipelinePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return (Point(path.From, path.Start.StageId), Point(path.To, path.End.StageId));
    }

    public static (PipelinePoint From, PipelinePoint To) PointsOfHorizons(PipelinePath path, PipelineSpan span)
    {
        ArgumentNullException.ThrowIfNull(path);
        return (Point(path.From, (int)HorizonOf(path.Start, span.PeriodFrom)), Point(path.To, (int)HorizonOf(path.End, span.PeriodTo)));
    }

    public static bool IsIn(this PipelinePath path, PipelineList list, PipelineSpan span)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (from, to) = (HorizonOf(path.Start, span.PeriodFrom), HorizonOf(path.End, span.PeriodTo));
        var isOpen = path is { From: PipelineEdge.Open, To: PipelineEdge.Open };
        return list switch
        {
            PipelineList.Slipped => isOpen && from == Horizon.Current && to != Horizon.Current,
            PipelineList.PulledIn => isOpen && from != Horizon.Current && to == Horizon.Current
                && (path.Start.ExpectedOn, path.Start.IsHeld) != (path.End.ExpectedOn, path.End.IsHeld),
            PipelineList.MovedBack => path.HasMovedBack,
            _ => path is { To: PipelineEdge.Open, IsWorkedOn: false } && path.LastAt < span.TouchedFrom,
        };
    }

    public static Horizon HorizonOf(in OpportunityStanding standing, FiscalSpan period) => Opportunities.Horizons.Of(standing.ExpectedOn, standing.IsHeld, period);

    private static IReadOnlyList<PipelineCell> Matrix(
        IEnumerable<PipelinePath> paths, Func<PipelinePath, (PipelinePoint From, PipelinePoint To)> points,
        IEnumerable<PipelineStock> stock, Func<OpportunityStanding, (PipelinePoint From, PipelinePoint To)> place) =>
        [.. paths.Select(path => (Points: points(path), Count: 1L, path.End.Amount, AmountFrom: path.Start.Amount))
            .Concat(stock.Select(alike => (Points: place(alike.Standing), alike.Count, alike.Standing.Amount, AmountFrom: alike.Standing.Amount)))
            .GroupBy(part => part.Points).Select(cell => new PipelineCell(
                cell.Key.From, cell.Key.To, cell.Sum(part => part.Count), cell.Sum(part => part.Amount), cell.Sum(part => part.AmountFrom)))];

    private static PipelinePoint Point(PipelineEdge edge, int place) => new(edge, edge == PipelineEdge.Open ? place : 0);

    private static PipelinePath? PathOf(OpportunityMovement[] rows, PipelineSpan span, PipelineView view)
    {
        PipelinePath? path = null;
        foreach (var row in rows)
        {
            path = row.At < span.From ? Began(row, view) : Followed(path, row, view);
        }

        return path is null ? null : path with { LastAt = rows[^1].At };
    }

    private static PipelinePath? Began(OpportunityMovement row, PipelineView view) => view.GroupOf(row.After, row.Opportunity) is null ? null
        : new PipelinePath(row.OpportunityId, PipelineEdge.Open, PipelineEdge.Open, row.After, row.After, false, row.At);

    private static PipelinePath? Followed(PipelinePath? path, OpportunityMovement row, PipelineView view)
    {
        var (was, isIn) = (view.GroupOf(row.Before, row.Opportunity) is not null, view.GroupOf(row.After, row.Opportunity) is not null);
        if (isIn)
        {
            path ??= new PipelinePath(row.OpportunityId, Entry(row), PipelineEdge.Open, row.After, row.After, false, row.At);
            return path with { To = PipelineEdge.Open, End = row.After, HasMovedBack = path.HasMovedBack || row.Kind == OpportunityEventKind.MovedBack };
        }

        return was && path is not null && row.Before is { } before ? path with { To = Exit(row.After), End = before } : path;
    }

    private static PipelineEdge Entry(OpportunityMovement row) => row.Before switch
    {
        null => PipelineEdge.New,
        { IsOpen: true } => PipelineEdge.MovedIn,
        _ => PipelineEdge.Reopened,
    };

    private static PipelineEdge Exit(in OpportunityStanding after) => after.State switch
    {
        OpportunityState.Won => PipelineEdge.Won,
        OpportunityState.Lost => PipelineEdge.Lost,
        OpportunityState.Abandoned => PipelineEdge.Abandoned,
        _ => PipelineEdge.MovedOut,
    };
}
