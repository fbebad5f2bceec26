using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <summary>Open leads of one status, and what they are worth in minor units.</summary>
public readonly record struct StatusBalance(LeadStatus Status, long Leads, long Amount);

/// <summary>Leads that went from one point to another in all weeks of a span.</summary>
public sealed record MatrixFlow(LedgerPoint From, LedgerPoint To, long Leads, long AmountFrom, long AmountTo);

/// <param name="Amount">What they were worth at the end, or when they left.</param>
public sealed record MatrixCell(LedgerPoint From, LedgerPoint To, long Leads, long Amount);

/// <summary>
/// The matrix of a week: each lead open at the start, or come within it, once, by where it began and where it ended.
/// Leads without an event stand on the diagonal; row sums are opening and captured, column sums closing and left.
/// </summary>
public static class PromotionMatrix
{
    public static IReadOnlyList<MatrixCell> Of(IEnumerable<StatusBalance> opening, IReadOnlyCollection<LeadWeekPath> paths)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var idle = opening.Select(balance => (Point: LedgerPoints.Of(balance.Status), balance.Leads, balance.Amount))
            .Concat(paths.Where(path => path.From.IsOpen()).Select(path => (Point: path.From, Leads: -path.Leads, Amount: -path.AmountFrom)))
            .Select(part => new MatrixCell(part.Point, part.Point, part.Leads, part.Amount));
        return [.. idle.Concat(paths.Select(path => new MatrixCell(path.From, path.To, path.Leads, path.AmountTo)))
            .GroupBy(cell => (cell.From, cell.To))
            .Select(cells => new MatrixCell(cells.Key.From, cells.Key.To, cells.Sum(cell => cell.Leads), cells.Sum(cell => cell.Amount)))
            .Where(cell => cell.Leads != 0 || cell.Amount != 0)
            .OrderBy(cell => cell.From).ThenBy(cell => cell.To)];
    }

    /// <summary>The opening of a week: what ended in each open status in all weeks before, less what began there.</summary>
    public static IEnumerable<StatusBalance> OpeningOf(IEnumerable<MatrixFlow> earlierWeeks) =>
        earlierWeeks
            .SelectMany(path => ((LedgerPoint Point, long Leads, long Amount)[])
                [(path.From, -path.Leads, -path.AmountFrom), (path.To, path.Leads, path.AmountTo)])
            .Where(part => part.Point.IsOpen())
            .GroupBy(part => part.Point)
            .Select(parts => new StatusBalance(
                Enum.Parse<LeadStatus>(parts.Key.ToString()), parts.Sum(part => part.Leads), parts.Sum(part => part.Amount)));
}
