using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>A project behind a margin of the report: what it adds to it, and what its presales cost in the period.</summary>
public sealed record SignedProject(long Id, Money Margin, Money Cost)
{
    public Money Result => Margin - Cost;
}

/// <summary>The projects behind the signed margin and what presales leave of it: those that signed one in the period, and those won or lost that cost something in it.</summary>
public static class PresalesProjects
{
    private static readonly OpportunityState[] Ended = [OpportunityState.Won, OpportunityState.Lost, OpportunityState.Abandoned];

    /// <param name="key">Of one group; null: of all.</param>
    public static async Task<IReadOnlyList<SignedProject>> OfAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, string? key, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var margins = (await PresalesCosts.MarginsAsync(db, viewer, asked, cancel)).Where(one => key is null || (one.Key ?? "") == key).ToDictionary(one => one.Id, one => one.Margin);
        var costs = await PresalesCosts.Entries(db, viewer, asked, Ended, key).GroupBy(entry => entry.OpportunityId)
            .Select(one => new { one.Key, Minor = one.Sum(entry => (long)(object)entry.Amount) }).ToDictionaryAsync(one => one.Key, one => new Money(one.Minor), cancel);
        return
        [
            .. margins.Keys.Union(costs.Keys).Select(id => new SignedProject(id, margins.GetValueOrDefault(id), costs.GetValueOrDefault(id)))
                .OrderByDescending(project => viewer.Sees(SensitiveField.Margin) ? project.Margin : Money.Zero).ThenBy(project => project.Id),
        ];
    }
}
