using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>The appraisal of the period right before, and of the same one a year before, computed now as the present one is; of a whole year both are one.</summary>
public sealed record PerformanceComparison(FiscalSpan Before, PerformanceResult Previous, FiscalSpan YearBefore, PerformanceResult LastYear)
{
    public bool IsSame => Before == YearBefore;

    public static async Task<PerformanceComparison> OfAsync(
        CrmDbContext db, AppraisalCache cache, PerformanceQuestion asked, OrganisationFacts names, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (before, yearBefore) = (asked.Period.Previous, FiscalSpan.Of(asked.Period.From.AddYears(-1), asked.Period.Months, asked.Period.Start));
        var previous = await PerformanceReport.OfAsync(db, cache, asked with { Period = before }, names, cancel);
        return new(before, previous, yearBefore, before == yearBefore ? previous : await PerformanceReport.OfAsync(db, cache, asked with { Period = yearBefore }, names, cancel));
    }

    /// <summary>The same person's row, or the same group's; null for who had none then.</summary>
    public static PerformanceRow? Then(PerformanceResult result, PerformanceRow row, PerformanceGrouping by)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(row);
        return result.Rows.FirstOrDefault(one => by switch
        {
            PerformanceGrouping.Person => one.Person?.Id == row.Person?.Id,
            PerformanceGrouping.Team => one.TeamId == row.TeamId,
            _ => one.RegionId == row.RegionId,
        });
    }
}
