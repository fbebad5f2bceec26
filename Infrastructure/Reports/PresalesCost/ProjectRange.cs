using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>
/// Between which numbers the projects of a period lie. Those of a year follow each other closely: told the first and the last, the database reads them
/// in one walk, where it went its way through an index for each of 20,000.
/// </summary>
internal sealed record ProjectRange(long First, long Last)
{
    /// <summary>Null where there are none.</summary>
    public static Task<ProjectRange?> OfAsync(IQueryable<long> projects, CancellationToken cancel) =>
        projects.GroupBy(_ => 1).Select(all => new ProjectRange(all.Min(), all.Max())).SingleOrDefaultAsync(cancel);
}
