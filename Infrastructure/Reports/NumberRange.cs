using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Reports;

/// <summary>
/// Between which numbers the records of a period lie. Those of a year follow each other closely: told the first and the last, the database reads them
/// in one walk, where it went its way through an index for each of 20,000.
/// </summary>
internal sealed record NumberRange(long First, long Last)
{
    /// <summary>Null where there are none.</summary>
    public static Task<NumberRange?> OfAsync(IQueryable<long> numbers, CancellationToken cancel) =>
        numbers.GroupBy(_ => 1).Select(all => new NumberRange(all.Min(), all.Max())).SingleOrDefaultAsync(cancel);

    /// <summary>Around all of them; null around none.</summary>
    public static NumberRange? Around(IReadOnlyCollection<NumberRange> ranges) =>
        ranges.Count == 0 ? null : new(ranges.Min(range => range.First), ranges.Max(range => range.Last));
}
